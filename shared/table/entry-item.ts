import { createHash } from 'node:crypto';
import type { Change, ClawedBackEntry, EarnedEntry, Entry, Share } from '../domain/entry.ts';
import type { Lot } from '../domain/lots.ts';
import { attributesOf, rows } from './attributes.ts';
import { HISTORY_INDEX, type Key, keys, orderOf, refundOf } from './keys.ts';
import type { Attribute, Item } from './table.ts';

/** An entry as the table keeps it: with the hash of the entry before, which makes it a chain. */
export interface StoredEntry {
  readonly entry: Entry;
  readonly previousHash: Uint8Array;
}

/** What a member's first entry has in the place of an entry before. */
export const NO_ENTRY: Uint8Array = new Uint8Array(0);

/** The key of an entry names what caused it, so that nothing is ever entered twice. */
export function entryKey(entry: Entry): Key {
  if (entry.kind === 'earned') return keys.order(entry.shop, entry.orderId);
  return entry.refund === undefined
    ? keys.cancellation(entry.shop, entry.orderId)
    : keys.refund(entry.shop, entry.orderId, entry.refund.refundId);
}

/** The entry item. Its positional lists keep it under 1 KB: one write unit in table and index. */
export function entryItem({ entry, previousHash }: StoredEntry): Item {
  return {
    ...entryKey(entry),
    [HISTORY_INDEX.partition]: entry.member,
    [HISTORY_INDEX.sort]: entry.v,
    kind: entry.kind,
    at: entry.occurredAt,
    received: entry.receivedAt,
    trace: entry.correlationId,
    program: entry.program,
    month: entry.month,
    moved: entry.movements.flatMap((lot) => [lot.expires, lot.points]),
    debt: entry.debt,
    balance: [entry.balance.before, entry.balance.after],
    purchases: [entry.purchases.before, entry.purchases.after],
    spend: entry.spendMinor,
    tier: [entry.tier.before ?? '', entry.tier.after ?? ''],
    prev: previousHash,
    ...(entry.kind === 'earned' ? earnedAttributes(entry) : clawedBackAttributes(entry)),
  };
}

/** Whether an item is an entry of some member's ledger. */
export function isEntryItem(item: Item): boolean {
  return item[HISTORY_INDEX.sort] !== undefined && item[HISTORY_INDEX.partition] !== undefined;
}

/** Reads an entry item back. */
export function readEntry(item: Item): StoredEntry {
  const read = attributesOf(item);
  const base = {
    ...orderOf(item),
    member: read.text(HISTORY_INDEX.partition),
    v: read.number(HISTORY_INDEX.sort),
    occurredAt: read.number('at'),
    receivedAt: read.number('received'),
    correlationId: read.text('trace'),
    program: read.text('program'),
    month: read.number('month'),
    movements: rows(read.numbers('moved'), 2).map(
      ([expires = 0, points = 0]): Lot => ({ expires, points }),
    ),
    debt: read.number('debt'),
    balance: change(read.numbers('balance')),
    purchases: change(read.numbers('purchases')),
    spendMinor: read.number('spend'),
    tier: tierChange(read.texts('tier')),
  };
  const entry: Entry =
    read.text('kind') === 'earned'
      ? { ...base, ...readEarned(item) }
      : { ...base, ...readClawedBack(item) };
  return { entry, previousHash: read.bytes('prev') };
}

/** SHA-256 over an entry item, whatever order its attributes come in. */
export function entryHash(item: Item): Uint8Array {
  return createHash('sha256').update(canonical(item)).digest();
}

function canonical(value: Attribute): string {
  if (value instanceof Uint8Array) return JSON.stringify(Buffer.from(value).toString('base64'));
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object') return JSON.stringify(value);
  const sorted = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([name, held]) => `${JSON.stringify(name)}:${canonical(held)}`).join()}}`;
}

type Own<E extends Entry> = Omit<E, Exclude<keyof Entry, 'kind'>>;

function earnedAttributes(entry: EarnedEntry) {
  const { order } = entry;
  return {
    number: order.orderNumber,
    paid: [order.currency, order.totalMinor, order.shippingMinor, order.earningBaseMinor],
    shares: entry.shares.map((given) => [
      given.rule,
      given.points,
      given.expires,
      given.multiplierBps,
      given.clawedBack,
    ]),
    lapsed: entry.lapsed,
    rewards: entry.rewards,
    ...(entry.nothingEarned === undefined ? {} : { nothing: entry.nothingEarned }),
  };
}

function readEarned(item: Item): Own<EarnedEntry> {
  const read = attributesOf(item);
  const [currency, totalMinor, shippingMinor, earningBaseMinor] = read.list('paid');
  const nothing = item.nothing;
  return {
    kind: 'earned',
    order: {
      ...orderOf(item),
      orderNumber: read.text('number'),
      currency: String(currency),
      totalMinor: Number(totalMinor),
      shippingMinor: Number(shippingMinor),
      earningBaseMinor: Number(earningBaseMinor),
    },
    shares: read.list('shares').map(readShare),
    lapsed: read.number('lapsed'),
    rewards: read.texts('rewards'),
    ...(nothing === 'currency-not-listed' || nothing === 'nothing-to-earn-on'
      ? { nothingEarned: nothing }
      : {}),
  };
}

function readShare(given: Attribute): Share {
  const [rule, points, expires, multiplierBps, clawedBack] = Array.isArray(given) ? given : [];
  return {
    rule: String(rule),
    points: Number(points),
    expires: Number(expires),
    multiplierBps: Number(multiplierBps),
    clawedBack: clawedBack === true,
  };
}

function clawedBackAttributes(entry: ClawedBackEntry) {
  const { settled, refund } = entry;
  return {
    refundedBase: entry.refundedBaseMinor,
    settled: [settled.taken, settled.owed, settled.lapsed],
    ...(refund === undefined ? {} : { refund: [refund.amountMinor, refund.shippingMinor] }),
  };
}

function readClawedBack(item: Item): Own<ClawedBackEntry> {
  const read = attributesOf(item);
  const [taken = 0, owed = 0, lapsed = 0] = read.numbers('settled');
  const base = {
    kind: 'clawed-back' as const,
    refundedBaseMinor: read.number('refundedBase'),
    settled: { taken, owed, lapsed },
  };
  if (!read.has('refund')) return { ...base, reason: 'cancellation' };
  const [amountMinor = 0, shippingMinor = 0] = read.numbers('refund');
  return {
    ...base,
    reason: 'refund',
    refund: { refundId: refundOf(item), amountMinor, shippingMinor },
  };
}

function change([before = 0, after = 0]: number[]): Change<number> {
  return { before, after };
}

function tierChange([before = '', after = '']: string[]): Change<string | null> {
  return { before: before || null, after: after || null };
}
