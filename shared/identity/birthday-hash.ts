import { createHmac } from 'node:crypto';

/**
 * What a birthday (`02-29`) is known as where it must be found and may not be read: 128 bits of an
 * HMAC under the member key, as 22 characters of base64url.
 */
export function birthdayHash(key: string, birthday: string): string {
  return createHmac('sha256', key)
    .update(JSON.stringify(['birthday', birthday]))
    .digest()
    .subarray(0, 16)
    .toString('base64url');
}
