import { describe, expect, test } from 'vitest';
import { ledger } from '../../../functions/ledger/handler.ts';
import { MOST_WAITS } from '../../../functions/ledger/waiting.ts';
import type { DetailOf } from '../../../shared/events/event-type.ts';
import { orderCancelled, orderPaid, orderRefunded } from '../../../shared/events/order-events.ts';
import { memberId } from '../../../shared/identity/member-id.ts';
import { keys } from '../../../shared/table/keys.ts';
import { readMember } from '../../../shared/table/ledger/ledger.ts';
import { readOrder } from '../../../shared/table/orders/order-record.ts';
import { readHistory } from '../../../shared/table/people/member-reads.ts';
import { deliver, envelope } from '../../support/invoke.ts';
import { useLocalTable } from '../../support/local-table.ts';
import { ladder } from '../../support/member-ledger.ts';

const local = useLocalTable();

/** A ledger function with a shop of its own, and what it has put off. */
function setUp(shop: string) {
  const putOff: { event: object; waits: number }[] = [];
  const member = memberId('a-key-for-tests-only', shop, '42');
  const stamps = {
    occurredAt: '2026-03-10T12:00:00.000Z',
    receivedAt: '2026-03-10T12:00:01.000Z',
    correlationId: 'a-trace',
  };
  const handler = ledger({
    table: local.table,
    program: ladder,
    memberKey: async () => 'a-key',
    putOff: async (event, waits) => {
      putOff.push({ event, waits });
    },
  });
  return {
    handler,
    member,
    putOff,
    paid: (orderId: string, more: Partial<DetailOf<typeof orderPaid>> = {}) =>
      envelope(orderPaid, {
        ...orderPaid.example,
        shop,
        orderId,
        member,
        totalMinor: 5_000,
        shippingMinor: 0,
        earningBaseMinor: 5_000,
        ...stamps,
        ...more,
      }),
    guest: (orderId: string) => {
      const { member: nobody, ...detail } = orderPaid.example;
      return envelope(orderPaid, { ...detail, shop, orderId, ...stamps });
    },
    refunded: (orderId: string, refundId: string, amountMinor: number) =>
      envelope(orderRefunded, {
        ...orderRefunded.example,
        shop,
        orderId,
        refundId,
        amountMinor,
        shippingMinor: 0,
        ...stamps,
      }),
    cancelled: (orderId: string) => envelope(orderCancelled, { shop, orderId, ...stamps }),
  };
}

