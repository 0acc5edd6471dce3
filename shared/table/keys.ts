import { hash } from 'node:crypto';
import { waitsFor } from './orders/waiting-place.ts';
import { shardName } from './roster-shard.ts';

/** The table's primary key, and what the stack builds the table from. */
export const TABLE_KEYS = { partition: 'PK', sort: 'SK' } as const;

/**
 * A member's entries in order, by `v`; and, apart from every member's, the orders of each customer
 * who has not joined yet, by their time in epoch seconds. No other item has both attributes.
 */
export const HISTORY_INDEX = { name: 'history', partition: 'member', sort: 'v' } as const;

/** Version of the program: of all in the index `history`, entries have it and waiting orders not. */
export const DECIDED_BY = 'program';

/** Every member, in fixed shards, for the passes over all of them; keys only. */
export const ROSTER_INDEX = { name: 'roster', partition: 'roster', sort: 'PK' } as const;

/** What has a time of its own, by when it is due; keys only. `due` begins with an ISO instant. */
export const AGENDA_INDEX = { name: 'agenda', partition: 'agenda', sort: 'due' } as const;

/** Epoch seconds after which DynamoDB may delete an item; never set on balances or entries. */
export const TTL_ATTRIBUTE = 'ttl';

export { ROSTER_SHARDS, rosterShard } from './roster-shard.ts';

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
const DISPATCH = 'OUT#';
const CONTACT = 'CONTACT#';
const ENTRY = 'ENTRY';
const SLICE = 'SLICE#';
const PERSON = 'PERSON#';
const TICKET = 'TICKET#';
const ALIAS = 'ALIAS';
const WAITING = 'WAITING#activity';
const WAITING_GRANT = 'WAITING#grant#';
const USE = 'USE#';
const REFERRAL = 'REFERRAL';
const FRIEND = 'FRIEND#';
const BROUGHT = 'BROUGHT#';
const SHARE = 'SHARE#';
const SUBSCRIPTION = 'SUB#';
const PROFILE = 'PROFILE';
const CONSENT = 'CONSENT#';
const RECONCILED = 'RECONCILED';
const CLAIM = 'CLAIM';

const member = (id: string): string => `M#${id}`;
const order = (shop: string, orderId: string): string => `O#${shop}#${orderId}`;
const draw = (id: string, month: string): string => `D#${id}#${month}`;
const drawPart = (id: string, month: string, part: number): string => `${draw(id, month)}#${part}`;

/** In so many partitions a draw's month is written to; fixed, for what is written stays there. */
export const DRAW_PARTS = 16;

/** The partition of a draw's month that somebody's items are in. */
export function drawPartOf(who: string): number {
  return hash('sha256', who, 'buffer').readUInt16BE(0) % DRAW_PARTS;
}

/** In so many partitions the grants that wait for a yes are listed; fixed, as they stay there. */
const WAITING_PARTS = 8;

