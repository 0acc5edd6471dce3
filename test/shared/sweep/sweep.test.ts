import { describe, expect, test } from 'vitest';
import { sweepFunction } from '../../../shared/sweep/function.ts';
import { PARTS, wholeRoster } from '../../../shared/sweep/part.ts';
import type { Sweep } from '../../../shared/sweep/sweep.ts';
import { memoryTable } from '../../../shared/table/memory-table.ts';
import { readRanked } from '../../../shared/table/rewards/ranked-item.ts';
import type { Table } from '../../../shared/table/table.ts';
import { withAccountant } from '../../support/accountant.ts';
import { invoke } from '../../support/invoke.ts';
import { ladder } from '../../support/member-ledger.ts';
import { memberNamed, runPass, town } from '../../support/sweeping.ts';

const WHEN = '2026-12-01T04:00:00.000Z';
const parts = Array.from({ length: PARTS }, (_, part) => part);

/** A pass that only notes whom it sees. */
function seeing(): { sweep: Sweep; seen: string[] } {
  const seen: string[] = [];
  return {
    seen,
    sweep: {
      on: () => (state) => async () => {
        seen.push(state.member);
        return ['seen'];
      },
    },
  };
}

async function peopled(count: number) {
  const place = town(ladder);
  const names = Array.from({ length: count }, (_, i) => `person${String(i).padStart(4, '0')}`);
  for (const name of names) await place.buys(name, 1_000, '2026-10-01T12:00:00Z');
  return { place, members: names.map(memberNamed) };
}

describe('a pass', () => {
  test('sees every member once, however often it has to be gone on with', async () => {
    const { place, members } = await peopled(300);
    const { sweep, seen } = seeing();
    const ran = await runPass(sweep, place.table, WHEN, 1);
    expect(seen.toSorted()).toEqual(members.toSorted());
    expect(ran.total).toEqual({ visited: 300, seen: 300 });
  });

  test('sees a few members without asking the roster for them', async () => {
    const { place, members } = await peopled(20);
    const { sweep, seen } = seeing();
    const unasked: Table = { ...place.table, query: () => expect.fail('the roster was asked') };
    const some = members.slice(0, 7);
    for (const pages of [1, 1_000]) {
      seen.splice(0);
      const ran = await runPass(sweep, unasked, WHEN, pages, some);
      expect(seen.toSorted()).toEqual(some.toSorted());
      expect(ran.total).toEqual({ visited: 7, seen: 7 });
    }
  });

  test('reads states by the hundred, of however many shards they are', async () => {
    const { place } = await peopled(250);
    const read: number[] = [];
    const counting: Table = {
      ...place.table,
      getMany: (keys) => {
        read.push(keys.length);
        return place.table.getMany(keys);
      },
    };
    const visit = sweepFunction(seeing().sweep, {
      table: counting,
      setAside: async () => {},
      fewMembers: async () => undefined,
      measure: () => {},
    });
    const beginning = { scheduledFor: WHEN, after: '', tally: {} };
    const progress = await invoke(visit, { step: 'visit', part: wholeRoster, ...beginning });
    expect(progress).toEqual({ done: true, after: '', tally: { visited: 250, seen: 250 } });
    expect(read).toEqual([100, 100, 50]);
  });

  test('reads half a unit a member, and a little for the list of them', async () => {
    const { place } = await peopled(3_000);
    const { table, bill } = withAccountant(place.table);
    const idle: Sweep = { on: () => () => undefined };
    await runPass(idle, table, WHEN);
    expect(bill.readUnits / 3_000).toBeLessThanOrEqual(0.55);
    expect(bill.writeUnits).toBe(0);
  });

  test.each([
    [
      'in sixteen parts through a large roster',
      undefined,
      parts.map((id) => ({ id, shards: [0, 1, 2, 3].map((shard) => 4 * id + shard) })),
    ],
    ['through a few members at once', ['a', 'b'], [{ id: 0, members: ['a', 'b'] }]],
    ['nowhere without members', [], []],
  ])('goes %s', async (_, few, planned) => {
    const pass = sweepFunction(seeing().sweep, {
      table: memoryTable(),
      setAside: async () => {},
      fewMembers: async () => few,
      measure: () => {},
    });
    const plan = await invoke(pass, { step: 'plan', scheduledFor: WHEN });
    expect(plan).toEqual({ due: true, parts: planned });
  });

  test('is not begun where nothing can be due', async () => {
    const { place } = await peopled(1);
    const ran = await runPass({ on: () => undefined }, place.table, WHEN);
    expect(ran).toEqual({ began: false, total: {}, leftOut: [] });
  });

  test('leaves out a member for whom it fails, with the reason, and goes on with the others', async () => {
    const { place, members } = await peopled(20);
    const [unlucky] = members;
    const sweep: Sweep = {
      on: () => (state) => async () => {
        if (state.member === unlucky) throw new Error('the table is gone');
        return ['served'];
      },
    };
    const ran = await runPass(sweep, place.table, WHEN);
    expect(ran.total).toEqual({ visited: 20, served: 19, leftOut: 1 });
    expect(ran.leftOut).toEqual([
      { member: unlucky, scheduledFor: WHEN, reason: 'Error: the table is gone' },
    ]);
  });

  test('leaves out a member whose state cannot be read, and goes on with the others', async () => {
    const { place, members } = await peopled(5);
    const broken: Sweep = {
      on: () => (state) => {
        if (state.member === members[2]) throw new Error('nonsense in the state');
        return async () => ['served'];
      },
    };
    const ran = await runPass(broken, place.table, WHEN);
    expect(ran.total).toEqual({ visited: 5, served: 4, leftOut: 1 });
  });
});

describe('a pass that makes lists', () => {
  /** Ranks members by the number in their names, the highest first. */
  const ranking = (most: number): Sweep => ({
    on: () => () => undefined,
    listings: () => [
      {
        id: 'by-number',
        most,
        of: ({ member }) => ({ member, figure: Number(member.slice(6, 10)), since: 0 }),
      },
    ],
    counts: () => () => ({ counted: 2 }),
    close: async () => ['closed'],
  });

  const first = async (place: { table: Table }, most: number) =>
    (await readRanked(place.table, 'by-number', parts, most)).map(({ figure }) => figure);

  test('names those who are first, in pieces as in one, once or twice', async () => {
    const { place } = await peopled(300);
    const sweep = ranking(5);
    const ran = await runPass(sweep, place.table, WHEN, 1);
    expect(ran.total).toEqual({ visited: 300, counted: 600, closed: 1 });
    expect(await first(place, 5)).toEqual([299, 298, 297, 296, 295]);
    await runPass(sweep, place.table, WHEN);
    expect(await first(place, 5)).toEqual([299, 298, 297, 296, 295]);
  });

  test('writes once for each part of one piece, however many it names', async () => {
    const { place } = await peopled(300);
    const before = place.written.length;
    await runPass(ranking(1_000), place.table, WHEN);
    expect(place.written.length - before).toBeLessThanOrEqual(16);
  });

  test('settles nothing where a part of the roster was left out', async () => {
    const handler = sweepFunction(ranking(5), {
      table: town(ladder).table,
      setAside: async () => {},
      fewMembers: async () => undefined,
      measure: () => {},
    });
    const report = (tallies: object[]) =>
      invoke(handler, { step: 'report', scheduledFor: WHEN, tallies });
    await expect(report([{ visited: 3 }, { partsLeftOut: 1 }])).rejects.toThrow('left out');
    expect(await report([{ visited: 3 }])).toEqual({ visited: 3, closed: 1 });
  });
});
