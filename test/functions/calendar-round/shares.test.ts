import { expect, test } from 'vitest';
import { calendarRound } from '../../../functions/calendar-round/sweep.ts';
import { loadProgram } from '../../../shared/program/load.ts';
import { fourTierLadder } from '../../../shared/program/presets/four-tier-ladder.ts';
import { memoryTable } from '../../../shared/table/memory-table.ts';
import { readOpenTasks } from '../../../shared/table/operator/task-item.ts';
import { readMessages } from '../../../shared/table/people/member-reads.ts';
import { readShare } from '../../../shared/table/rewards/profit-share-item.ts';
import { withAccountant } from '../../support/accountant.ts';
import { referralDesk } from '../../support/referral-desk.ts';
import { runPass } from '../../support/sweeping.ts';

const program = loadProgram({
  ...fourTierLadder,
  profitShare: { fromTier: 'explorer', shareBps: 500, mostMinor: 1_000 },
});
const FIRST = '2026-04-01T05:00:00Z';

function aDesk(rules = program) {
  const table = memoryTable();
  const pass = (at: string, of = rules) => runPass(calendarRound(table, of), table, at);
  return { table, desk: referralDesk({ table }, rules), pass };
}

test('a share of a quarter that is over is settled, told, and listed to be paid out, once', async () => {
  const { table, desk, pass } = aDesk();
  const owner = await desk.owner();
  await desk.friend(owner.code);
  expect((await pass(FIRST)).total).toMatchObject({ shared: 1 });
  expect(await readShare(table, owner.member, '2026-Q1')).toMatchObject({ creditMinor: 250 });
  const { things: messages } = await readMessages(table, [owner.member], 10);
  expect(messages.map(({ text }) => text)).toEqual([
    {
      en: 'Your share of what your code brought in 2026-Q1 is €2.50, as store credit from the shop.',
      'zh-CN': '您的专属优惠码在 2026-Q1 带来的收益分享为 €2.50，将由商店以储值形式发放。',
    },
  ]);
  const tasks = async () => (await readOpenTasks(table, 10)).things.map(({ about }) => about);
  const { member } = owner;
  const paidOut = { kind: 'credit', member, quarter: '2026-Q1', amountMinor: 250, currency: 'EUR' };
  expect(await tasks()).toEqual([paidOut]);
  expect((await pass('2026-04-02T05:00:00Z')).total).not.toHaveProperty('shared');
  expect(await tasks()).toEqual([paidOut]);
});

test('a share that the first day missed is settled on the second, and none after the third', async () => {
  const { desk, pass } = aDesk();
  const owner = await desk.owner();
  await desk.friend(owner.code);
  expect((await pass('2026-04-04T05:00:00Z')).began).toBe(false);
  expect((await pass('2026-04-03T05:00:00Z')).total).toMatchObject({ shared: 1 });
});

test('members without the tier, and those whose code brought nothing, are not written', async () => {
  const { table, desk, pass } = aDesk();
  const owner = await desk.owner();
  await desk.friend(owner.code);
  const high = { ...program, profitShare: { fromTier: 'advocate', shareBps: 500, mostMinor: 100 } };
  const { table: counted, bill } = withAccountant(table);
  await runPass(calendarRound(counted, high), counted, FIRST);
  expect(bill.writeUnits).toBe(0);
  expect((await pass(FIRST)).total).toMatchObject({ visited: 2, shared: 1 });
});
