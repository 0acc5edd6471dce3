import { hash } from 'node:crypto';

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
const GRANT = 'GRANT#';
const ONCE = 'ONCE';
const REVERSED = '#REVERSED';
const MESSAGE = 'MSG#';
const ENTRY = 'ENTRY';
const SLICE = 'SLICE#';

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
  reversal: (shop: string, orderId: string, refundId: string): Key => ({
    PK: order(shop, orderId),
    SK: REFUND + refundId + REVERSED,
  }),
  cancellation: (shop: string, orderId: string): Key => ({ PK: order(shop, orderId), SK: CANCEL }),
  /** Of an entry that no order caused: what did, and its business key. */
  entry: (kind: string, key: string): Key => ({ PK: `K#${kind}#${key}`, SK: ENTRY }),
  slice: (cap: string, slice: number): Key => ({ PK: `C#${cap}`, SK: SLICE + slice }),
  /** Of a reward given once in a lifetime; or of one given for a redemption, by its id. */
  grant: (id: string, reward: string, redemption: string = ONCE): Key => ({
    PK: member(id),
    SK: `${GRANT}${redemption}#${reward}`,
  }),
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
    from: GRANT,
    to: GRANT + END,
  }),
  messages: (id: string) => ({ partition: member(id), from: MESSAGE, to: MESSAGE + END }),
  history: (id: string) => ({ index: HISTORY_INDEX, partition: id }),
  /** A shard of the roster, from this member on; from its first without one. */
  roster: (shard: number, from?: string) => ({
    index: ROSTER_INDEX,
    partition: shardName(shard),
    ...(from === undefined ? {} : { from: member(from) }),
  }),
} as const;

/** The shop and the order that an order's items belong to. A shop's id holds no `#`. */
export function orderOf(key: Key): { shop: string; orderId: string } {
  const [, shop = '', ...rest] = key.PK.split('#');
  return { shop, orderId: rest.join('#') };
}

/** The refund that a refund's item, or that of its undoing, records. */
export function refundOf(key: Key): string {
  const end = key.SK.endsWith(REVERSED) ? -REVERSED.length : undefined;
  return key.SK.slice(REFUND.length, end);
}

/** The member whose own item this is the key of. */
export function memberOf(key: Key): string {
  return key.PK.slice(member('').length);
}

/** Whether a key is that of a message to a member. */
export function isMessageKey(key: Key): boolean {
  return key.SK.startsWith(MESSAGE);
}

/** The roster shard of a member, `R#00` to `R#63`: even, and the same for ever. */
export function rosterShard(id: string): string {
  return shardName(hash('sha256', id, 'buffer').readUInt16BE(0) % ROSTER_SHARDS);
}

function shardName(shard: number): string {
  return `R#${String(shard).padStart(2, '0')}`;
}
