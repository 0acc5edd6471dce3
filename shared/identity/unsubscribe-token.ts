import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a link in a message ends. */
export interface Endable {
  readonly member: string;
  readonly channel: 'email' | 'sms';
  /** Promotions, or all that goes by the channel. */
  readonly purpose: 'marketing' | 'all';
}

/**
 * The token of such a link, `<member>.<channel>.<purpose>.<proof>`: whoever holds it got the message.
 * The proof is 128 bits of an HMAC under the member key. It does not end: nor do old messages.
 */
export function unsubscribeToken(key: string, of: Endable): string {
  const { member, channel, purpose } = of;
  return [member, channel, purpose, proof(key, of)].join('.');
}

/** What a token ends; undefined where it is none of ours. */
export function readUnsubscribeToken(key: string, token: string): Endable | undefined {
  const [member = '', channel, purpose, given = '', ...rest] = token.split('.');
  if (channel !== 'email' && channel !== 'sms') return undefined;
  if (purpose !== 'marketing' && purpose !== 'all') return undefined;
  const of = { member, channel, purpose } as const;
  const [one, other] = [Buffer.from(given), Buffer.from(proof(key, of))];
  const isRight = one.length === other.length && timingSafeEqual(one, other);
  return isRight && rest.length === 0 ? of : undefined;
}

function proof(key: string, { member, channel, purpose }: Endable): string {
  return createHmac('sha256', key)
    .update(JSON.stringify(['unsubscribe', member, channel, purpose]))
    .digest()
    .subarray(0, 16)
    .toString('base64url');
}
