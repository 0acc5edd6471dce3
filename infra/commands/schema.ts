import { writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { programJsonSchemaText } from '../../shared/program/json-schema.ts';
import { run, say } from './run.ts';

/*
 * npm run schema
 *
 * Writes the JSON Schema of programs anew. A test fails while the kept one is stale.
 */
await run(async () => {
  const file = join(import.meta.dirname, '../../shared/program/program.schema.json');
  await writeFile(file, programJsonSchemaText());
  say(`wrote ${relative(process.cwd(), file)}`);
});
