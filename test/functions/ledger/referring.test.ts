import { describe, expect, test } from 'vitest';
import { orderPaid } from '../../../shared/events/shop-events.ts';
import { memoryTable } from '../../../shared/table/memory-table.ts';
import { mergeMembers } from '../../../shared/table/merge.ts';
import { readReferral } from '../../../shared/table/referral-item.ts';
import { withAccountant } from '../../support/accountant.ts';
import { envelope } from '../../support/invoke.ts';
import { useLocalTable } from '../../support/local-table.ts';
import { ladder, occasionAt } from '../../support/member-ledger.ts';
import { DUE, ORDERED, referralDesk } from '../../support/referral-desk.ts';

const local = useLocalTable();
const desk = referralDesk(local, ladder);

describe('an order with a member’s code', () => {
  test('is remembered with its buyer, in whatever way the code was typed', async () => {
    const owner = await desk.owner();
    const { member, orderId } = await desk.friend(owner.code.toLowerCase().replaceAll('-', ''));
    expect(await readReferral(local.table, member)).toEqual({
      friend: member,
      owner: owner.member,
      shop: 'birdhouse',
      orderId,
      orderedAt: Date.parse(ORDERED),
      dueAt: Date.parse(DUE),
      status: 'waiting',
    });
  });

  test('is found among other codes, and whoever’s comes first is whose it is', async () => {
    const [first, second] = [await desk.owner(), await desk.owner()];
    const member = desk.next('friend');
    const discountCodes = ['WELCOME10', '0000-0000-0000', first.code, second.code];
    await desk.tell(desk.paid({ member, discountCodes }));
    expect(await readReferral(local.table, member)).toMatchObject({ owner: first.member });
  });

  test('brings nobody by a second order, a repeat, or the owner’s own', async () => {
    const owner = await desk.owner();
    const member = desk.next('buyer');
    const first = desk.paid({ member });
    const own = desk.paid({ member: owner.member, discountCodes: [owner.code] });
    await desk.tell(first, first, desk.paid({ member, discountCodes: [owner.code] }), own, own);
    expect(await readReferral(local.table, member)).toBeUndefined();
    expect(await readReferral(local.table, owner.member)).toBeUndefined();
  });

  test('brings nobody who has become one member with the owner', async () => {
    const owner = await desk.owner();
    const buyer = desk.next('buyer');
    await desk.tell(desk.paid({ member: desk.next('other') }));
    await mergeMembers(
      local.table,
      { survivor: owner.member, absorbed: buyer },
      occasionAt(ORDERED),
      ladder,
    );
    await desk.tell(desk.paid({ member: buyer, discountCodes: [owner.code] }));
    expect(await readReferral(local.table, buyer)).toBeUndefined();
    expect(await readReferral(local.table, owner.member)).toBeUndefined();
  });

  test('counts also when it was nobody’s before somebody claimed it', async () => {
    const owner = await desk.owner();
    const [member, orderId] = [desk.next('friend'), desk.next('order')];
    const { member: _, ...guest } = orderPaid.example;
    const order = { ...guest, shop: 'birdhouse', orderId, discountCodes: [owner.code] };
    await desk.tell(envelope(orderPaid, order));
    await desk.tell(envelope(orderPaid, { ...order, member }));
    expect(await readReferral(local.table, member)).toMatchObject({ owner: owner.member, orderId });
  });
});

test('orders cost nothing more, but a first one with a code: one read more, and two items', async () => {
  const { table, bill } = withAccountant(memoryTable());
  const shop = referralDesk({ table }, ladder);
  const owner = await shop.owner();
  const cost = async (event: object) => {
    const before = { ...bill };
    await shop.tell(event);
    return [
      bill.requests - before.requests,
      bill.readUnits - before.readUnits,
      bill.writeUnits - before.writeUnits,
    ];
  };
  const member = shop.next('friend');
  const discountCodes = [owner.code];
  expect(await cost(shop.paid({ member: shop.next('other') }))).toEqual([2, 0.5, 6]);
  expect(
    await cost(shop.paid({ member: shop.next('other'), discountCodes: ['WELCOME10'] })),
  ).toEqual([2, 0.5, 6]);
  expect(await cost(shop.paid({ member, discountCodes }))).toEqual([3, 1, 10]);
  expect(await cost(shop.paid({ member, discountCodes }))).toEqual([2, 0.5, 5]);
});
