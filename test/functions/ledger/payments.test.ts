import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ledger } from '../../../functions/ledger/handler.ts';
import { MOST_WAITS } from '../../../functions/ledger/waiting.ts';
import {
  orderCancelled,
  orderPaid,
  orderPaymentMade,
  orderRefunded,
  orderRefundReversed,
} from '../../../shared/events/order-events.ts';
import { memberId } from '../../../shared/identity/member-id.ts';
import { keys } from '../../../shared/table/keys.ts';
import { readMember } from '../../../shared/table/ledger/ledger.ts';
import { readOrder } from '../../../shared/table/orders/order-record.ts';
import { orderOfPayment } from '../../../shared/table/orders/payment-alias.ts';
import type { Table } from '../../../shared/table/table.ts';
import { deliver, envelope } from '../../support/invoke.ts';
import { useLocalTable } from '../../support/local-table.ts';
import { ladder } from '../../support/member-ledger.ts';

const local = useLocalTable();

/** A ledger function, and what a shop of its own tells it of an invoice and of its payment. */
function setUp(shop: string, table?: Table) {
  const waiting: object[] = [];
  const handler = ledger({
    table: table ?? local.table,
    program: ladder,
    memberKey: async () => 'a-key',
    putOff: async (event, waits) => {
      waiting.push({ ...event, waits });
    },
  });
  const member = memberId('a-key-for-tests-only', shop, '42');
  const stamps = {
    occurredAt: '2026-03-10T12:00:00.000Z',
    receivedAt: '2026-03-10T12:00:01.000Z',
    correlationId: 'a-trace',
  };
  const { member: _, ...ofNobody } = {
    ...orderPaid.example,
    ...stamps,
    shop,
    orderId: 'in_1',
    totalMinor: 5_000,
    shippingMinor: 0,
    earningBaseMinor: 5_000,
  };
  const ofPayment = { ...stamps, shop, orderId: 'pi_1' };
  const tell = (...bodies: unknown[]) => deliver(handler, ...bodies);
  return {
    tell,
    member,
    waiting,
    /** Delivers what waits once more. */
    tellAgain: () => tell(...waiting.splice(0)),
    paid: envelope(orderPaid, { ...ofNobody, member }),
    paidBy: (...payments: string[]) => envelope(orderPaid, { ...ofNobody, member, payments }),
    guestPaidBy: (...payments: string[]) => envelope(orderPaid, { ...ofNobody, payments }),
    payment: envelope(orderPaymentMade, { ...stamps, shop, orderId: 'in_1', paymentId: 'pi_1' }),
    refunded: envelope(orderRefunded, {
      ...ofPayment,
      refundId: 're_1',
      currency: 'EUR',
      amountMinor: 2_000,
      shippingMinor: 0,
    }),
    reversed: envelope(orderRefundReversed, { ...ofPayment, refundId: 're_1' }),
    cancelled: envelope(orderCancelled, ofPayment),
    points: async () =>
      (await readMember(local.table, member))?.lots.reduce((sum, { points }) => sum + points, 0),
  };
}

