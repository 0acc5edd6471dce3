import { beforeEach, expect, test } from 'vitest';
import { verifyLedger } from '../../../functions/verify-ledger/handler.ts';
import { DAYS, type SliceRequest, shardsOf } from '../../../functions/verify-ledger/slice.ts';
import { keys, ROSTER_SHARDS, rosterShard } from '../../../shared/table/keys.ts';
import { memoryTable } from '../../../shared/table/memory-table.ts';
import type { Table } from '../../../shared/table/table.ts';
import { eventfulLedger } from '../../support/eventful-ledger.ts';
import { deliver } from '../../support/invoke.ts';

const DAY = 86_400_000;
const FIRST = Date.UTC(2026, 10, 1);

let table: Table;
let rest: SliceRequest[];
let measured: { verified: number; different: number }[];
let looked: string[];
beforeEach(() => {
  table = memoryTable();
  rest = [];
  measured = [];
  looked = [];
});

/** Delivers a message to the function, and then whatever it leaves for another one. */
async function run(request: SliceRequest): Promise<void> {
  const handler = verifyLedger({
    table: {
      ...table,
      get: (key, options) => {
        looked.push(key.PK);
        return table.get(key, options);
      },
    },
    goOn: async (slice) => {
      rest.push(slice);
    },
    measure: (figures) => {
      measured.push({ ...figures });
    },
  });
  expect(await deliver(handler, request)).toEqual([]);
  for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
    expect(await deliver(handler, next)).toEqual([]);
  }
}

const on = (day: number): SliceRequest => ({
  scheduledFor: new Date(FIRST + day * DAY).toISOString(),
});

async function enroll(members: readonly string[]): Promise<void> {
  const ledger = eventfulLedger(table, 'shop');
  for (const member of members) await ledger.order(member);
}

test('every shard has its day among as many in a row as a round takes, and no other', () => {
  for (const start of [0, 5]) {
    const days = Array.from({ length: DAYS }, (_, i) => shardsOf(on(start + i)));
    expect(days.flat().toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: ROSTER_SHARDS }, (_, shard) => shard),
    );
  }
  expect(shardsOf(on(3))).toEqual(shardsOf(on(3 + DAYS)));
});

test('a round looks at every member once', async () => {
  const members = Array.from({ length: 200 }, (_, i) => `member-${i}`);
  await enroll(members);
  for (let day = 0; day < DAYS; day++) await run(on(day));
  expect(looked.toSorted()).toEqual(members.map((member) => keys.state(member).PK).toSorted());
  expect(measured).toHaveLength(DAYS);
  expect(measured.every(({ different }) => different === 0)).toBe(true);
});

test('a large slice is done in several messages, and nobody twice', async () => {
  const ofTheDay = new Set(shardsOf(on(0)).map((shard) => `R#${String(shard).padStart(2, '0')}`));
  const members = Array.from({ length: 36_000 }, (_, i) => `many-${i}`).filter((member) =>
    ofTheDay.has(rosterShard(member)),
  );
  expect(members.length).toBeGreaterThan(1_000);
  await enroll(members);
  await run(on(0));
  expect(measured.map(({ verified }) => verified).every((n) => n < 550)).toBe(true);
  expect(measured.length).toBeGreaterThan(2);
  expect(looked.toSorted()).toEqual(members.map((member) => keys.state(member).PK).toSorted());
});

test('a ledger that differs is measured, and keeps nobody from the others', async () => {
  const members = Array.from({ length: 60 }, (_, i) => `member-${i}`);
  await enroll(members);
  const state = await table.get(keys.state('member-7'));
  if (state === undefined) throw new Error('there is no state');
  await table.put({
    item: { ...state, purchases: 99 },
    condition: { attribute: 'v', equals: 1 },
  });
  for (let day = 0; day < DAYS; day++) await run(on(day));
  const sum = (of: 'verified' | 'different') =>
    measured.reduce((total, figures) => total + figures[of], 0);
  expect({ verified: sum('verified'), different: sum('different') }).toEqual({
    verified: 60,
    different: 1,
  });
});

test('a message that asks for no slice fails, and is set aside in the end', async () => {
  const handler = verifyLedger({ table, goOn: async () => {}, measure: () => {} });
  expect(await deliver(handler, { scheduledFor: 'soon' }, {}, { ...on(0), shard: 64 })).toEqual([
    0, 1, 2,
  ]);
});
