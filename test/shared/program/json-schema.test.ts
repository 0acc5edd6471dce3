import { join } from 'node:path';
import { expect, test } from 'vitest';
import { programJsonSchema, programJsonSchemaText } from '../../../shared/program/json-schema.ts';

test('the JSON Schema in the repository is the one that the schema makes', async () => {
  const kept = join(import.meta.dirname, '../../../shared/program/program.schema.json');
  await expect(programJsonSchemaText()).toMatchFileSnapshot(kept);
});

test('the JSON Schema asks for what a brand must write, and takes the name of itself', () => {
  const schema = programJsonSchema() as { required: string[]; properties: object };
  expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
  expect(schema.required).toEqual(expect.arrayContaining(['id', 'languages', 'tiers', 'rewards']));
  expect(schema.required).not.toContain('campaigns');
  expect(schema.properties).toHaveProperty('$schema');
});
