import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a token confirms: what a member was asked, and when. */
export interface Confirmable {
  readonly member: string;
  readonly channel: string;
  readonly purpose: string;
  /** Epoch milliseconds. */
  readonly askedAt: number;
}

/**
 * The token that confirms a consent: 128 bits of an HMAC under the member key, as 22 characters of
 * base64url. It can be made again, so that none is kept: who reads the table learns no token.
 */
export function confirmationToken(key: string, asked: Confirmable): string {
  const { member, channel, purpose, askedAt } = asked;
  return createHmac('sha256', key)
    .update(JSON.stringify(['confirmation', member, channel, purpose, askedAt]))
    .digest()
    .subarray(0, 16)
    .toString('base64url');
}

/** Whether this is the token; how long it takes says nothing of how nearly it is. */
export function confirms(token: string, key: string, asked: Confirmable): boolean {
  const [given, right] = [token, confirmationToken(key, asked)].map((text) => Buffer.from(text));
  return given !== undefined && right !== undefined && given.length === right.length
    ? timingSafeEqual(given, right)
    : false;
}