/** Numbers in keys sort as texts. */
const padded = (number: number): string => String(number).padStart(4, '0');
const alias = (kind: string, hash: string): string => `A#${kind}#${hash}`;
const cap = (id: string): string => `C#${id}`;

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
  slice: (id: string, slice: number): Key => ({ PK: cap(id), SK: SLICE + slice }),
  /** Of a reward given once in a lifetime; or of one given each time, by what brought it. */
  grant: (id: string, reward: string, slot: string = ONCE): Key => ({
    PK: member(id),
    SK: `${GRANT}${slot}#${reward}`,
  }),
  /** Of what leads from a name to what bears it; the name as a keyed hash. */
  alias: (kind: string, hash: string): Key => ({ PK: alias(kind, hash), SK: ALIAS }),
  couponUse: (hash: string, use: string): Key => ({ PK: alias('coupon', hash), SK: USE + use }),
  /** Of a member who came with a friend's code; and their place on the list of that friend's. */
  referral: (friend: string): Key => ({ PK: member(friend), SK: REFERRAL }),
  friend: (id: string, friend: string): Key => ({ PK: member(id), SK: FRIEND + friend }),
  /** Of an order that came with a member's code in a quarter (`2026-Q1`); and of their share of all. */
  brought: (id: string, quarter: string, shop: string, orderId: string): Key => ({
    PK: member(id),
    SK: `${BROUGHT}${quarter}#${shop}#${orderId}`,
  }),
  profitShare: (id: string, quarter: string): Key => ({ PK: member(id), SK: SHARE + quarter }),
  /** A person's entries in a draw's month. */
  drawPerson: (id: string, month: string, person: string): Key => ({
    PK: drawPart(id, month, drawPartOf(person)),
    SK: PERSON + person,
  }),
  /** Counts the entries of a part of a draw's month, and is shut when the list is closed. */
  drawGate: (id: string, month: string, part: number): Key => ({
    PK: drawPart(id, month, part),
    SK: 'GATE',
  }),
  /** What an entrant drew on a day. */
  drawTicket: (id: string, month: string, entrant: string, day: string): Key => ({
    PK: drawPart(id, month, drawPartOf(entrant)),
    SK: `${TICKET}${entrant}#${day}`,
  }),
  /** Of a draw's month: the rules it is drawn by, its result, and pages of the list and of winners. */
  drawRules: (id: string, month: string): Key => ({ PK: draw(id, month), SK: 'RULES' }),
  drawResult: (id: string, month: string): Key => ({ PK: draw(id, month), SK: 'RESULT' }),
  /** Says that all prizes of a draw's month have been given. */
  drawGiven: (id: string, month: string): Key => ({ PK: draw(id, month), SK: 'GIVEN' }),
  drawPage: (id: string, month: string, of: 'LIST' | 'WON', page: number): Key => ({
    PK: draw(id, month),
    SK: `${of}#${padded(page)}`,
  }),
  /** Of an activity that a person must approve; and its place on the list of those that wait. */
  activityReport: (id: string): Key => ({ PK: `K#activity#${id}`, SK: 'REPORT' }),
  waitingActivity: (receivedAt: number, id: string): Key => ({
    PK: WAITING,
    SK: `${new Date(receivedAt).toISOString()}#${id}`,
  }),
  /** Of a grant that waits for a yes its place on the list of them, by the partition of its member. */
  waitingGrant: (grantedAt: string, id: string, reward: string, slot: string = ONCE): Key => ({
    PK: WAITING_GRANT + (hash('sha256', id, 'buffer').readUInt16BE(0) % WAITING_PARTS),
    SK: `${grantedAt}#${id}#${slot}#${reward}`,
  }),
  /** Of a claim of an order, by the caller's request. */
  claim: (id: string): Key => ({ PK: `K#claim#${id}`, SK: CLAIM }),
  /** Of what is asked for in somebody's name: to know what is kept of them, or to be forgotten. */
  privacyRequest: (id: string): Key => ({ PK: `P#${id}`, SK: 'REQUEST' }),
  /** Of a shop: up to when its orders have been compared with the ledger. */
  reconciled: (shop: string): Key => ({ PK: `S#${shop}`, SK: RECONCILED }),
  /** Of what is known of a member's person, and of what they said to a purpose on a channel. */
  profile: (id: string): Key => ({ PK: member(id), SK: PROFILE }),
  consent: (id: string, channel: string, purpose: string, at: string): Key => ({
    PK: member(id),
    SK: `${CONSENT}${channel}#${purpose}#${at}`,
  }),
  subscription: (id: string, shop: string, subscription: string): Key => ({
    PK: member(id),
    SK: `${SUBSCRIPTION}${shop}#${subscription}`,
  }),
  message: (id: string, receivedAt: string, fact: string, topic: string): Key => ({
    PK: member(id),
    SK: `${MESSAGE}${receivedAt}#${fact}#${topic}`,
  }),
  /** Of what became of a message on a channel, for each fact, topic and channel. */
  dispatch: (
    id: string,
    receivedAt: string,
    fact: string,
    topic: string,
    channel: string,
  ): Key => ({ PK: member(id), SK: `${DISPATCH}${receivedAt}#${fact}#${topic}#${channel}` }),
  /** Any item of a member's own, by the sort key that an index names. */
  own: (id: string, sort: string): Key => ({ PK: member(id), SK: sort }),
  /** Counts promotions of a day (`2026-11-01`) or of a week (`W2026-10-26`), on a channel or all. */
  contacts: (id: string, period: string, of: string): Key => ({
    PK: member(id),
    SK: `${CONTACT}${period}#${of}`,
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
  slices: (id: string) => ({ partition: cap(id), from: SLICE, to: SLICE + END }),
  brought: (id: string, quarter: string) => ({
    partition: member(id),
    from: `${BROUGHT}${quarter}#`,
    to: `${BROUGHT}${quarter}#${END}`,
  }),
  /** The members who came with a member's code, from this one on. */
  friends: (id: string, from = '') => ({
    partition: member(id),
    from: FRIEND + from,
    to: FRIEND + END,
  }),
  messages: (id: string) => ({ partition: member(id), from: MESSAGE, to: MESSAGE + END }),
  dispatches: (id: string) => ({ partition: member(id), from: DISPATCH, to: DISPATCH + END }),
  subscriptions: (id: string) => ({
    partition: member(id),
    from: SUBSCRIPTION,
    to: SUBSCRIPTION + END,
  }),
  consents: (id: string) => ({ partition: member(id), from: CONSENT, to: CONSENT + END }),
  drawPeople: (id: string, month: string, part: number) => ({
    partition: drawPart(id, month, part),
    from: PERSON,
    to: PERSON + END,
  }),
  drawTickets: (id: string, month: string, part: number) => ({
    partition: drawPart(id, month, part),
    from: TICKET,
    to: TICKET + END,
  }),
  waitingActivities: () => ({ partition: WAITING }),
  /** All partitions of the grants that wait. */
  waitingGrants: () =>
    Array.from({ length: WAITING_PARTS }, (_, part) => ({ partition: WAITING_GRANT + part })),
  history: (id: string) => ({ index: HISTORY_INDEX, partition: id }),
  /** The orders that wait for a customer to join, from an epoch second on. */
  waiting: (id: string, from: number) => ({
    index: HISTORY_INDEX,
    partition: waitsFor(id),
    from,
  }),
  /** A shard of the roster, from this member on; from its first without one. */
  roster: (shard: number, from?: string) => ({
    index: ROSTER_INDEX,
    partition: shardName(shard),
    ...(from === undefined ? {} : { from: member(from) }),
  }),
} as const;

/** The shop and the order that an order's items belong to. A shop's id holds no `#`. */
export function orderOf(key: Key): { shop: string; orderId: string } {
  const from = key.PK.indexOf('#') + 1;
  const end = key.PK.indexOf('#', from);
  return { shop: key.PK.slice(from, end), orderId: key.PK.slice(end + 1) };
}

/** The refund that a refund's item, or that of its undoing, records. */
export function refundOf(key: Key): string {
  const end = key.SK.endsWith(REVERSED) ? -REVERSED.length : undefined;
  return key.SK.slice(REFUND.length, end);
}

/** The shop and the subscription that a subscription's item is of. A shop's id holds no `#`. */
export function subscriptionOf(key: Key): { shop: string; subscriptionId: string } {
  const end = key.SK.indexOf('#', SUBSCRIPTION.length);
  return { shop: key.SK.slice(SUBSCRIPTION.length, end), subscriptionId: key.SK.slice(end + 1) };
}

/** The member whose own item this is the key of. */
export function memberOf(key: Key): string {
  return key.PK.slice(member('').length);
}

/** Whether a key is that of a message to a member. */
export function isMessageKey(key: Key): boolean {
  return key.SK.startsWith(MESSAGE);
}
