import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type * as z from 'zod/mini';
import en from 'zod/v4/locales/en.js';
import { check } from './check.ts';
import { type Program, type ProgramDocument, programSchema } from './program.ts';
import { knownKeys, nearestKey } from './unknown-key.ts';

/**
 * Checks a document and stamps it with its version. Done when the app is synthesized and again at
 * each cold start, so a program that cannot work is deployed nowhere and decides nothing.
 *
 * @throws {InvalidProgram} naming every place in the document that must be mended.
 */
export function loadProgram(document: unknown): Program {
  const parsed = programSchema.safeParse(document, { error: en().localeError });
  if (!parsed.success) throw new InvalidProgram(parsed.error.issues.flatMap(faultsOf));
  const faults = check(parsed.data);
  if (faults.length > 0) throw new InvalidProgram(faults);
  return { ...parsed.data, version: `${parsed.data.id}@${fingerprint(parsed.data)}` };
}

/** Reads the program that was bundled beside a function. */
export function readProgram(file: string): Program {
  return loadProgram(JSON.parse(readFileSync(file, 'utf8')));
}

function faultsOf(issue: z.core.$ZodIssue): string[] {
  if (issue.code !== 'unrecognized_keys') {
    return [`${issue.path.join('.') || 'program'}: ${issue.message}`];
  }
  const known = knownKeys(programSchema, issue.path);
  return issue.keys.map((key) => {
    const meant = nearestKey(key, known);
    const advice =
      meant === undefined ? `known are ${known.join(', ')}` : `did you mean "${meant}"?`;
    return `${[...issue.path, key].join('.')}: there is no such key; ${advice}`;
  });
}

function fingerprint(document: ProgramDocument): string {
  return createHash('sha256').update(JSON.stringify(document)).digest('hex').slice(0, 8);
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
