import { createHmac } from 'node:crypto';

/**
 * What an order's number is known as where buyers type it: 128 bits of an HMAC under the member key,
 * as 22 characters of base64url. `#1001`, ` 1001 ` and, of letters, either case are one number of a
 * shop.
 */
export function orderNumberHash(key: string, shop: string, typed: string): string {
  const number = typed.normalize('NFKC').replaceAll('#', '').trim().toLowerCase();
  return createHmac('sha256', key)
    .update(JSON.stringify(['order number', shop, number]))
    .digest()
    .subarray(0, 16)
    .toString('base64url');
}
