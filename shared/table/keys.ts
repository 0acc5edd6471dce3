import { createHash } from 'node:crypto';

/** The table's primary key, and what the stack builds the table from. */
export const TABLE_KEYS = { partition: 'PK', sort: 'SK' } as const;

/** A member's entries in order: only entry items carry both attributes. */
export const HISTORY_INDEX = { name: 'history', partition: 'member', sort: 'v' } as const;

/** Every member, in fixed shards, for the passes over all of them; keys only. */
export const ROSTER_INDEX = { name: 'roster', partition: 'roster', sort: 'PK' } as const;

/** Epoch seconds after which DynamoDB may delete an item; never set on balances or entries. */
export const TTL_ATTRIBUTE = 'ttl';

/** How many shards `roster` has: fixed for the table's life, for a member is never moved. */
export const ROSTER_SHARDS = 64;

/** An item's primary key. */
export interface Key {
  readonly PK: string;
  readonly SK: string;
}

const STATE = 'STATE';
const ORDER = 'ORDER';
const CANCEL = 'CANCEL';
const REFUND = 'REFUND#';
const GRANT_ONCE = 'GRANT#ONCE#';
const MESSAGE = 'MSG#';

const member = (id: string): string => `M#${id}`;
const order = (shop: string, orderId: string): string => `O#${shop}#${orderId}`;

/** Every key of the table is made here and nowhere else. */
export const keys = {
  state: (id: string): Key => ({ PK: member(id), SK: STATE }),
  order: (shop: string, orderId: string): Key => ({ PK: order(shop, orderId), SK: ORDER }),
  refund: (shop: string, orderId: string, refundId: string): Key => ({
    PK: order(shop, orderId),
    SK: REFUND + refundId,
  }),
  cancellation: (shop: string, orderId: string): Key => ({ PK: order(shop, orderId), SK: CANCEL }),
  grant: (id: string, reward: string): Key => ({ PK: member(id), SK: GRANT_ONCE + reward }),
  message: (id: string, receivedAt: string, fact: string, topic: string): Key => ({
    PK: member(id),
    SK: `${MESSAGE}${receivedAt}#${fact}#${topic}`,
  }),
} as const;

/** Sorts behind everything that follows a prefix: ids and times hold no character above it. */
const END = '~';

/** Parts of the table that are read as a whole. */
export const ranges = {
  order: (shop: string, orderId: string) => ({ partition: order(shop, orderId) }),
  grants: (id: string) => ({
    partition: member(id),
    from: GRANT_ONCE,
    to: GRANT_ONCE + END,
  }),
  messages: (id: string) => ({ partition: member(id), from: MESSAGE, to: MESSAGE + END }),
  history: (id: string) => ({ index: HISTORY_INDEX, partition: id }),
} as const;

/** The shop and the order that an order's items belong to. A shop's id holds no `#`. */
export function orderOf(key: Key): { shop: string; orderId: string } {
  const [, shop = '', ...rest] = key.PK.split('#');
  return { shop, orderId: rest.join('#') };
}

/** The refund that a refund's item records. */
export function refundOf(key: Key): string {
  return key.SK.slice(REFUND.length);
}

/** Whether a key is that of a message to a member. */
export function isMessageKey(key: Key): boolean {
  return key.SK.startsWith(MESSAGE);
}

/** The roster shard of a member, `R#00` to `R#63`: even, and the same for ever. */
export function rosterShard(id: string): string {
  const shard = createHash('sha256').update(id).digest().readUInt16BE(0) % ROSTER_SHARDS;
  return `R#${String(shard).padStart(2, '0')}`;
}
