import { beforeEach, describe, expect, test } from 'vitest';
import { calendarRound } from '../../../functions/calendar-round/sweep.ts';
import { decide } from '../../../shared/domain/ledger/ledger.ts';
import { loadProgram } from '../../../shared/program/load.ts';
import { fourTierLadder } from '../../../shared/program/presets/four-tier-ladder.ts';
import { rfmMembership } from '../../../shared/program/presets/rfm-membership.ts';
import { smallShop } from '../../../shared/program/presets/small-shop.ts';
import type { Program } from '../../../shared/program/program.ts';
import { alone, append } from '../../../shared/table/ledger/ledger.ts';
import { readGoalDays } from '../../../shared/table/operator/goal-figures-item.ts';
import { readOwnerWeek } from '../../../shared/table/operator/owner-list-item.ts';
import { readOpenTasks } from '../../../shared/table/operator/task-item.ts';
import { noProfile, profileItem } from '../../../shared/table/people/profile-item.ts';
import { readLeaderboard } from '../../../shared/table/rewards/leaderboard-item.ts';
import { anOrder, occasionAt } from '../../support/member-ledger.ts';
import { memberNamed, runPass, town } from '../../support/sweeping.ts';

const rfm = loadProgram(rfmMembership);
const small = loadProgram(smallShop);
const ladder = loadProgram(fourTierLadder);

let place: ReturnType<typeof town>;

beforeEach(() => {
  place = town(rfm);
});

async function buys(program: Program, name: string, amount: number, at: string): Promise<void> {
  const order = anOrder(`${name}-${at}`, amount * 100, { currency: program.baseCurrency });
  await append(place.table, memberNamed(name), (state, attempts) =>
    alone(decide(state, { type: 'enter-order', order }, occasionAt(at), program, attempts)),
  );
}

async function agrees(name: string): Promise<void> {
  const member = memberNamed(name);
  const yes = { channel: 'in-app', purpose: 'publication', state: 'granted', at: 1 } as const;
  const profile = { ...noProfile(member), revision: 1, consents: [yes] };
  await place.table.put({ item: profileItem(profile), condition: 'absent' });
}

const pass = (program: Program, at: string, pages?: number) =>
  runPass(calendarRound(place.table, program), place.table, at, pages);

const titled = async (name: string) =>
  (await place.entries(name, 'awarded')).flatMap(({ rewards }) => rewards);

describe('on the first of January', () => {
  const NEW_YEAR = '2026-12-31T23:00:00Z';

  test('those who are first by the year’s points get the title, once', async () => {
    const two = { ...rfm, titles: [{ reward: 'vip-star', by: 'points', places: 2 } as const] };
    await buys(rfm, 'ann', 900, '2026-03-10T04:00:00Z');
    await buys(rfm, 'ben', 500, '2026-05-10T04:00:00Z');
    await buys(rfm, 'cem', 5_000, '2025-12-10T04:00:00Z');
    await buys(rfm, 'cem', 40, '2026-12-10T04:00:00Z');
    expect((await pass(two, NEW_YEAR)).total).toMatchObject({ visited: 3, titled: 2 });
    expect(await titled('ann')).toEqual(['vip-star']);
    expect(await titled('ben')).toEqual(['vip-star']);
    expect(await titled('cem')).toEqual([]);
    expect((await pass(two, NEW_YEAR)).total).not.toHaveProperty('titled');
  });

  test('equal points go to who bought last earlier', async () => {
    const one = { ...rfm, titles: [{ reward: 'vip-star', by: 'points', places: 1 } as const] };
    await buys(rfm, 'ann', 900, '2026-05-10T04:00:00Z');
    await buys(rfm, 'ben', 900, '2026-03-10T04:00:00Z');
    await pass(one, NEW_YEAR);
    expect([await titled('ann'), await titled('ben')]).toEqual([[], ['vip-star']]);
  });

  test('who they are stays settled where a pass broke off and figures changed since', async () => {
    const one = { ...rfm, titles: [{ reward: 'vip-star', by: 'points', places: 1 } as const] };
    await buys(rfm, 'ann', 900, '2026-05-10T04:00:00Z');
    await pass(one, NEW_YEAR);
    await buys(rfm, 'ben', 5_000, '2026-12-31T10:00:00Z');
    await pass(one, NEW_YEAR);
    expect(await titled('ben')).toEqual([]);
  });
});

