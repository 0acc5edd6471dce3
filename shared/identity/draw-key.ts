import { createHmac, hash } from 'node:crypto';

/** SHA-256 over a text's UTF-8, as 64 hex digits: what draws and their verification hash with. */
export function sha256(text: string): string {
  return hash('sha256', text);
}

/**
 * The seed of a draw's month (`2026-11`), as 64 hex digits: HMAC-SHA-256 under the draw key, which
 * the stack made by itself and nobody needs to read. So it is settled before the month begins.
 */
export function seedOf(key: string, draw: string, month: string): string {
  return createHmac('sha256', key).update(`${draw}#${month}`).digest('hex');
}

/**
 * What a person is called in the public list of a draw's month. Under the key, not the seed: the
 * seed is revealed, and then whoever knows a member's id could look it up in the list.
 */
export function pseudonymOf(key: string, draw: string, month: string, person: string): string {
  return short(key, `${draw}#${month}#person#${person}`);
}

/** A person who is no member, by the reference under which the brand knows them; kept nowhere. */
export function personOf(key: string, reference: string): string {
  return short(key, `reference#${reference}`);
}

/** 128 bits as 22 characters of base64url. */
function short(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest().subarray(0, 16).toString('base64url');
}
