import { describe, expect, test } from 'vitest';
import { ledger } from '../../../functions/ledger/handler.ts';
import { MOST_WAITS } from '../../../functions/ledger/waiting.ts';
import {
  orderPaid,
  orderRefunded,
  orderRefundReversed,
} from '../../../shared/events/order-events.ts';
import { memberId } from '../../../shared/identity/member-id.ts';
import { keys } from '../../../shared/table/keys.ts';
import { readMember } from '../../../shared/table/ledger/ledger.ts';
import { readOrder } from '../../../shared/table/orders/order-record.ts';
import { deliver, envelope } from '../../support/invoke.ts';
import { useLocalTable } from '../../support/local-table.ts';
import { ladder } from '../../support/member-ledger.ts';

const local = useLocalTable();

/** A ledger function, what it has put off, and what a shop of its own tells it. */
function setUp(shop: string) {
  const putOff: object[] = [];
  const handler = ledger({
    table: local.table,
    program: ladder,
    memberKey: async () => 'a-key',
    putOff: async (event) => {
      putOff.push(event);
    },
  });
  const member = memberId('a-key-for-tests-only', shop, '42');
  const { member: _, ...ofNobody } = {
    ...orderPaid.example,
    totalMinor: 5_000,
    shippingMinor: 0,
    earningBaseMinor: 5_000,
    occurredAt: '2026-03-10T12:00:00.000Z',
    receivedAt: '2026-03-10T12:00:01.000Z',
    shop,
    orderId: '1',
  };
  const named = { ...orderRefunded.example, shop, orderId: '1', refundId: 'r1' };
  return {
    tell: (...bodies: unknown[]) => deliver(handler, ...bodies),
    member,
    putOff,
    paid: envelope(orderPaid, { ...ofNobody, member }),
    guest: envelope(orderPaid, ofNobody),
    refunded: envelope(orderRefunded, { ...named, amountMinor: 2_000, shippingMinor: 0 }),
    reversed: envelope(orderRefundReversed, { ...orderRefundReversed.example, ...named }),
  };
}

describe('an undone refund', () => {
  test('gives back what the refund took, once, however often it is told', async () => {
    const { tell, member, paid, refunded, reversed } = setUp('v1');
    await tell(paid);
    const before = await readMember(local.table, member);
    await tell(refunded);
    expect(await tell(reversed, reversed)).toEqual([]);
    expect(await readMember(local.table, member)).toMatchObject({ v: 3, lots: before?.lots });
    expect(await local.table.get(keys.reversal('v1', '1', 'r1'))).toMatchObject({
      reason: 'refund-reversed',
      refund: [2_000, 0],
    });
  });

  test('waits for its refund, which may come later, and for the order of that', async () => {
    const { tell, member, putOff, paid, refunded, reversed } = setUp('v2');
    await tell(reversed);
    await tell(paid);
    await tell({ ...putOff[0], waits: 1 });
    expect(putOff).toHaveLength(2);
    expect(await readMember(local.table, member)).toMatchObject({ v: 1 });
    await tell(refunded);
    await tell({ ...putOff[1], waits: 2 });
    expect(putOff).toHaveLength(2);
    expect(await readMember(local.table, member)).toMatchObject({ v: 3, debt: 0, purchases: 1 });
  });

  test('of a refund that never counted is dropped after three days, and enters nothing', async () => {
    const { tell, member, putOff, paid, reversed } = setUp('v3');
    await tell(paid);
    expect(await tell({ ...reversed, waits: MOST_WAITS })).toEqual([]);
    expect(putOff).toEqual([]);
    expect(await readMember(local.table, member)).toMatchObject({ v: 1 });
    expect(await local.table.get(keys.reversal('v3', '1', 'r1'))).toBeUndefined();
  });

  test('stands beside an order that is nobody’s, and counts when somebody claims it', async () => {
    const { tell, member, guest, paid, refunded, reversed } = setUp('v4');
    await tell(guest);
    await tell(refunded);
    await tell(reversed);
    expect(await readOrder(local.table, 'v4', '1')).toMatchObject({
      known: 'unclaimed',
      unattached: [{ cause: { reason: 'refund' } }, { cause: { reason: 'refund-reversed' } }],
    });
    await tell(paid);
    const state = await readMember(local.table, member);
    expect(state).toMatchObject({ v: 3, purchases: 1, spendMinor: 5_000 });
    expect(state?.lots.map(({ points }) => points)).toEqual([50, 50]);
  });

  test('of a refund whose order never came is recorded beside it', async () => {
    const { tell, refunded, reversed } = setUp('v5');
    await tell({ ...refunded, waits: MOST_WAITS });
    await tell({ ...reversed, waits: MOST_WAITS });
    expect(await local.table.get(keys.reversal('v5', '1', 'r1'))).toMatchObject({
      kind: 'order-unknown',
    });
  });
});
