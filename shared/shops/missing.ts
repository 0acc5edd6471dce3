import { type Key, keys, ranges } from '../table/keys.ts';
import { isEntryItem } from '../table/ledger/entry-item.ts';
import { orderOfPayment } from '../table/orders/payment-alias.ts';
import { isWaiting, missedRevision } from '../table/orders/unclaimed-items.ts';
import type { Item, TableReader } from '../table/table.ts';
import type { ShopEvent } from './platform.ts';

/** What a shop told of orders, compared with what the ledger has of them. */
export interface Comparison {
  /** How many orders were looked at, and of how many something is missing. */
  readonly orders: number;
  readonly incomplete: number;
  /** What is missing, with how customers can be reached who bought what is. */
  readonly missing: readonly ShopEvent[];
  /** What no record of an order shows; it changes nothing when it is told twice. */
  readonly uncompared: readonly ShopEvent[];
}

/** What the items of an order show. */
type OrderEvent = Extract<
  ShopEvent,
  { readonly name: 'order.paid' | 'order.refunded' | 'order.refund-reversed' | 'order.cancelled' }
>;

const comparedNames: ReadonlySet<ShopEvent['name']> = new Set<OrderEvent['name']>([
  'order.paid',
  'order.refunded',
  'order.refund-reversed',
  'order.cancelled',
]);

/** How many orders are read together. */
const AT_ONCE = 25;

/** As many items as one page of DynamoDB holds of the largest order that there could be. */
const MOST_ITEMS = 1_000;

/**
 * Finds what of a shop's word is not in the ledger. Each order is one Query of its partition, half a
 * read unit as a rule: a thousand orders are 500 units, less than a hundredth of a cent. The reads
 * are eventually consistent, for what is told twice is entered once.
 */
export async function findMissing(
  table: TableReader,
  shop: string,
  events: readonly ShopEvent[],
): Promise<Comparison> {
  const ofOrders = events.filter(isOfOrder);
  const records = await readRecords(table, shop, [
    ...new Set(ofOrders.map(({ detail }) => detail.orderId)),
  ]);
  const missing = ofOrders.filter((event) => {
    const record = records.get(event.detail.orderId);
    return record === undefined || !isRecorded(record, shop, event);
  });
  const buyers = new Set(
    missing.map((event) => (event.name === 'order.paid' ? event.detail.customer : undefined)),
  );
  const contacts = events.filter(
    (event) => event.name === 'customer.told' && buyers.has(event.detail.customer),
  );
  return {
    orders: records.size,
    incomplete: new Set(missing.map(({ detail }) => detail.orderId)).size,
    missing: [...missing, ...contacts],
    uncompared: events.filter((event) => !isOfOrder(event) && event.name !== 'customer.told'),
  };
}

function isOfOrder(event: ShopEvent): event is OrderEvent {
  return comparedNames.has(event.name);
}

type OrderItems = ReadonlyMap<Key['SK'], Item>;

async function readRecords(
  table: TableReader,
  shop: string,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, OrderItems>> {
  const records = new Map<string, OrderItems>();
  for (let start = 0; start < orderIds.length; start += AT_ONCE) {
    await Promise.all(
      orderIds.slice(start, start + AT_ONCE).map(async (orderId) => {
        records.set(orderId, await readRecord(table, shop, orderId));
      }),
    );
  }
  return records;
}

/** What is recorded of an order, or of that to which a payment of this id belongs. */
async function readRecord(table: TableReader, shop: string, id: string): Promise<OrderItems> {
  const itemsOf = async (orderId: string): Promise<OrderItems> => {
    const items = await table.query({ ...ranges.order(shop, orderId), limit: MOST_ITEMS });
    return new Map(items.map((item) => [item.SK, item]));
  };
  const own = await itemsOf(id);
  const order = own.get(keys.order(shop, id).SK);
  // What keeps the place of an order that never came may be under the id of another one's payment.
  if (order !== undefined && missedRevision(order) === undefined) return own;
  const paid = await orderOfPayment(table, shop, id);
  return paid === undefined ? own : itemsOf(paid);
}

function isRecorded(record: OrderItems, shop: string, { name, detail }: OrderEvent): boolean {
  const { orderId } = detail;
  switch (name) {
    case 'order.paid': {
      const order = record.get(keys.order(shop, orderId).SK);
      // One that names nobody is to be claimed for the customer whom the shop names by now.
      return (
        order !== undefined &&
        missedRevision(order) === undefined &&
        (isEntryItem(order) || isWaiting(order) || detail.customer === undefined)
      );
    }
    case 'order.refunded':
      return record.has(keys.refund(shop, orderId, detail.refundId).SK);
    case 'order.refund-reversed':
      return record.has(keys.reversal(shop, orderId, detail.refundId).SK);
    case 'order.cancelled':
      return record.has(keys.cancellation(shop, orderId).SK);
  }
}
