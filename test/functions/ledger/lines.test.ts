import { describe, expect, test } from 'vitest';
import { ledger } from '../../../functions/ledger/handler.ts';
import type { DetailOf } from '../../../shared/events/event-type.ts';
import { orderPaid } from '../../../shared/events/order-events.ts';
import { memberId } from '../../../shared/identity/member-id.ts';
import { loadProgram } from '../../../shared/program/load.ts';
import { keys } from '../../../shared/table/keys.ts';
import { readOrder } from '../../../shared/table/orders/order-record.ts';
import { bareLadder } from '../../support/bare-ladder.ts';
import { deliver, envelope } from '../../support/invoke.ts';
import { useLocalTable } from '../../support/local-table.ts';

const local = useLocalTable();
const validity = { months: 12 };
const program = loadProgram({
  ...bareLadder,
  earning: [
    { kind: 'per-amount', id: 'goods', validity },
    { kind: 'per-product', id: 'cups', validity, of: { products: ['cup'] }, points: 15 },
  ],
});
const lines = [
  { productId: 'beans', quantity: 1, netMinor: 4_000 },
  { productId: 'cup', quantity: 2, netMinor: 1_000 },
];

/** What a shop tells of an order, of a customer or of nobody. */
function paid(shop: string, customer?: string, more: Partial<DetailOf<typeof orderPaid>> = {}) {
  const { member: _, ...detail } = orderPaid.example;
  return envelope(orderPaid, {
    ...detail,
    shop,
    orderId: '1',
    earningBaseMinor: 5_000,
    lines,
    ...(customer === undefined ? {} : { member: memberId('a-key', shop, customer) }),
    ...more,
  });
}

const memberKey = async () => 'a-key';
const handler = () => ledger({ table: local.table, program, memberKey, putOff: async () => {} });

async function sharesOf(shop: string) {
  const record = await readOrder(local.table, shop, '1');
  if (record.known !== 'entered') throw new Error(`order 1 is ${record.known}`);
  return record.entry.shares.map(({ rule, points }) => [rule, points]);
}

describe('the lines of an order', () => {
  test('decide what it earns, and are not kept', async () => {
    expect(await deliver(handler(), paid('l1', '42'))).toEqual([]);
    expect(await sharesOf('l1')).toEqual([
      ['goods', 50],
      ['cups', 30],
    ]);
    const item = await local.table.get(keys.order('l1', '1'));
    expect(JSON.stringify(item)).not.toContain('beans');
  });

  test('wait with an order that is nobody’s, and go when it is somebody’s', async () => {
    await deliver(handler(), paid('l2'));
    expect(await local.table.get(keys.order('l2', '1'))).toMatchObject({
      lines: ['beans', 1, 4_000, 'cup', 2, 1_000],
    });
    // The order as it was first paid counts, with its own lines.
    await deliver(handler(), paid('l2', '42', { lines: [] }));
    expect(await sharesOf('l2')).toEqual([
      ['goods', 50],
      ['cups', 30],
    ]);
    expect(await local.table.get(keys.order('l2', '1'))).not.toHaveProperty('lines');
  });

  test('are the first twenty where an order that is nobody’s has more', async () => {
    const many = Array.from({ length: 250 }, (_, i) => ({
      productId: i === 20 ? 'cup' : `other-${i}`,
      quantity: 1,
      netMinor: 20,
    }));
    await deliver(handler(), paid('l3', undefined, { lines: many }));
    await deliver(handler(), paid('l3', '42'));
    expect(await sharesOf('l3')).toEqual([['goods', 50]]);
  });
});