describe('a refund that names a payment', () => {
  test('takes from the order that came with it', async () => {
    const { tell, points, paidBy, refunded, reversed } = setUp('p1');
    await tell(paidBy('pi_0', 'pi_1'));
    expect(await tell(refunded, refunded)).toEqual([]);
    expect(await points()).toBe(80);
    expect(await local.table.get(keys.refund('p1', 'in_1', 're_1'))).toBeDefined();
    await tell(reversed);
    expect(await points()).toBe(100);
  });

  test('takes from the order that the payment was said to be of', async () => {
    const { tell, points, payment, paid, refunded } = setUp('p2');
    await tell(paid);
    await tell(payment);
    await tell(refunded);
    expect(await points()).toBe(80);
  });

  test('waits for the payment as for the order', async () => {
    const { tell, tellAgain, waiting, points, payment, paid, refunded } = setUp('p3');
    await tell(refunded);
    await tell(paid);
    await tellAgain();
    expect(waiting).toHaveLength(1);
    await tell(payment);
    await tellAgain();
    expect(waiting).toEqual([]);
    expect(await points()).toBe(80);
  });

  test('of an order that never comes is recorded beside it, for the operator', async () => {
    const { tell, payment, refunded } = setUp('p4');
    await tell(payment);
    await tell({ ...refunded, waits: MOST_WAITS });
    expect(await local.table.get(keys.refund('p4', 'in_1', 're_1'))).toMatchObject({
      kind: 'order-unknown',
    });
  });

  test('stands beside an order that is nobody’s', async () => {
    const { tell, guestPaidBy, refunded } = setUp('p5');
    await tell(guestPaidBy('pi_1'));
    await tell(refunded);
    expect(await readOrder(local.table, 'p5', 'in_1')).toMatchObject({
      known: 'unclaimed',
      unattached: [{ cause: { reason: 'refund' } }],
    });
  });

  test('is the order’s of that very id, if there is one, whatever the payment leads to', async () => {
    const { tell, payment, paid, refunded, points } = setUp('p6');
    await tell(payment, { ...paid, detail: { ...detailOf(paid), orderId: 'pi_1' } });
    await tell(refunded);
    expect(await local.table.get(keys.refund('p6', 'pi_1', 're_1'))).toBeDefined();
    expect(await points()).toBe(80);
  });

  test('of another shop’s payment of the same name finds nothing', async () => {
    const { tell, paidBy } = setUp('p7');
    await tell(paidBy('pi_1'));
    const other = setUp('p8');
    await other.tell(other.refunded);
    expect(other.waiting).toHaveLength(1);
  });

  test('takes as much in whatever order, and how often, all of it comes', async () => {
    let shops = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(['paid', 'paidBy', 'payment', 'refunded', 'refunded'] as const, {
          minLength: 5,
        }),
        fc.boolean(),
        async (order, isCancelled) => {
          shops += 1;
          const told = setUp(`any-${shops}`);
          const bodies = { ...told, paidBy: told.paidBy('pi_1') };
          for (const name of order) {
            expect(await told.tell(bodies[name])).toEqual([]);
            if (isCancelled && name === 'refunded') await told.tell(told.cancelled);
            if (name === 'payment') await told.tellAgain();
          }
          await told.tellAgain();
          expect(told.waiting).toEqual([]);
          expect(await told.points()).toBe(isCancelled ? 50 : 80);
        },
      ),
      { numRuns: 15 },
    );
  });
});

describe('an order that names no payments', () => {
  test('is entered with the two requests that it always took', async () => {
    const requests: string[] = [];
    const counted = (name: string) => {
      requests.push(name);
      return local.table;
    };
    const table: Table = {
      get: (...asked) => counted('get').get(...asked),
      getMany: (...asked) => counted('getMany').getMany(...asked),
      query: (...asked) => counted('query').query(...asked),
      put: (...asked) => counted('put').put(...asked),
      remove: (...asked) => counted('remove').remove(...asked),
      transact: (...asked) => counted('transact').transact(...asked),
    };
    const { tell, paid, paidBy } = setUp('p10', table);
    await tell(paid);
    expect(requests.splice(0)).toEqual(['get', 'transact']);
    await tell(paidBy('pi_1'));
    expect(requests).toEqual(['put', 'get', 'transact']);
  });
});

describe('a payment', () => {
  test('that is said to be of two orders stays the first one’s', async () => {
    const { tell, payment } = setUp('p9');
    await tell(payment);
    const other = { ...payment, detail: { ...detailOf(payment), orderId: 'in_2' } };
    expect(await tell(other, payment)).toEqual([]);
    expect(await orderOfPayment(local.table, 'p9', 'pi_1')).toBe('in_1');
  });
});

function detailOf(body: object): object {
  return 'detail' in body ? Object(body.detail) : {};
}
