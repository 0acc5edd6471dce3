import * as z from 'zod';

/** An error in the form that AWS's JSON protocols have for it. */
export class AwsError extends Error {
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

/**
 * One call: the request's JSON in, the answer's out, or a promise of it.
 *
 * @throws {AwsError} as AWS would answer.
 */
export type AwsCall = (input: unknown) => unknown;

/** Calls by the target that clients name, or by method and path where a service has REST. */
export type AwsCalls = readonly (readonly [target: string, call: AwsCall])[];

/** Services count a message's size in bytes; this is the least that any of them takes. */
const MAX_MESSAGE_BYTES = 262_144;

/**
 * A call's input, checked.
 *
 * @param refusal the error's type where the service has its own.
 * @throws {AwsError} naming what is wrong with it.
 */
export function readInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  refusal = 'ValidationException',
): z.infer<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new AwsError(refusal, z.prettifyError(parsed.error));
}

/** @throws {AwsError} of this type when a text is longer than services take. */
export function limitSize(text: string, type: string): void {
  if (Buffer.byteLength(text) <= MAX_MESSAGE_BYTES) return;
  throw new AwsError(type, `longer than ${MAX_MESSAGE_BYTES} bytes`);
}

export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
