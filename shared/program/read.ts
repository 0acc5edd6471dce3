import { readFileSync } from 'node:fs';
import type { Program } from './program.ts';
import { versionOf } from './version.ts';

/**
 * Reads the program that was bundled beside a function, with all that its document left out and the
 * version that it was stamped with. It was checked then; that nobody has touched it since shows in
 * the version, so that a cold start need neither the schema nor the checks.
 *
 * @throws where the file is another one than was checked.
 */
export function readProgram(file: string): Program {
  const { version, ...rules } = JSON.parse(readFileSync(file, 'utf8')) as Program;
  if (version !== versionOf(rules)) {
    throw new Error(`${file} is not the program that was checked: synthesize the app again`);
  }
  return { ...rules, version };
}
