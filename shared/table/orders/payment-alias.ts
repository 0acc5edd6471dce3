import { hash } from 'node:crypto';
import { attributesOf } from '../attributes.ts';
import { type Key, keys } from '../keys.ts';
import type { Table } from '../table.ts';

/*
 * Some shops' refunds name a payment, not the order: an item of its own leads from the one to the
 * other. It may be there before the order is, since it only leads to where the order will be.
 */

/** A payment that belongs to an order of another id; both are the shop's own. */
export interface OrderPayment {
  readonly shop: string;
  readonly orderId: string;
  readonly paymentId: string;
}

/** Records which order a payment belongs to; the first word on it stays. */
export async function recordPayment(
  table: Table,
  { shop, orderId, paymentId }: OrderPayment,
): Promise<'recorded' | 'known' | 'of-another-order'> {
  const item = { ...paymentKey(shop, paymentId), kind: 'payment', shop, order: orderId };
  if (await table.put({ item, condition: 'absent' })) return 'recorded';
  return (await orderOfPayment(table, shop, paymentId)) === orderId ? 'known' : 'of-another-order';
}

/** The order that a payment belongs to; undefined while no shop has said so. */
export async function orderOfPayment(
  table: Pick<Table, 'get'>,
  shop: string,
  paymentId: string,
): Promise<string | undefined> {
  const item = await table.get(paymentKey(shop, paymentId), { consistent: true });
  return item === undefined ? undefined : attributesOf(item).text('order');
}

function paymentKey(shop: string, paymentId: string): Key {
  const digest = hash('sha256', JSON.stringify([shop, paymentId]), 'buffer').subarray(0, 16);
  return keys.alias('payment', digest.toString('base64url'));
}
