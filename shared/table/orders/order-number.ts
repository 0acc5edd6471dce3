import { type Attributes, attributesOf } from '../attributes.ts';
import { keys } from '../keys.ts';
import { jitter } from '../patience.ts';
import { type Item, type Put, type Table, TableBusy, type TableReader } from '../table.ts';

/*
 * Orders that name no customer are found by the number that their buyers know: an item of its own
 * leads from the number's keyed hash to them. Shops begin their numbers anew, so that it may lead to
 * several.
 */

/** What an order can be claimed by. Both are keyed hashes. */
export interface ProofOfOrder {
  /** Of its shop and number, see `orderNumberHash`. */
  readonly number: string;
  /** Of the e-mail address that it was placed with; absent where the shop did not tell it. */
  readonly placedWith?: string | undefined;
}

/** An order that has a number. */
export interface NumberedOrder {
  readonly orderId: string;
  /** Kept here, for an order that was claimed must be proved like any other, and its entry has none. */
  readonly placedWith?: string;
}

/** So many of one number are found, the latest that were recorded. */
const MOST_ORDERS = 20;

const REVISION = 'revision';

/** The write by which a number leads to one more order. */
export async function numberedPut(
  table: TableReader,
  number: string,
  added: NumberedOrder,
): Promise<Put> {
  const key = keys.alias('order-number', number);
  const found = await table.get(key, { consistent: true });
  const revision = found === undefined ? 0 : attributesOf(found).number(REVISION);
  const orders = [...(found === undefined ? [] : read(found)), added].slice(-MOST_ORDERS);
  return {
    item: numberItem(number, orders, revision + 1),
    condition: found === undefined ? 'absent' : { attribute: REVISION, equals: revision },
  };
}

/**
 * Has a number lead to an order no more, and with that forgets with what address it was placed.
 *
 * @returns whether it did before
 * @throws {TableBusy} when eight attempts met other orders of that number; nothing was written
 */
export async function unnumber(table: Table, number: string, orderId: string): Promise<boolean> {
  const { pause } = table.patience ?? jitter;
  const key = keys.alias('order-number', number);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const found = await table.get(key, { consistent: true });
    if (found === undefined) return false;
    const orders = read(found);
    const left = orders.filter((order) => order.orderId !== orderId);
    if (left.length === orders.length) return false;
    const revision = attributesOf(found).number(REVISION);
    // One that leads nowhere stays: it says nothing, and a new order may have the number again.
    const item = numberItem(number, left, revision + 1);
    if (await table.put({ item, condition: { attribute: REVISION, equals: revision } }))
      return true;
    await pause(attempt);
  }
  throw new TableBusy('the orders of one number stayed contended');
}

/** How often other orders of the same number may get in between. */
const ATTEMPTS = 8;

function numberItem(number: string, orders: readonly NumberedOrder[], revision: number): Item {
  return {
    ...keys.alias('order-number', number),
    kind: 'order-number',
    [REVISION]: revision,
    orders: orders.flatMap(({ orderId, placedWith = '' }) => [orderId, placedWith]),
  };
}

/** The orders that have a number, in the order in which they were recorded. */
export async function ordersNumbered(
  table: Pick<Table, 'get'>,
  number: string,
): Promise<readonly NumberedOrder[]> {
  const item = await table.get(keys.alias('order-number', number), { consistent: true });
  return item === undefined ? [] : read(item);
}

function read(item: Attributes): readonly NumberedOrder[] {
  const values = attributesOf(item).texts('orders');
  return Array.from({ length: values.length / 2 }, (_, i) => {
    const [orderId = '', placedWith = ''] = values.slice(2 * i, 2 * i + 2);
    return { orderId, ...(placedWith === '' ? {} : { placedWith }) };
  });
}
