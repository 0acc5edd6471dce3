import { createHmac } from 'node:crypto';

/**
 * What an e-mail address is known as where two are compared and neither may be read: 128 bits of an
 * HMAC under the member key, as 22 characters of base64url. Addresses that differ by case or by
 * blanks around them are one.
 */
export function emailHash(key: string, email: string): string {
  return contactHash(key, ['email', email.trim().toLowerCase()]);
}

/** The same of a telephone number in international form. */
export function phoneHash(key: string, phone: string): string {
  return contactHash(key, ['phone', phone]);
}

function contactHash(key: string, parts: readonly string[]): string {
  return createHmac('sha256', key)
    .update(JSON.stringify(parts))
    .digest()
    .subarray(0, 16)
    .toString('base64url');
}
