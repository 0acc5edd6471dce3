import { hash } from 'node:crypto';
import type { Change, Entry, EntryBase } from '../../domain/ledger/entry.ts';
import { reviewName } from '../../domain/tiers/reviewing.ts';
import { type Attributes, attributesOf, type Draft } from '../attributes.ts';
import { DECIDED_BY, HISTORY_INDEX, type Key, keys } from '../keys.ts';
import type { Attribute, Item } from '../table.ts';
import { readOwn, writeOwn } from './entry-kinds.ts';
import { readHolds, readLots, writeHolds, writeLots } from './positional.ts';

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
    case 'awarded':
      return keys.entry(entry.kind, entry.award);
    case 'reviewed':
      return keys.entry(entry.kind, `${entry.member}#${reviewName(entry.outcome)}`);
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
  const { PK, SK } = entryKey(entry);
  const item: Key & Draft = {
    PK,
    SK,
    // The two by which an entry is in the index `history`.
    member: entry.member,
    v: entry.v,
    kind: entry.kind,
    at: entry.occurredAt,
    received: entry.receivedAt,
    trace: entry.correlationId,
    [DECIDED_BY]: entry.program,
    moved: writeLots(entry.movements),
    balance: [entry.balance.before, entry.balance.after],
    purchases: [entry.purchases.before, entry.purchases.after],
    tier: [entry.tier.before ?? '', entry.tier.after ?? ''],
    prev: previousHash,
  };
  if (entry.held.length > 0) item.held = writeHolds(entry.held);
  if (entry.debt !== 0) item.debt = entry.debt;
  writeOwn(entry, item);
  return item;
}

/** Whether an item is an entry of some member's ledger. */
export function isEntryItem(item: Item): boolean {
  return item[HISTORY_INDEX.partition] !== undefined && item[DECIDED_BY] !== undefined;
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
    program: read.text(DECIDED_BY),
    movements: readLots(read.numbers('moved')),
    held: read.has('held') ? readHolds(read.numbers('held')) : [],
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

/**
 * A value as one text of JSON: the same for the same value, whatever order its attributes come in,
 * for names are sorted; bytes are base64.
 */
export function canonical(value: Attribute): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object') return String(value);
  if (value instanceof Uint8Array) return `"${base64(value)}"`;
  let text = '';
  if (Array.isArray(value)) {
    for (const held of value) text += `${text === '' ? '' : ','}${canonical(held)}`;
    return `[${text}]`;
  }
  const map = value as Attributes;
  for (const name of Object.keys(map).sort()) {
    const held = map[name];
    if (held === undefined) continue;
    text += `${text === '' ? '' : ','}${quoted(name)}:${canonical(held)}`;
  }
  return `{${text}}`;
}

/** A text as JSON has it; most hold nothing that must be escaped. */
function quoted(text: string): string {
  return /^[ !#-[\]-~]*$/.test(text) ? `"${text}"` : JSON.stringify(text);
}

function base64({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}

function change([before = 0, after = 0]: readonly number[]): Change<number> {
  return { before, after };
}

function tierChange([before = '', after = '']: readonly string[]): Change<string | null> {
  return { before: before || null, after: after || null };
}
