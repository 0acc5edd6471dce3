import { beforeEach, describe, expect, test } from 'vitest';
import { calendar } from '../../../functions/calendar/handler.ts';
import type { CalendarRequest } from '../../../functions/calendar/request.ts';
import type { Program } from '../../../shared/program/program.ts';
import { memoryTable } from '../../../shared/table/memory-table.ts';
import { readOpenTasks } from '../../../shared/table/operator/task-item.ts';
import { readGrants } from '../../../shared/table/people/member-reads.ts';
import { readDrawn, readResult } from '../../../shared/table/rewards/draw-result.ts';
import type { Table } from '../../../shared/table/table.ts';
import { deliver } from '../../support/invoke.ts';
import { drawApi, KEY } from '../draws/draw-api.ts';

/** The night after March in the ladder's zone. */
const NIGHT = '2026-04-01T01:00:00Z';

let local: { table: Table };
let api: ReturnType<typeof drawApi>;
let raffle: string;
let rules: Program;
let waiting: CalendarRequest[];

beforeEach(() => {
  local = { table: memoryTable() };
  api = drawApi(local);
  ({ raffle, rules } = api.aRaffle());
  rules = { ...rules, draws: rules.draws.filter(({ id }) => id === raffle) };
  waiting = [];
});

/** The night's message and all that come of it; returns how many were delivered, failed ones too. */
async function night(scheduledFor = NIGHT, table = local.table): Promise<number> {
  const handler = calendar({
    table,
    program: rules,
    memberKey: async () => KEY,
    drawKey: async () => KEY,
    goOn: async (requests) => {
      waiting.push(...requests);
    },
  });
  waiting = [{ scheduledFor }];
  let delivered = 0;
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    delivered += 1;
    await deliver(handler, next);
  }
  return delivered;
}

const drawn = () => readResult(local.table, raffle, '2026-03');
const open = async () => (await readOpenTasks(local.table, 100)).things;

describe('a draw', () => {
  test('is run the night after its month, and gives its prizes with no operator', async () => {
    const member = await api.aMember();
    await api.enter(raffle, { member }, rules);
    await night('2026-03-31T01:00:00Z');
    expect(await drawn()).toBeUndefined();
    await night();
    expect(await drawn()).toMatchObject({ entrants: 1, winners: 1 });
    expect((await readGrants(local.table, [member])).map(({ reward }) => reward)).toEqual(['mug']);
  });

  test('is run once: what was drawn and given is not looked at again', async () => {
    await api.enter(raffle, { member: await api.aMember() }, rules);
    expect(await night()).toBe(2);
    expect(await night('2026-04-02T01:00:00Z')).toBe(1);
  });

  test('that an operator ran is left alone', async () => {
    await api.enter(raffle, { member: await api.aMember() }, rules);
    await api.run(raffle, rules, '2026-04-01T00:30:00Z');
    expect(await night()).toBe(1);
  });

  test('is made up for where the nights of weeks did not come', async () => {
    await api.enter(raffle, { member: await api.aMember() }, rules);
    await night('2026-04-20T01:00:00Z');
    expect(await drawn()).toBeUndefined();
    await night('2026-05-05T01:00:00Z');
    expect(await drawn()).toMatchObject({ winners: 1 });
  });

  test('that was cut off is finished by the next night', async () => {
    const members = await Promise.all([1, 2, 3].map(() => api.aMember()));
    for (const member of members) await api.enter(raffle, { member }, rules);
    const failing: Table = {
      ...local.table,
      transact: async (writes) => {
        const isGrant = writes.some((one) => 'item' in one && one.item.SK.startsWith('GRANT#'));
        if (isGrant) throw new Error('the line is down');
        return local.table.transact(writes);
      },
    };
    await night(NIGHT, failing);
    const before = await drawn();
    expect(await readDrawn(local.table, [{ draw: raffle, month: '2026-03' }])).toEqual(['drawn']);
    await night('2026-04-02T01:00:00Z');
    expect(await drawn()).toEqual(before);
    const grants = await readGrants(local.table, members);
    expect(grants.filter(({ reward }) => reward === 'mug')).toHaveLength(2);
    expect(await readDrawn(local.table, [{ draw: raffle, month: '2026-03' }])).toEqual(['given']);
  });

  test('in which nobody took part is not run', async () => {
    await night();
    expect(await drawn()).toBeUndefined();
  });

  test('that was won by who is no member becomes a task for who keeps the forms', async () => {
    await api.enter(raffle, { reference: 'form 17' }, rules);
    await night('2026-04-02T01:00:00Z');
    expect((await open()).map(({ about }) => about)).toEqual([
      { kind: 'winners', draw: raffle, month: '2026-03' },
    ]);
  });
});

test('the operator is asked to look at the rules every three months, once', async () => {
  for (const at of ['2026-02-01', '2026-03-01', '2026-04-01', '2026-04-01', '2026-04-02'])
    await night(`${at}T01:00:00Z`);
  expect((await open()).map(({ about }) => about)).toEqual([{ kind: 'review', day: '2026-04-01' }]);
});

test('a draw that the program has dropped since holds up nothing', async () => {
  await api.enter(raffle, { member: await api.aMember() }, rules);
  const handler = calendar({
    table: local.table,
    program: { ...rules, draws: [] },
    memberKey: async () => KEY,
    drawKey: async () => KEY,
    goOn: async () => {},
  });
  const drawing = { draw: raffle, month: '2026-03', from: 0 };
  expect(await deliver(handler, { scheduledFor: NIGHT, drawing })).toEqual([]);
  expect(await deliver(handler, { scheduledFor: 'someday' })).toEqual([0]);
});
