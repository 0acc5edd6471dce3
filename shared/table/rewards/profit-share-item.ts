import type { EarnedEntry } from '../../domain/ledger/entry.ts';
import {
  type BroughtOrder,
  type ProfitShare,
  type Quarter,
  quarterAt,
} from '../../domain/rewards/profit-share.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Program } from '../../program/program.ts';
import { attributesOf } from '../attributes.ts';
import { keys, ranges } from '../keys.ts';
import { readOrder } from '../orders/order-record.ts';
import type { Put, Table } from '../table.ts';

/** As many orders of a quarter are counted; most shares have reached their most long before. */
const MOST_ORDERS = 1_000;

/** So many orders are read at once. */
const AT_ONCE = 20;

/** A share that was given to a member for a quarter. */
export interface SettledShare extends ProfitShare {
  readonly settledAt: Instant;
}

/** The line of an order on the list of what a member's code brought in its quarter. */
export function broughtPut(owner: string, entry: EarnedEntry, program: Program): Put {
  const { shop, orderId } = entry.order;
  const quarter = quarterAt(entry.occurredAt, program);
  const item = { ...keys.brought(owner, quarter, shop, orderId), shop, order: orderId };
  return { item, condition: 'absent' };
}

/** What came with a member's code in a quarter, as it stands now; strongly consistent. */
export async function readBrought(
  table: Table,
  owner: string,
  quarter: Quarter,
): Promise<readonly BroughtOrder[]> {
  const lines = await table.query({
    ...ranges.brought(owner, quarter),
    consistent: true,
    limit: MOST_ORDERS,
  });
  const orders: BroughtOrder[] = [];
  for (let from = 0; from < lines.length; from += AT_ONCE) {
    const records = await Promise.all(
      lines.slice(from, from + AT_ONCE).map((line) => {
        const read = attributesOf(line);
        return readOrder(table, read.text('shop'), read.text('order'));
      }),
    );
    for (const record of records) {
      if (record.known !== 'entered') throw new Error('an order that a code brought is not there');
      orders.push(record);
    }
  }
  return orders;
}

/** The share that a member was given for a quarter; undefined where there was none. */
export async function readShare(
  table: Table,
  member: string,
  quarter: Quarter,
): Promise<SettledShare | undefined> {
  const item = await table.get(keys.profitShare(member, quarter), { consistent: true });
  if (item === undefined) return undefined;
  const read = attributesOf(item);
  return {
    netMinor: read.number('net'),
    creditMinor: read.number('credit'),
    settledAt: read.number('at'),
  };
}

/** The write of a member's share of a quarter, on condition that there is none. */
export function sharePut(
  member: string,
  quarter: Quarter,
  { netMinor, creditMinor, settledAt }: SettledShare,
): Put {
  return {
    item: {
      ...keys.profitShare(member, quarter),
      net: netMinor,
      credit: creditMinor,
      at: settledAt,
    },
    condition: 'absent',
  };
}
