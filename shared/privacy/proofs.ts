import type { Order } from '../domain/orders/order.ts';
import { orderNumberHash } from '../identity/order-number-hash.ts';
import { keys, ranges } from '../table/keys.ts';
import { isEntryItem, readEntry } from '../table/ledger/entry-item.ts';
import { readOrderAttributes } from '../table/ledger/order-attributes.ts';
import { ordersNumbered, unnumber } from '../table/orders/order-number.ts';
import {
  missedRevision,
  readUnclaimedOrder,
  type UnclaimedOrder,
} from '../table/orders/unclaimed-items.ts';
import type { Table } from '../table/table.ts';

/*
 * By its number and the address that it was placed with an order can be claimed: what leads from the
 * number to it says of a person that they placed it, to whoever holds the member key.
 */

type NumberedOrder = Pick<Order, 'shop' | 'orderId' | 'orderNumber'>;

/** Whether an order can be found by its number. */
export async function isNumbered(
  table: Table,
  memberKey: string,
  { shop, orderId, orderNumber }: NumberedOrder,
): Promise<boolean> {
  const orders = await ordersNumbered(table, orderNumberHash(memberKey, shop, orderNumber));
  return orders.some((one) => one.orderId === orderId);
}

/** Has an order be found by its number no more. It stays in the ledger, or unclaimed, as it was. */
export async function forgetNumber(
  table: Table,
  memberKey: string,
  { shop, orderId, orderNumber }: NumberedOrder,
): Promise<void> {
  await unnumber(table, orderNumberHash(memberKey, shop, orderNumber), orderId);
}

/** A shop's order by its id, with its member where it is somebody's; undefined where none has come. */
export async function findOrder(
  table: Table,
  shop: string,
  orderId: string,
): Promise<{ readonly order: NumberedOrder; readonly member?: string } | undefined> {
  const item = await table.get(keys.order(shop, orderId), { consistent: true });
  if (item === undefined || missedRevision(item) !== undefined) return undefined;
  const order = readOrderAttributes(item);
  return isEntryItem(item) ? { order, member: readEntry(item).entry.member } : { order };
}

/** As many entries as one read brings, unless they come to more than 1 MB. */
const AT_ONCE = 50;

/**
 * The orders in the ledger under this very id, page by page, and those that wait for its customer to
 * join.
 */
export async function* ordersOf(
  table: Table,
  id: string,
): AsyncGenerator<readonly NumberedOrder[]> {
  let from = 1;
  for (;;) {
    const items = await table.query({ ...ranges.history(id), from, limit: AT_ONCE });
    const entries = items.filter(isEntryItem).map((item) => readEntry(item).entry);
    const last = entries.at(-1);
    if (last === undefined) break;
    yield entries.flatMap((entry) => (entry.kind === 'earned' ? [entry.order] : []));
    from = last.v + 1;
  }
  const waiting = await ordersWaiting(table, id);
  if (waiting.length > 0) yield waiting.map(({ order }) => order);
}

/** More than anybody orders before joining: they wait for some weeks. */
const MOST_WAITING = 1_000;

/** The orders that wait for a customer to join. */
export async function ordersWaiting(
  table: Table,
  customer: string,
): Promise<readonly UnclaimedOrder[]> {
  const items = await table.query({ ...ranges.waiting(customer, 0), limit: MOST_WAITING });
  return items.map(readUnclaimedOrder);
}
