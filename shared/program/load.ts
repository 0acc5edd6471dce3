import en from 'zod/v4/locales/en.js';
import { check } from './check.ts';
import { type Program, programSchema } from './program.ts';
import { shapeFaults } from './shape-faults.ts';
import { versionOf } from './version.ts';

/**
 * Checks a document and stamps it with its version. Done when the app is synthesized, so a program
 * that cannot work is deployed nowhere; functions read what was stamped. A document may name its
 * JSON Schema as `$schema`; that is no rule, and is left out.
 *
 * @throws {InvalidProgram} naming every place in the document that must be mended.
 */
export function loadProgram(document: unknown): Program {
  const parsed = programSchema.safeParse(withoutSchemaName(document), { error: en().localeError });
  if (!parsed.success) {
    throw new InvalidProgram(parsed.error.issues.flatMap((issue) => shapeFaults(issue, document)));
  }
  const faults = check(parsed.data);
  if (faults.length > 0) throw new InvalidProgram(faults);
  return { ...parsed.data, version: versionOf(parsed.data) };
}

function withoutSchemaName(document: unknown): unknown {
  if (typeof document !== 'object' || document === null || !('$schema' in document)) {
    return document;
  }
  const { $schema: _, ...rules } = document;
  return rules;
}

/** A program with nonsense in it. The message lists each fault with its path in the document. */
export class InvalidProgram extends Error {
  override name = 'InvalidProgram';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`The program cannot be used:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.faults = faults;
  }
}
