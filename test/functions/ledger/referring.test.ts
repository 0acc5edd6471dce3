import { describe, expect, test } from 'vitest';
import { orderPaid } from '../../../shared/events/order-events.ts';
import { loadProgram } from '../../../shared/program/load.ts';
import { fourTierLadder } from '../../../shared/program/presets/four-tier-ladder.ts';
import type { Program } from '../../../shared/program/program.ts';
import { readMember } from '../../../shared/table/ledger/ledger.ts';
import { mergeMembers } from '../../../shared/table/ledger/merge.ts';
import { memoryTable } from '../../../shared/table/memory-table.ts';
import { readReferral, referralPuts } from '../../../shared/table/rewards/referral-item.ts';
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

  test('is entered whatever is known of its buyer already', async () => {
    const owner = await desk.owner();
    const [member, earlier] = [desk.next('friend'), desk.next('owner')];
    const known = {
      friend: member,
      owner: earlier,
      shop: 's',
      orderId: '1',
      orderedAt: 1,
      dueAt: 2,
    };
    await local.table.transact(referralPuts(known));
    await desk.tell(desk.paid({ member, discountCodes: [owner.code] }));
    expect(await readMember(local.table, member)).toMatchObject({ purchases: 1 });
    expect(await readReferral(local.table, member)).toMatchObject({ owner: earlier });
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

describe('what orders cost', () => {
  const setUp = async (program: Program) => {
    const { table, bill } = withAccountant(memoryTable());
    const shop = referralDesk({ table }, program);
    const { code } = await shop.owner();
    const cost = async (event: object) => {
      const before = { ...bill };
      await shop.tell(event);
      return [
        bill.requests - before.requests,
        bill.readUnits - before.readUnits,
        bill.writeUnits - before.writeUnits,
      ];
    };
    return { shop, code, cost };
  };

  test('is nothing more, but of a first one with a code: one read, two items and a place in the agenda', async () => {
    const { shop, code, cost } = await setUp(
      loadProgram({ ...fourTierLadder, profitShare: undefined }),
    );
    const [member, other] = [shop.next('friend'), shop.next('other')];
    expect(await cost(shop.paid({ member: other }))).toEqual([2, 0.5, 6]);
    const another = { member: shop.next('other'), discountCodes: ['WELCOME10'] };
    expect(await cost(shop.paid(another))).toEqual([2, 0.5, 6]);
    expect(await cost(shop.paid({ member, discountCodes: [code] }))).toEqual([3, 1, 11]);
    expect(await cost(shop.paid({ member, discountCodes: [code] }))).toEqual([2, 0.5, 5]);
  });

  test('is a read and an item for each with a code, where profits are shared', async () => {
    const { shop, code, cost } = await setUp(ladder);
    const member = shop.next('friend');
    expect(await cost(shop.paid({ member }))).toEqual([2, 0.5, 6]);
    expect(await cost(shop.paid({ member, discountCodes: ['WELCOME10'] }))).toEqual([2, 0.5, 5]);
    expect(await cost(shop.paid({ member, discountCodes: [code] }))).toEqual([3, 1, 7]);
  });
});
