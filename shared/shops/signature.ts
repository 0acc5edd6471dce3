import { createHmac, timingSafeEqual } from 'node:crypto';
import { unauthorized, type Verdict } from './platform.ts';

/** HMAC-SHA256 over the parts, one after the other. */
export function hmacSha256(
  key: string | Buffer,
  encoding: 'base64' | 'hex',
  ...parts: readonly (string | Buffer)[]
): string {
  const hmac = createHmac('sha256', key);
  for (const part of parts) hmac.update(part);
  return hmac.digest(encoding);
}

/**
 * Whether one of the signatures given is one of those expected. Every pair is compared, each in
 * constant time and as text: decoders of base64 and hex let several texts stand for the same bytes.
 */
export function signatureMatches(given: readonly string[], expected: readonly string[]): Verdict {
  let matches = false;
  for (const theirs of given.map((text) => Buffer.from(text))) {
    for (const ours of expected.map((text) => Buffer.from(text))) {
      if (theirs.length === ours.length && timingSafeEqual(theirs, ours)) matches = true;
    }
  }
  if (matches) return { ok: true };
  return unauthorized("The signature does not fit this body under the shop's secret.");
}

/** How far a signed time may be from the time of receipt, before or after, in seconds. */
const TOLERANCE = 300;

/** Whether a signed time, epoch seconds as text, is near enough to the time of receipt. */
export function timelySignature(seconds: string, receivedAt: number): Verdict {
  if (!/^\d{1,12}$/.test(seconds)) return unauthorized('The signed time is not epoch seconds.');
  if (Math.abs(Number(seconds) * 1000 - receivedAt) <= TOLERANCE * 1000) return { ok: true };
  return unauthorized(`The signed time is more than ${TOLERANCE} seconds away from now.`);
}
