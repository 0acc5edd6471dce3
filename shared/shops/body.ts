import type * as z from 'zod/mini';
import { malformed, type Refusal } from './platform.ts';

export type Read<Value> = { readonly ok: true; readonly value: Value } | Refusal;

/**
 * Reads a body as JSON in which every number is the text that the shop wrote: ids of 64 bits and
 * amounts of money come through to the last digit, which a JavaScript number does not promise.
 */
export function readJson(body: Buffer): Read<unknown> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    return { ok: true, value: JSON.parse(text, numberAsWritten) };
  } catch {
    // Besides what is no JSON, this is a body nested so deeply that reading it ends the stack.
    return malformed('The body is not JSON that can be read.');
  }
}

/** `source` is newer than the type library's `JSON.parse`. */
function numberAsWritten(_key: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === 'number' ? (context?.source ?? String(value)) : value;
}

/** How many faults of one body are told. */
const TOLD_FAULTS = 3;

/**
 * Reads JSON against a schema. The refusal names the fields at fault and what is wrong with them,
 * never their values: those may be somebody's personal data.
 *
 * @param what what the body should be, as the subject of a sentence: `orders/paid`
 */
export function readAs<Value>(
  schema: z.ZodMiniType<Value>,
  json: unknown,
  what: string,
): Read<Value> {
  const result = schema.safeParse(json);
  if (result.success) return { ok: true, value: result.data };
  const faults = result.error.issues.slice(0, TOLD_FAULTS).map(({ path, message }) => {
    const fault = message === UNNAMED ? 'is missing or not of the kind expected' : message;
    return `${path.join('.') || 'the body'} ${fault}`;
  });
  return malformed(`This is not ${what}: ${faults.join('; ')}.`);
}

/** What zod/mini says where a schema says nothing of its own. */
const UNNAMED = 'Invalid input';
