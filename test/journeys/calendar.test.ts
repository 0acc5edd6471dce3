import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MonthAnswer } from '../../functions/draws/contract.ts';
import type { OwnerListAnswer, TaskAnswer } from '../../functions/tasks/contract.ts';
import { monthNamed } from '../../shared/domain/rewards/draw-month.ts';
import { DAY, monthStart } from '../../shared/domain/time/time.ts';
import { calendarProgram } from '../support/calendar-program.ts';
import { type Perch, startPerch } from '../support/perch.ts';
import { aCustomer, read } from './customer.ts';

let perch: Perch;
beforeAll(async () => {
  perch = await startPerch({ program: calendarProgram });
});
afterAll(() => perch.stop());

test('when the month is over its draw is drawn, and each week is listed, and nobody did anything', async () => {
  const customer = aCustomer(perch);
  await customer.buys('10.00');
  const { member } = await customer.member();
  const { draws } = await read<{ draws: MonthAnswer[] }>(perch, '/v1/draws');
  const month = draws.find(({ id }) => id === 'raffle')?.month ?? expect.fail('no raffle');
  const over = monthStart(monthNamed(month) + 1, 'Europe/Berlin');
  const morning = Math.max(over + DAY / 2, (await perch.now()) + 8 * DAY);
  await perch.moveClock({ now: new Date(morning).toISOString() });

  const drawn = await read<MonthAnswer>(perch, `/v1/draws/raffle/${month}`);
  expect(drawn).toMatchObject({ status: 'drawn', entrants: [{ entries: 2 }] });
  const won = await customer.member();
  expect(won.rewards.map(({ id }) => id)).toContain('mug');

  const operate = async <Body>(method: string, path: string, body?: object) => {
    const answer = await perch.ask('operate', method, path, body === undefined ? {} : { body });
    expect(answer.status).toBeLessThan(300);
    return answer.body as Body;
  };
  const list = () => operate<{ tasks: TaskAnswer[] }>('GET', '/v1/tasks?limit=100');
  const weeks = (await list()).tasks.filter(({ kind }) => kind === 'owner-list');
  expect(weeks.length).toBeGreaterThanOrEqual(1);
  const [first] = weeks;
  const week = await operate<OwnerListAnswer>('GET', `/v1/owner-lists/${first?.week}`);
  expect(week.tiers[0]).toMatchObject({ count: 1, members: [member] });
  expect(week).toMatchObject({
    buyers: [{ member, orders: 1, spendMinor: 1_000 }],
    thread: 'New this week: 1 Explorer. Thank you.',
  });
  await operate('POST', `/v1/tasks/${first?.id}/completions`, { note: 'thanked' });
  expect((await list()).tasks.map(({ id }) => id)).not.toContain(first?.id);
});
