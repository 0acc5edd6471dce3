import type { ClawbackCause } from '../../domain/ledger/clawback.ts';
import type { ClawedBackEntry, EarnedEntry } from '../../domain/ledger/entry.ts';
import type { Occasion } from '../../domain/orders/order.ts';
import type { Instant } from '../../domain/time/time.ts';
import { keys, orderOf, ranges } from '../keys.ts';
import { isEntryItem, readEntry } from '../ledger/entry-item.ts';
import { jitter } from '../patience.ts';
import { type Put, type Table, TableBusy } from '../table.ts';
import { numberedPut, type ProofOfOrder } from './order-number.ts';
import {
  missedOrderItem,
  missedRevision,
  readUnattached,
  readUnclaimedOrder,
  type UnattachedClawback,
  type UnclaimedOrder,
  unattachedItem,
  unclaimedOrderItem,
} from './unclaimed-items.ts';

/** What the table knows of an order. */
export type OrderRecord =
  | {
      readonly known: 'not';
      /** What was taken back for it, although it never came. */
      readonly unattached: readonly UnattachedClawback[];
      /** The revision of what keeps its place, where anything was. */
      readonly missed?: number;
    }
  | {
      readonly known: 'unclaimed';
      readonly order: UnclaimedOrder;
      /** What was taken back for it while it was nobody's. */
      readonly unattached: readonly UnattachedClawback[];
    }
  | {
      readonly known: 'entered';
      readonly entry: EarnedEntry;
      /** What was taken back for it so far, or given back again. */
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
  const unattached = items.filter((item) => item !== own && !isEntryItem(item)).map(readUnattached);
  if (own === undefined) return { known: 'not', unattached };
  const missed = missedRevision(own);
  if (missed !== undefined) return { known: 'not', unattached, missed };
  if (!isEntryItem(own)) return { known: 'unclaimed', order: readUnclaimedOrder(own), unattached };
  const entries = items.filter(isEntryItem).map((item) => readEntry(item).entry);
  const entry = entries.find((candidate) => candidate.kind === 'earned');
  if (entry === undefined) throw new Error(`${own.PK} holds an order that is no earning`);
  return {
    known: 'entered',
    entry,
    clawbacks: entries.filter((candidate) => candidate.kind === 'clawed-back'),
  };
}

/** How often other orders of the same number may get in between. */
const ATTEMPTS = 8;

/**
 * Puts an order that is nobody's in its place: for the first time, or where one was missed that has
 * come after all. What was taken back for it stands beside it then.
 */
function placed(unclaimed: Omit<UnclaimedOrder, 'revision'>, missed: number | undefined): Put {
  return missed === undefined
    ? { item: unclaimedOrderItem({ ...unclaimed, revision: 0 }), condition: 'absent' }
    : {
        item: unclaimedOrderItem({ ...unclaimed, revision: missed + 1 }),
        condition: { attribute: 'revision', equals: missed },
      };
}

/**
 * Records an order that came after all, when what had been taken back for it kept its place: to be
 * claimed with all of that.
 *
 * @throws {TableBusy} when it was written meanwhile; the caller comes again
 */
export async function recordArrived(
  table: Table,
  unclaimed: Omit<UnclaimedOrder, 'revision'>,
  missed: number,
): Promise<void> {
  if (!(await table.put(placed(unclaimed, missed)))) {
    throw new TableBusy('an order that was missed was written meanwhile');
  }
}

/**
 * Records an order that names no customer, once, with what leads to it from its number.
 *
 * @throws {TableBusy} when eight attempts met other orders of that number; nothing was written
 */
export async function recordUnclaimed(
  table: Table,
  unclaimed: Omit<UnclaimedOrder, 'revision' | 'customer'>,
  { number, placedWith }: ProofOfOrder,
): Promise<boolean> {
  const { pause } = table.patience ?? jitter;
  let missed: number | undefined;
  const numbered = { orderId: unclaimed.order.orderId, ...(placedWith && { placedWith }) };
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const order = placed(unclaimed, missed);
    const result = await table.transact([order, await numberedPut(table, number, numbered)]);
    if (result.committed) return true;
    const [own] = result.rejections;
    if (own?.reason === 'condition') {
      missed = missedRevision(own.found);
      if (missed === undefined) return false;
    }
    await pause(attempt);
  }
  throw new TableBusy('the orders of one number stayed contended');
}

/**
 * Records an order of a customer who has not joined yet; also where it was recorded before without
 * its customer.
 *
 * @returns false where it waits for nobody: it is entered, or waits for another customer
 * @throws {TableBusy} when the order was written meanwhile; the caller comes again
 */
export async function recordWaiting(
  table: Table,
  waiting: Omit<UnclaimedOrder, 'revision'> & { readonly customer: string },
): Promise<boolean> {
  const { order, customer } = waiting;
  if (await table.put(placed(waiting, undefined))) return true;
  const record = await readOrder(table, order.shop, order.orderId);
  if (record.known === 'not') {
    if (record.missed !== undefined) await recordArrived(table, waiting, record.missed);
    return record.missed !== undefined;
  }
  if (record.known === 'entered') return false;
  const { revision: equals, customer: before } = record.order;
  if (before !== undefined) return before === customer;
  const isWritten = await table.put({
    item: unclaimedOrderItem({ ...record.order, customer, revision: equals + 1 }),
    condition: { attribute: 'revision', equals },
  });
  if (!isWritten) throw new TableBusy('an unclaimed order was written meanwhile');
  return true;
}

/** An order that waits for a customer to join. */
export interface WaitingOrder {
  readonly shop: string;
  readonly orderId: string;
}

/** The orders that wait for a customer, the oldest first, from an instant on; not the very newest. */
export async function readWaiting(
  table: Table,
  customer: string,
  from: Instant,
  limit: number,
): Promise<readonly WaitingOrder[]> {
  const items = await table.query({
    ...ranges.waiting(customer, Math.floor(from / 1_000)),
    limit,
  });
  return items.map(orderOf);
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

/**
 * Records a refund or a cancellation of an order that never came, for the operator to see. It keeps
 * the order's place, so that an order that comes after all finds it there.
 *
 * @param missed the revision of what keeps the place already
 * @throws {TableBusy} when the order was written meanwhile; the caller reads it again.
 */
export async function recordUnknown(
  table: Table,
  order: { readonly shop: string; readonly orderId: string },
  cause: ClawbackCause,
  occasion: Occasion,
  missed: number | undefined,
): Promise<void> {
  const place: Put =
    missed === undefined
      ? { item: missedOrderItem({ ...order, revision: 0 }), condition: 'absent' }
      : {
          item: missedOrderItem({ ...order, revision: missed + 1 }),
          condition: { attribute: 'revision', equals: missed },
        };
  const item = unattachedItem(order, cause, occasion, 'order-unknown');
  const result = await table.transact([place, { item, condition: 'absent' }]);
  if (result.committed || result.rejections[1]?.reason === 'condition') return;
  throw new TableBusy('an order that was missed was written meanwhile');
}
