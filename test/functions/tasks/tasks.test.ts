import { beforeEach, describe, expect, test } from 'vitest';
import { dailyRound } from '../../../functions/daily-round/sweep.ts';
import { routes } from '../../../functions/tasks/contract.ts';
import { tasks } from '../../../functions/tasks/handler.ts';
import { decide } from '../../../shared/domain/ledger/ledger.ts';
import { loadProgram } from '../../../shared/program/load.ts';
import { rfmMembership } from '../../../shared/program/presets/rfm-membership.ts';
import { smallShop } from '../../../shared/program/presets/small-shop.ts';
import { alone, append } from '../../../shared/table/ledger/ledger.ts';
import { memoryTable } from '../../../shared/table/memory-table.ts';
import { writeGoalDay } from '../../../shared/table/operator/goal-figures-item.ts';
import { writeOwnerWeek } from '../../../shared/table/operator/owner-list-item.ts';
import { newTask, openTask, type TaskAbout } from '../../../shared/table/operator/task-item.ts';
import type { Table } from '../../../shared/table/table.ts';
import { ask } from '../../support/invoke.ts';
import { anOrder, occasionAt } from '../../support/member-ledger.ts';
import { memberNamed, runPass, town } from '../../support/sweeping.ts';

const rfm = loadProgram(rfmMembership);
const NOON = Date.parse('2026-04-10T12:00:00Z');

let table: Table;

beforeEach(() => {
  table = memoryTable();
});

/** Asks, and holds every good answer against what the API's document promises. */
async function call(
  route: keyof typeof routes,
  more: Parameters<typeof ask>[2] = {},
  program = rfm,
) {
  const answer = await ask(tasks({ table, program }), route, { caller: 'desk', ...more });
  if (answer.status < 300)
    expect(routes[route].answer.safeParse(answer.body).error).toBeUndefined();
  return answer;
}

const open = async (about: TaskAbout, at = NOON): Promise<string> => {
  const task = newTask(about, at);
  await openTask(table, task);
  return task.id;
};

const listed = async () => (await call('GET /v1/tasks')).body.tasks as { id: string }[];

test('a good customer who was lost becomes a task with their history on one page', async () => {
  const place = town(rfm, table);
  const order = anOrder('1', 300_000, { currency: 'CNY' });
  const member = memberNamed('ann');
  const bought = occasionAt('2026-03-10T04:00:00Z');
  await append(table, member, (state) =>
    alone(decide(state, { type: 'enter-order', order }, bought, rfm)),
  );
  const sweep = dailyRound(place.table, rfm, async () => {});
  const round = () => runPass(sweep, place.table, '2026-04-09T22:00:00Z');
  expect((await round()).total).toMatchObject({ toCall: 1 });
  await round();
  const [task, ...more] = await listed();
  expect(more).toEqual([]);
  expect(task).toMatchObject({
    kind: 'call',
    member,
    openedAt: '2026-04-09T22:00:00.000Z',
    dueAt: '2026-04-12T22:00:00.000Z',
  });
  const { body } = await call('GET /v1/tasks/{task}', { path: { task: task?.id ?? '' } });
  expect(body.page).toMatchObject({
    member: { member, purchases: 1, tier: { id: 'normal' } },
    entries: [{ cause: { kind: 'call' } }, {}, {}, { kind: 'earned' }],
    preferences: `/v1/members/${member}/preferences`,
  });
});

