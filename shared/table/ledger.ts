import { setTimeout as sleep } from 'node:timers/promises';
import type { ClawbackCause } from '../domain/clawback.ts';
import type { ClawedBackEntry, EarnedEntry, Entry } from '../domain/entry.ts';
import { evolve } from '../domain/ledger.ts';
import { type MemberState, newMember } from '../domain/member.ts';
import type { Occasion } from '../domain/order.ts';
import { entryHash, entryItem, isEntryItem, NO_ENTRY, readEntry } from './entry-item.ts';
import { keys, ranges } from './keys.ts';
import { readState, type StoredState, stateItem } from './state-item.ts';
import { type Item, type Table, TableBusy } from './table.ts';
import {
  readUnclaimedOrder,
  type UnclaimedOrder,
  unattachedItem,
  unclaimedOrderItem,
} from './unclaimed-items.ts';

/** How often a write is tried before the caller is told to come back. */
const ATTEMPTS = 8;

/** What became of an entry; that it was there already is an ordinary answer. */
export type Appended =
  | { readonly outcome: 'entered'; readonly entry: Entry }
  | { readonly outcome: 'duplicate' };

/**
 * Appends one entry to a member's ledger: reads the state, lets `enter` decide, and writes entry
 * and state in one transaction, the state on condition that nobody wrote it meanwhile. `enter` is
 * asked again on every attempt, with the state as it then is.
 *
 * @throws {TableBusy} when eight attempts met other writers; nothing was written.
 */
export async function append(
  table: Table,
  member: string,
  enter: (state: MemberState) => Entry | Promise<Entry>,
): Promise<Appended> {
  let current = await table.get(keys.state(member));
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await pause(attempt);
    const before = storedState(member, current);
    const entry = await enter(before.state);
    const entered = entryItem({ entry, previousHash: before.lastEntryHash });
    const result = await table.transact([
      {
        item: stateItem({
          state: evolve(before.state, entry),
          lastEntryHash: entryHash(entered),
        }),
        condition: current === undefined ? 'absent' : { attribute: 'v', equals: before.state.v },
      },
      { item: entered, condition: 'absent' },
    ]);
    if (result.committed) return { outcome: 'entered', entry };
    const [ofState, ofEntry] = result.rejections;
    if (ofEntry?.reason === 'condition') return { outcome: 'duplicate' };
    current =
      ofState?.reason === 'condition' && ofState.found !== undefined
        ? ofState.found
        : await table.get(keys.state(member), { consistent: true });
  }
  throw new TableBusy('a member’s ledger stayed contended');
}

/** What the table knows of an order. */
export type OrderRecord =
  | { readonly known: 'not' }
  | { readonly known: 'unclaimed'; readonly order: UnclaimedOrder }
  | {
      readonly known: 'entered';
      readonly entry: EarnedEntry;
      /** What was taken back for it so far, in the order of the member's ledger. */
      readonly clawbacks: readonly ClawedBackEntry[];
    };

/** Reads an order with all that belongs to it, strongly consistent. */
export async function readOrder(table: Table, shop: string, orderId: string): Promise<OrderRecord> {
  const items = await table.query({
    ...ranges.order(shop, orderId),
    consistent: true,
    limit: 1_000,
  });
  const own = items.find((item) => item.SK === keys.order(shop, orderId).SK);
  if (own === undefined) return { known: 'not' };
  if (!isEntryItem(own)) return { known: 'unclaimed', order: readUnclaimedOrder(own) };
  const entries = items.filter(isEntryItem).map((item) => readEntry(item).entry);
  const [entry] = entries.filter((candidate) => candidate.kind === 'earned');
  if (entry === undefined) throw new Error(`${own.PK} holds an order that is no earning`);
  return {
    known: 'entered',
    entry,
    clawbacks: entries
      .filter((candidate) => candidate.kind === 'clawed-back')
      .sort((a, b) => a.v - b.v),
  };
}

/** Records an order that names no customer, once. */
export async function recordUnclaimed(
  table: Table,
  order: Omit<UnclaimedOrder, 'revision'>,
): Promise<boolean> {
  return table.put({ item: unclaimedOrderItem({ ...order, revision: 0 }), condition: 'absent' });
}

/**
 * Records a refund or a cancellation of an unclaimed order beside it, with a new revision of the
 * order, so that a claim made at the same moment is decided again.
 *
 * @throws {TableBusy} when the order was written meanwhile; the caller reads it again.
 */
export async function recordUnclaimedClawback(
  table: Table,
  unclaimed: UnclaimedOrder,
  cause: ClawbackCause,
  occasion: Occasion,
): Promise<void> {
  const { order, revision } = unclaimed;
  const result = await table.transact([
    {
      item: unclaimedOrderItem({ ...unclaimed, revision: revision + 1 }),
      condition: { attribute: 'revision', equals: revision },
    },
    {
      item: unattachedItem(order, cause, occasion, 'order-unclaimed'),
      condition: 'absent',
    },
  ]);
  if (result.committed || result.rejections[1]?.reason === 'condition') return;
  throw new TableBusy('an unclaimed order was written meanwhile');
}

/** Records a refund or a cancellation of an order that never came, for the operator to see. */
export async function recordUnknown(
  table: Table,
  order: { readonly shop: string; readonly orderId: string },
  cause: ClawbackCause,
  occasion: Occasion,
): Promise<void> {
  const item = unattachedItem(order, cause, occasion, 'order-unknown');
  await table.put({ item, condition: 'absent' });
}

/** A member's state; undefined for one whose ledger is empty. */
export async function readMember(table: Table, member: string): Promise<MemberState | undefined> {
  const item = await table.get(keys.state(member), { consistent: true });
  return item === undefined ? undefined : readState(member, item).state;
}

function storedState(member: string, item: Item | undefined): StoredState {
  return item === undefined
    ? { state: newMember(member), lastEntryHash: NO_ENTRY }
    : readState(member, item);
}

/** Full jitter: writers that met once are not to meet again. */
function pause(attempt: number): Promise<void> {
  return sleep(Math.random() * Math.min(200, 10 * 2 ** attempt));
}