describe('the leaderboard', () => {
  test('shows those alone who agreed, and is made anew each month', async () => {
    await buys(rfm, 'ann', 900, '2026-01-10T04:00:00Z');
    await buys(rfm, 'ben', 500, '2026-01-11T04:00:00Z');
    await buys(rfm, 'cem', 100, '2026-01-12T04:00:00Z');
    await agrees('ben');
    await agrees('cem');
    await pass(rfm, '2026-01-31T23:00:00Z');
    const members = async () =>
      (await readLeaderboard(place.table, '2026'))?.places.map(({ member }) => member);
    expect(await members()).toEqual([memberNamed('ben'), memberNamed('cem')]);
    await buys(rfm, 'cem', 5_000, '2026-02-12T04:00:00Z');
    await pass(rfm, '2026-02-28T23:00:00Z');
    expect(await members()).toEqual([memberNamed('cem'), memberNamed('ben')]);
    await pass(rfm, '2026-01-31T23:00:00Z');
    expect(await members()).toEqual([memberNamed('cem'), memberNamed('ben')]);
  });

  test('comes to the same in pieces of one page as in one piece', async () => {
    for (let i = 0; i < 150; i++) {
      const name = `m${String(i).padStart(3, '0')}`;
      await buys(rfm, name, 100 + i, '2026-01-10T04:00:00Z');
      await agrees(name);
    }
    await pass(rfm, '2026-01-31T23:00:00Z', 1);
    const board = await readLeaderboard(place.table, '2026');
    const names = Array.from({ length: 10 }, (_, i) => memberNamed(`m${140 + i}`));
    expect(board?.places.map(({ member }) => member).toSorted()).toEqual(names);
  });
});

describe('the list of the week', () => {
  const MONDAY = '2026-03-16T06:00:00Z';

  test('says who reached a tier, who bought most, and who went quiet', async () => {
    await buys(small, 'ann', 10, '2026-03-01T12:00:00Z');
    await buys(small, 'ann', 10, '2026-03-02T12:00:00Z');
    await buys(small, 'ann', 20, '2026-03-10T12:00:00Z');
    await buys(small, 'ben', 90, '2026-03-14T12:00:00Z');
    await buys(small, 'eve', 70, '2026-03-08T12:00:00Z');
    await buys(small, 'old', 30, '2026-02-10T12:00:00Z');
    expect((await pass(small, MONDAY)).total).toMatchObject({ visited: 4, weekListed: 1 });
    expect(await readOwnerWeek(place.table, '2026-03-16')).toMatchObject({
      from: '2026-03-08T23:00:00.000Z',
      to: '2026-03-15T23:00:00.000Z',
      tiers: [
        { tier: 'explorer', count: 1, members: [memberNamed('ben')] },
        { tier: 'regular', count: 1, members: [memberNamed('ann')] },
        { tier: 'advocate', count: 0 },
      ],
      buyers: [
        { member: memberNamed('ben'), orders: 1, spendMinor: 9_000 },
        { member: memberNamed('ann'), orders: 1, spendMinor: 2_000 },
      ],
      quiet: { count: 1, members: [memberNamed('old')] },
    });
  });

  test('is made once, with one task to go through it', async () => {
    await buys(small, 'ann', 10, '2026-03-10T12:00:00Z');
    await pass(small, MONDAY);
    expect((await pass(small, MONDAY)).total).toEqual({ visited: 1 });
    const { things } = await readOpenTasks(place.table, 10);
    expect(things.map(({ about }) => about)).toEqual([{ kind: 'owner-list', week: '2026-03-16' }]);
  });
});

test('what became of the goals is counted when the rules are looked at again, once', async () => {
  const goals = [{ measure: 'repurchase-rate', changeBps: 2_000, withinMonths: 6 } as const];
  await buys(small, 'ann', 10, '2026-03-10T12:00:00Z');
  await buys(small, 'ann', 10, '2026-03-11T12:00:00Z');
  await buys(small, 'ben', 10, '2026-02-11T12:00:00Z');
  const program = { ...small, goals };
  await pass(program, '2026-04-01T05:00:00Z', 1);
  await buys(small, 'ben', 10, '2026-03-12T12:00:00Z');
  await pass(program, '2026-04-01T05:00:00Z');
  const [day, ...more] = await readGoalDays(place.table, '2026-04-01');
  expect(more).toEqual([]);
  expect(day).toMatchObject({ counted: { goalMembers: 2, goalBuyers6: 2, goalAgain6: 1 } });
  expect((await pass(program, '2026-05-01T05:00:00Z')).began).toBe(false);
});

test('on days that bring nothing no pass is begun', async () => {
  for (const [program, at] of [
    [small, '2026-03-17T06:00:00Z'],
    [rfm, '2026-03-16T23:00:00Z'],
    [ladder, '2026-02-01T06:00:00Z'],
    [ladder, '2026-04-04T06:00:00Z'],
  ] as const) {
    expect((await pass(program, at)).began).toBe(false);
  }
});
