import { hash } from 'node:crypto';
import type { Change, Entry, EntryBase } from '../domain/entry.ts';
import { type Attributes, attributesOf, rows } from './attributes.ts';
import { ownAttributes, readOwn } from './entry-kinds.ts';
import { HISTORY_INDEX, type Key, keys } from './keys.ts';
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
  switch (entry.kind) {
    case 'earned':
      return keys.order(entry.order.shop, entry.order.orderId);
    case 'clawed-back': {
      const { shop, orderId, refund } = entry;
      if (refund === undefined) return keys.cancellation(shop, orderId);
      return entry.reason === 'refund'
        ? keys.refund(shop, orderId, refund.refundId)
        : keys.reversal(shop, orderId, refund.refundId);
    }
    case 'redeemed':
    case 'restored':
      return keys.entry(entry.kind, entry.redemption);
    case 'adjusted':
      return keys.entry(entry.kind, entry.adjustment);
    case 'imported':
      return keys.entry(entry.kind, entry.row);
    case 'expired':
    case 'merged':
    case 'absorbed':
    case 'unmerged':
    case 'released':
      // Nothing outside causes these twice; the member's version keeps them apart.
      return keys.entry(entry.kind, `${entry.member}#${entry.v}`);
  }
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
    moved: entry.movements.flatMap((lot) => [lot.expires, lot.points]),
    ...(entry.held.length === 0
      ? {}
      : { held: entry.held.flatMap((hold) => [hold.availableAt, hold.expires, hold.points]) }),
    ...(entry.debt === 0 ? {} : { debt: entry.debt }),
    balance: [entry.balance.before, entry.balance.after],
    purchases: [entry.purchases.before, entry.purchases.after],
    tier: [entry.tier.before ?? '', entry.tier.after ?? ''],
    prev: previousHash,
    ...ownAttributes(entry),
  };
}

/** Whether an item is an entry of some member's ledger. */
export function isEntryItem(item: Item): boolean {
  return item[HISTORY_INDEX.sort] !== undefined && item[HISTORY_INDEX.partition] !== undefined;
}

/** Reads an entry item back. */
export function readEntry(item: Item): StoredEntry {
  const read = attributesOf(item);
  const base: EntryBase = {
    member: read.text(HISTORY_INDEX.partition),
    v: read.number(HISTORY_INDEX.sort),
    occurredAt: read.number('at'),
    receivedAt: read.number('received'),
    correlationId: read.text('trace'),
    program: read.text('program'),
    movements: rows(read.numbers('moved'), 2).map(([expires = 0, points = 0]) => ({
      expires,
      points,
    })),
    held: rows(read.has('held') ? read.numbers('held') : [], 3).map(
      ([availableAt = 0, expires = 0, points = 0]) => ({ availableAt, expires, points }),
    ),
    debt: read.has('debt') ? read.number('debt') : 0,
    balance: change(read.numbers('balance')),
    purchases: change(read.numbers('purchases')),
    tier: tierChange(read.texts('tier')),
  };
  return { entry: readOwn(read.text('kind'), base, item), previousHash: read.bytes('prev') };
}

/** SHA-256 over an entry item. */
export function entryHash(item: Item): Uint8Array {
  return hash('sha256', canonical(item), 'buffer');
}

/** A value as one text: the same for the same value, whatever order its attributes come in. */
export function canonical(value: Attribute): string {
  return JSON.stringify(sorted(value));
}

/** The same value with its names sorted, and with bytes as base64. */
function sorted(value: Attribute): Attribute {
  if (typeof value !== 'object') return value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(sorted);
  const map = value as Attributes;
  const made: Record<string, Attribute> = {};
  for (const name of Object.keys(map).sort()) {
    const held = map[name];
    if (held !== undefined) made[name] = sorted(held);
  }
  return made;
}

function change([before = 0, after = 0]: number[]): Change<number> {
  return { before, after };
}

function tierChange([before = '', after = '']: string[]): Change<string | null> {
  return { before: before || null, after: after || null };
}
