import { describe, expect, test } from 'vitest';
import type { Sweep } from '../../../shared/sweep/sweep.ts';
import { withAccountant } from '../../support/accountant.ts';
import { ladder } from '../../support/member-ledger.ts';
import { memberNamed, runPass, town } from '../../support/sweeping.ts';

const WHEN = '2026-12-01T04:00:00.000Z';

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

  test('reads half a unit a member, and a little for the list of them', async () => {
    const { place } = await peopled(3_000);
    const { table, bill } = withAccountant(place.table);
    const idle: Sweep = { on: () => () => undefined };
    await runPass(idle, table, WHEN);
    expect(bill.readUnits / 3_000).toBeLessThanOrEqual(0.55);
    expect(bill.writeUnits).toBe(0);
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
