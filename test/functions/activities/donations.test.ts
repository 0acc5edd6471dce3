import { expect, test } from 'vitest';
import { routes } from '../../../functions/activities/contract.ts';
import { activities } from '../../../functions/activities/handler.ts';
import { sentencesOf } from '../../../functions/members/explanation-sentences.ts';
import { loadProgram } from '../../../shared/program/load.ts';
import { rfmMembership } from '../../../shared/program/presets/rfm-membership.ts';
import type { Program } from '../../../shared/program/program.ts';
import { memoryTable } from '../../../shared/table/memory-table.ts';
import { readOrder } from '../../../shared/table/orders/order-record.ts';
import type { Table } from '../../../shared/table/table.ts';
import { withAccountant } from '../../support/accountant.ts';
import { ask } from '../../support/invoke.ts';
import { useLocalTable } from '../../support/local-table.ts';
import { ladder } from '../../support/member-ledger.ts';
import { referralDesk } from '../../support/referral-desk.ts';

const local = useLocalTable();
const rfm = loadProgram(rfmMembership);

const month = (table: Table, program: Program, path: string) =>
  ask(activities({ table, program, memberKey: async () => 'a-key' }), 'GET /v1/donations/{month}', {
    path: { month: path },
  });

test('the month’s donations are those of its purchases, also of one that is called off', async () => {
  const shop = referralDesk(local, rfm);
  const member = shop.next('buyer');
  const orderId = shop.next('order');
  const order = shop.paid({ member, orderId, currency: 'CNY' });
  await shop.tell(order, order, shop.paid({ member, currency: 'CNY' }));
  await shop.tell(shop.cancelled(orderId));
  const answer = await month(local.table, rfm, '2026-03');
  expect(answer).toMatchObject({
    status: 200,
    body: { currency: 'CNY', givenMinor: 200, mostMinor: 1_000_000, reward: 'donation' },
  });
  const shape = routes['GET /v1/donations/{month}'].answer;
  expect(shape.safeParse(answer.body).error).toBeUndefined();
  expect((await month(local.table, rfm, '2026-04')).body).toMatchObject({ givenMinor: 0 });
  expect((await month(local.table, rfm, '2026-13')).status).toBe(400);
  expect((await month(local.table, ladder, '2026-03')).status).toBe(404);

  const record = await readOrder(local.table, 'birdhouse', orderId);
  if (record.known !== 'entered') throw new Error('the order is not there');
  const said = (language: string) =>
    sentencesOf(record.entry, {}, { program: rfm, at: record.entry.receivedAt, language });
  expect(said('en')).toContainEqual(
    expect.stringMatching(/^With this order the brand gives .*1\.00 away: One yuan/),
  );
  expect(said('zh-CN')).toContainEqual(
    expect.stringMatching(/^品牌为此订单捐赠 .*1\.00：一元公益捐赠。$/),
  );
});

test('beyond the month’s most nothing is given, and orders are entered all the same', async () => {
  const program = loadProgram({
    ...rfmMembership,
    donation: { reward: 'donation', amountMinor: 100, mostAMonthMinor: 350 },
  });
  const table = memoryTable();
  const shop = referralDesk({ table }, program);
  const buyers = Array.from({ length: 6 }, () => shop.next('buyer'));
  for (const member of buyers) await shop.tell(shop.paid({ member, currency: 'CNY' }));
  expect((await month(table, program, '2026-03')).body).toMatchObject({ givenMinor: 300 });
});

test('a purchase with a donation costs two write units more', async () => {
  const { table, bill } = withAccountant(memoryTable());
  const shop = referralDesk({ table }, rfm);
  const member = shop.next('buyer');
  await shop.tell(shop.paid({ member, currency: 'CNY' }, '2026-01-05T12:00:00.000Z'));
  const before = { ...bill };
  await shop.tell(shop.paid({ member, currency: 'CNY' }, '2026-03-11T12:00:00.000Z'));
  expect({
    requests: bill.requests - before.requests,
    writes: bill.writeUnits - before.writeUnits,
  }).toEqual({ requests: 2, writes: 7 });
});
