import { replay } from '../../../shared/domain/ledger/ledger.ts';
import { keys, ranges } from '../../../shared/table/keys.ts';
import { entryHash, NO_ENTRY, readEntry } from '../../../shared/table/ledger/entry-item.ts';
import { readState } from '../../../shared/table/ledger/state-item.ts';
import type { Item, Table } from '../../../shared/table/table.ts';
import { type Delivery, SHOP } from '../deed.ts';
import { due, refundedBase } from './clawback.ts';
import { holds, same, Violation } from './violation.ts';
import { root, type WorldView } from './world-view.ts';

/**
 * Settles up when everything has arrived: nothing was forgotten, every ledger replays to its state,
 * every chain is whole, and what members have is what all that happened amounts to.
 */
export async function reckon(
  table: Table,
  view: WorldView,
  story: readonly Delivery[],
): Promise<void> {
  await checkArrivals(table, view, story);
  checkTotals(view);
  for (const member of view.accounts.keys()) {
    try {
      await checkLedger(table, member);
    } catch (fault) {
      if (!(fault instanceof Violation)) throw fault;
      throw new Violation(`ledger of ${member}: ${fault.message}`, member);
    }
  }
}

/** Everything that a shop told has left its mark. */
async function checkArrivals(
  table: Table,
  view: WorldView,
  story: readonly Delivery[],
): Promise<void> {
  const isLate = new Set(
    story.flatMap(({ deed }) => ('waits' in deed && deed.waits > 0 ? [deed.orderId] : [])),
  );
  const refunded = new Set(
    story.flatMap(({ deed }) =>
      deed.does === 'refund' ? [`${deed.orderId} ${deed.refundId}`] : [],
    ),
  );
  for (const { deed } of story) {
    if (deed.does === 'order' && deed.member !== undefined) {
      holds(view.orders.has(deed.orderId), `order ${deed.orderId} was told of and never entered`);
    } else if (deed.does === 'refund' || deed.does === 'reverse' || deed.does === 'cancel') {
      const { orderId, refundId } = deed;
      const order = view.orders.get(orderId);
      const item = await table.get(keyOf[deed.does](orderId, refundId));
      const isThere = item !== undefined;
      // The undoing of a refund that nobody told of, or told of too late, is dropped.
      const isOfNone = !refunded.has(`${orderId} ${refundId}`) || isLate.has(orderId);
      if (deed.does === 'reverse' && isOfNone) continue;
      holds(isThere, `${deed.does} ${refundId} of ${orderId} left no mark`);
      if (order === undefined) continue;
      const isCounted =
        deed.does === 'cancel'
          ? order.isCancelled
          : deed.does === 'refund'
            ? order.refunds.has(refundId)
            : order.refunds.get(refundId)?.isReversed === true;
      holds(isCounted, `${deed.does} ${refundId} of ${orderId} was never counted`);
    }
  }
}

const keyOf = {
  refund: (orderId: string, refundId: string) => keys.refund(SHOP, orderId, refundId),
  reverse: (orderId: string, refundId: string) => keys.reversal(SHOP, orderId, refundId),
  cancel: (orderId: string) => keys.cancellation(SHOP, orderId),
};

/** Purchases and spend by one formula over all orders, and what is settled for each of them. */
function checkTotals(view: WorldView): void {
  const purchases = new Map<string, number>();
  const spend = new Map<string, number>();
  const add = (totals: Map<string, number>, member: string, more: number): void => {
    const of = root(view, member);
    totals.set(of, (totals.get(of) ?? 0) + more);
  };
  for (const [orderId, order] of view.orders) {
    const { earningBaseMinor: base } = order.told;
    const refunded = refundedBase(order);
    if (base > 0 && refunded < base) add(purchases, order.member, 1);
    const back = base === 0 ? 0 : Math.floor((order.spendMinor * refunded) / base);
    add(spend, order.member, order.spendMinor - back);
    const { taken, owed, forgiven, lapsed } = order.settled;
    same(taken + owed + forgiven + lapsed, due(order, refunded), `settled for order ${orderId}`);
  }
  for (const row of view.imported.values()) {
    add(purchases, row.member, row.purchases);
    add(spend, row.member, row.spendMinor);
  }
  for (const account of view.accounts.values()) {
    const { member } = account;
    same(account.purchases, purchases.get(member) ?? 0, `purchases of ${member} in all`);
    same(account.spendMinor, spend.get(member) ?? 0, `spend of ${member} in all`);
    for (const held of account.pending) holds(held.points > 0, `pending points of ${member}`);
  }
}

/** A member's entries, in order and linked, amount to the state. */
async function checkLedger(table: Table, member: string): Promise<void> {
  const state = await table.get(keys.state(member));
  if (state === undefined) throw new Violation('entries without a state');
  const items: Item[] = [];
  for (;;) {
    const more = await table.query({
      ...ranges.history(member),
      from: items.length + 1,
      limit: 500,
    });
    items.push(...more);
    if (more.length === 0) break;
  }
  let previous = NO_ENTRY;
  const entries = items.map((item, i) => {
    const { entry, previousHash } = readEntry(item);
    same(entry.v, i + 1, 'place in the history');
    sameBytes(previousHash, previous, `link of entry ${entry.v} to the one before`);
    previous = entryHash(item);
    return entry;
  });
  const stored = readState(member, state);
  sameBytes(stored.lastEntryHash, previous, 'link of the state to the last entry');
  const replayed = replay(member, entries);
  // Who goes on into another one takes along those who had gone into it: they only change pointers.
  const { mergedInto } = stored.state;
  same(mergedInto === null ? replayed : { ...replayed, mergedInto }, stored.state, 'replay');
}

function sameBytes(is: Uint8Array, be: Uint8Array, what: string): void {
  if (Buffer.compare(is, be) !== 0) same(hex(is), hex(be), what);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
