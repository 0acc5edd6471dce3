import type { Order } from '../../domain/orders/order.ts';
import { attributesOf, type Draft } from '../attributes.ts';
import { orderOf } from '../keys.ts';
import type { Item } from '../table.ts';

/** Writes an order into its item, claimed or not; its shop and id stand in the key. */
export function writeOrder(order: Order, to: Draft): void {
  to.number = order.orderNumber;
  to.paid = [order.currency, order.totalMinor, order.shippingMinor, order.earningBaseMinor];
}

/** Reads the order back that an item holds. */
export function readOrderAttributes(item: Item): Order {
  const read = attributesOf(item);
  const [currency, totalMinor, shippingMinor, earningBaseMinor] = read.list('paid');
  return {
    ...orderOf(item),
    orderNumber: read.text('number'),
    currency: String(currency),
    totalMinor: Number(totalMinor),
    shippingMinor: Number(shippingMinor),
    earningBaseMinor: Number(earningBaseMinor),
  };
}