describe('the ledger function', () => {
  test('enters an order and its refunds, each once, whatever is delivered again', async () => {
    const { handler, paid, refunded, member } = setUp('f1');
    expect(await deliver(handler, paid('1'))).toEqual([]);
    expect(await deliver(handler, refunded('1', 'r1', 2_500))).toEqual([]);
    expect(await deliver(handler, paid('1'), refunded('1', 'r1', 2_500), paid('1'))).toEqual([]);
    const { things } = await readHistory(local.table, member, 10);
    expect(things.map(({ v, kind, balance }) => [v, kind, balance.after])).toEqual([
      [2, 'clawed-back', 75],
      [1, 'earned', 100],
    ]);
  });

  test('takes two halves of an order back exactly, also when both come at once', async () => {
    const { handler, paid, refunded, member } = setUp('f2');
    await deliver(handler, paid('1', { totalMinor: 5_001, earningBaseMinor: 5_001 }));
    const failed = await deliver(handler, refunded('1', 'r1', 2_500), refunded('1', 'r2', 2_501));
    expect(failed).toEqual([]);
    expect(await readMember(local.table, member)).toMatchObject({
      purchases: 0,
      spendMinor: 0,
      lots: [{ points: 50 }],
    });
  });

  test('fails a message that it cannot read, and no other of its batch', async () => {
    const { handler, paid, member } = setUp('f3');
    const bad = paid('2', { totalMinor: -1 });
    const failed = await deliver(handler, paid('1'), bad, 'no json', paid('3'), {});
    expect(failed).toEqual([1, 2, 4]);
    expect(await readMember(local.table, member)).toMatchObject({ purchases: 2 });
  });

  test('puts off a refund that comes before its order, and counts how often', async () => {
    const { handler, paid, refunded, member, putOff } = setUp('f4');
    await deliver(handler, refunded('1', 'r1', 5_000));
    expect(putOff).toMatchObject([{ waits: 1 }]);
    await deliver(handler, { ...putOff[0]?.event, waits: 1 });
    expect(putOff[1]).toMatchObject({ waits: 2 });
    await deliver(handler, paid('1'));
    await deliver(handler, { ...putOff[1]?.event, waits: 2 });
    expect(await readMember(local.table, member)).toMatchObject({ v: 2, purchases: 0 });
  });

  test('records a refund whose order does not come in three days', async () => {
    const { handler, refunded, putOff } = setUp('f5');
    expect(await deliver(handler, { ...refunded('1', 'r1', 500), waits: MOST_WAITS })).toEqual([]);
    expect(putOff).toEqual([]);
    expect(await local.table.get(keys.refund('f5', '1', 'r1'))).toMatchObject({
      kind: 'order-unknown',
      refund: [500, 0],
    });
  });

  test('nets what was recorded for an order that never came, should it come after all', async () => {
    const { handler, paid, refunded, member, putOff } = setUp('f5a');
    const late = { waits: MOST_WAITS };
    await deliver(handler, { ...refunded('1', 'r1', 500), ...late });
    // The place is kept: the next one need not wait.
    await deliver(handler, refunded('1', 'r2', 1_500), refunded('1', 'r2', 1_500));
    expect(putOff).toEqual([]);
    expect(await deliver(handler, paid('1'))).toEqual([]);
    expect(await deliver(handler, paid('1'))).toEqual([]);
    await deliver(handler, refunded('1', 'r1', 500));
    expect(await readMember(local.table, member)).toMatchObject({
      v: 3,
      purchases: 1,
      spendMinor: 3_000,
      lots: [{ points: 50 }, { points: 30 }],
    });
  });

  test('nets a cancellation of an order that came too late, and then as nobody’s', async () => {
    const { handler, paid, guest, cancelled, member } = setUp('f5b');
    await deliver(handler, { ...cancelled('1'), waits: MOST_WAITS });
    expect(await deliver(handler, guest('1'))).toEqual([]);
    await deliver(handler, guest('1'));
    expect(await readOrder(local.table, 'f5b', '1')).toMatchObject({
      known: 'unclaimed',
      order: { revision: 1 },
      unattached: [{ cause: { reason: 'cancellation' } }],
    });
    await deliver(handler, paid('1'));
    expect(await readMember(local.table, member)).toMatchObject({ v: 2, purchases: 0 });
  });

  test('records an order without a customer as unclaimed, with its refunds beside it', async () => {
    const { handler, guest, refunded, cancelled } = setUp('f6');
    await deliver(handler, guest('1'));
    await deliver(handler, guest('1'), refunded('1', 'r1', 500), refunded('1', 'r1', 500));
    await deliver(handler, cancelled('1'));
    expect(await readOrder(local.table, 'f6', '1')).toMatchObject({
      known: 'unclaimed',
      order: { revision: 2, order: { earningBaseMinor: 4_990 } },
    });
    expect(await local.table.get(keys.refund('f6', '1', 'r1'))).toMatchObject({
      kind: 'order-unclaimed',
    });
    expect(await local.table.get(keys.cancellation('f6', '1'))).toMatchObject({
      kind: 'order-unclaimed',
    });
  });

  test('takes everything back when an order is cancelled, after refunds too', async () => {
    const { handler, paid, refunded, cancelled, member } = setUp('f7');
    await deliver(handler, paid('1'));
    await deliver(handler, refunded('1', 'r1', 1_000));
    await deliver(handler, cancelled('1'));
    await deliver(handler, cancelled('1'));
    const { things } = await readHistory(local.table, member, 10);
    expect(things).toHaveLength(3);
    expect(things[0]).toMatchObject({
      reason: 'cancellation',
      refundedBaseMinor: 5_000,
      settled: { taken: 40, owed: 0, lapsed: 0 },
      purchases: { before: 1, after: 0 },
    });
  });
});