describe('a task', () => {
  test('that is done leaves the list, and says who did it', async () => {
    const id = await open({ kind: 'winners', draw: 'raffle', month: '2026-03' });
    const other = await open({ kind: 'review', day: '2026-04-01' });
    const done = (note: string) =>
      call('POST /v1/tasks/{task}/completions', {
        path: { task: id },
        body: JSON.stringify({ note }),
      });
    const first = await done('found both');
    expect(first).toMatchObject({
      status: 201,
      body: { completion: { by: 'desk', note: 'found both' } },
    });
    expect(await done('again')).toEqual(first);
    expect((await listed()).map((task) => task.id)).toEqual([other]);
    expect((await call('GET /v1/tasks/{task}', { path: { task: id } })).body).toMatchObject({
      completion: { note: 'found both' },
    });
  });

  test('is not opened again by what opened it before, once it is done', async () => {
    const about = { kind: 'review', day: '2026-04-01' } as const;
    const id = await open(about);
    await call('POST /v1/tasks/{task}/completions', { path: { task: id }, body: '{}' });
    await open(about, NOON + 1_000);
    expect(await listed()).toEqual([]);
  });

  test('stands before those that are due later, page by page', async () => {
    const ids = [];
    for (let i = 0; i < 5; i++) {
      const week = `2026-04-0${i + 1}`;
      ids.push(await open({ kind: 'owner-list', week }, NOON + i * 1_000));
    }
    const seen: string[] = [];
    let from: string | undefined;
    do {
      const query = { limit: '2', ...(from === undefined ? {} : { from }) };
      const { body } = await call('GET /v1/tasks', { query });
      seen.push(...(body.tasks as { id: string }[]).map(({ id }) => id));
      from = body.next as string | undefined;
    } while (from !== undefined);
    expect(seen).toEqual(ids);
  });

  test('to look at the rules brings what became of what the program wants', async () => {
    const goals = [
      { measure: 'churn', changeBps: -1_200, withinMonths: 3 },
      { measure: 'renewal', changeBps: 2_500, withinMonths: 12 },
    ] as const;
    for (const [day, goalLost] of [
      ['2025-10-01', 9],
      ['2026-01-01', 20],
      ['2026-04-01', 15],
      ['2026-07-01', 1],
    ] as const) {
      await writeGoalDay(table, { day, counted: { goalLost, goalMembers: 100 } });
    }
    const id = await open({ kind: 'review', day: '2026-04-01' });
    const path = { task: id };
    const { body } = await call('GET /v1/tasks/{task}', { path }, { ...rfm, goals: [...goals] });
    expect(body.goals).toEqual([
      {
        ...goals[0],
        before: { day: '2026-01-01', of: 20, among: 100 },
        now: { day: '2026-04-01', of: 15, among: 100 },
        changedBps: -2_500,
      },
      goals[1],
    ]);
  });

  test('that is none is not found', async () => {
    for (const route of ['GET /v1/tasks/{task}', 'POST /v1/tasks/{task}/completions'] as const) {
      const path = { task: 'x'.repeat(22) };
      expect(await call(route, { path, body: '{}' })).toMatchObject({ status: 404 });
      expect(await call(route, { path: { task: '../x' }, body: '{}' })).toMatchObject({
        status: 400,
      });
    }
  });
});

test('the list of a week is read with a text to publish, which shows nobody', async () => {
  const small = loadProgram(smallShop);
  const week = '2026-04-06';
  await writeOwnerWeek(table, {
    week,
    from: '2026-03-29T22:00:00.000Z',
    to: '2026-04-05T22:00:00.000Z',
    tiers: [
      { tier: 'explorer', count: 0, members: [] },
      { tier: 'regular', count: 12, members: [memberNamed('ann')] },
      { tier: 'advocate', count: 1, members: [memberNamed('ben')] },
    ],
    buyers: [{ member: memberNamed('ann'), orders: 2, spendMinor: 5_000 }],
    quiet: { count: 0, members: [] },
  });
  const read = (lang: string, of = small) =>
    call('GET /v1/owner-lists/{week}', { path: { week }, query: { lang } }, of);
  expect((await read('en')).body).toMatchObject({
    currency: 'EUR',
    thread: 'New this week: 12 Regulars and 1 Advocate. Thank you.',
  });
  expect((await read('zh')).body.thread).toContain('12 位');
  expect((await read('en', rfm)).body).not.toHaveProperty('thread');
  const path = { week: '2026-04-13' };
  expect(await call('GET /v1/owner-lists/{week}', { path })).toMatchObject({ status: 404 });
});
