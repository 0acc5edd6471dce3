import { createHmac } from 'node:crypto';

/**
 * The id under which Perch knows a shop's customer: the first 128 bits of HMAC-SHA256 over shop and
 * customer id, as 22 characters of base64url. It needs no look-up and says nothing about the person
 * to anyone without the key, which is generated once per deployment and never rotated.
 */
export function memberId(key: string, shop: string, customer: string): string {
  return createHmac('sha256', key)
    .update(`${shop.length}:${shop}${customer}`)
    .digest()
    .subarray(0, 16)
    .toString('base64url');
}
