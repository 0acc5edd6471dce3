import { type Attributes, attributesOf } from './attributes.ts';
import { keys } from './keys.ts';
import type { Put, Table, TableReader } from './table.ts';

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
    item: {
      ...key,
      kind: 'order-number',
      [REVISION]: revision + 1,
      orders: orders.flatMap(({ orderId, placedWith = '' }) => [orderId, placedWith]),
    },
    condition: found === undefined ? 'absent' : { attribute: REVISION, equals: revision },
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
