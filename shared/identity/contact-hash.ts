import { createHmac } from 'node:crypto';

/**
 * What an e-mail address is known as where two are compared and neither may be read: 128 bits of an
 * HMAC under the member key, as 22 characters of base64url. Addresses that differ by case or by
 * blanks around them are one.
 */
export function emailHash(key: string, email: string): string {
  return createHmac('sha256', key)
    .update(JSON.stringify(['email', email.trim().toLowerCase()]))
    .digest()
    .subarray(0, 16)
    .toString('base64url');
}
