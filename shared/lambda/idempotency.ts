import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { identifier } from '../events/fields.ts';
import { type HttpAnswer, problem } from './http.ts';

/**
 * The header that names a write, so that a repeat of it does nothing more and is answered as the
 * first was.
 */
export const keyed = z.object({ 'idempotency-key': identifier });

/**
 * The id of what a key asks for: the first 128 bits of SHA-256 over the member that was addressed
 * and the key, as 22 characters of base64url. A merge does not change it.
 */
export function requestId(member: string, key: string): string {
  return hash(`${member}:${key}`).subarray(0, 16).toString('base64url');
}

/** The same of two requests that ask for the same, however their JSON is written. */
export function fingerprint(body: unknown): string {
  return hash(JSON.stringify(sorted(body)))
    .subarray(0, 16)
    .toString('base64url');
}

/** The answer to a key that has named something else before. */
export function keyReused(): HttpAnswer {
  return problem(
    422,
    'Unprocessable Content',
    'This Idempotency-Key was used for another request; choose a new one.',
  );
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, held]) => [name, sorted(held)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
