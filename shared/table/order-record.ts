import type { ClawbackCause } from '../domain/ledger/clawback.ts';
import type { ClawedBackEntry, EarnedEntry } from '../domain/ledger/entry.ts';
import type { Occasion } from '../domain/orders/order.ts';
import { isEntryItem, readEntry } from './entry-item.ts';
import { keys, ranges } from './keys.ts';
import { type Table, TableBusy } from './table.ts';
import {
  readUnattached,
  readUnclaimedOrder,
  type UnattachedClawback,
  type UnclaimedOrder,
  unattachedItem,
  unclaimedOrderItem,
} from './unclaimed-items.ts';

/** What the table knows of an order. */
export type OrderRecord =
  | { readonly known: 'not'; readonly unattached: readonly UnattachedClawback[] }
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
