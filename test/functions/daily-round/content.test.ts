import { beforeEach, expect, test } from 'vitest';
import { dailyRound } from '../../../functions/daily-round/sweep.ts';
import type { BusEntry } from '../../../shared/events/publish.ts';
import { contentDue } from '../../../shared/events/time-events.ts';
import { loadProgram } from '../../../shared/program/load.ts';
import { pointsClub } from '../../../shared/program/presets/points-club.ts';
import { serviceTiers } from '../../../shared/program/presets/service-tiers.ts';
import type { Program } from '../../../shared/program/program.ts';
import { grantItem } from '../../../shared/table/rewards/grant-item.ts';
import { withAccountant } from '../../support/accountant.ts';
import { memberNamed, runPass, town } from '../../support/sweeping.ts';

const service = loadProgram(serviceTiers);

let place: ReturnType<typeof town>;
let told: BusEntry[];

beforeEach(() => {
  place = town(service);
  told = [];
});

const round = (program: Program, at: string, table = place.table) =>
  runPass(
    dailyRound(table, program, async (events) => {
      told.push(...events);
    }),
    table,
    at,
  );

const THURSDAY = '2026-06-11T05:00:00Z';

test('what the calendar brings is told under the same id, however often the round runs', async () => {
  await place.buys('ann', 2_000, '2026-06-01T12:00:00Z');
  const before = place.written.length;
  expect((await round(service, THURSDAY)).total).toEqual({ visited: 1, offersTold: 1 });
  await round(service, THURSDAY);
  const ids = told.map(({ detail }) => contentDue.schema.parse(detail).id);
  const id = `${memberNamed('ann')}.offer.offer-of-the-week.2026-06-11`;
  expect(ids).toEqual([id, id]);
  expect(place.written).toHaveLength(before);
});

test('nothing is told, and nothing read besides, where nothing is due', async () => {
  for (let i = 0; i < 1_000; i++)
    await place.buys(`m${String(i).padStart(4, '0')}`, 2_000, '2026-06-01T12:00:00Z');
  const { table, bill } = withAccountant(place.table);
  await round(service, THURSDAY, table);
  expect(told).toHaveLength(1_000);
  expect(bill.readUnits / 1_000).toBeLessThanOrEqual(0.55);
  expect(bill.writeUnits).toBe(0);
  told = [];
  await round(service, '2026-06-12T05:00:00Z', table);
  expect(told).toEqual([]);
});

test('the monthly note says points and tier as they are', async () => {
  const club = loadProgram(pointsClub);
  place = town(club);
  await place.buys('ann', 2_000, '2026-05-20T12:00:00Z');
  expect((await round(club, '2026-06-01T05:00:00Z')).total).toMatchObject({ statusTold: 1 });
  expect(told[0]?.detail).toMatchObject({ kind: 'status', points: 120, tier: 'member' });
});

test('of an event with places only those are reminded who have one', async () => {
  const text = { en: 'Salon', 'zh-CN': '沙龙' };
  const salon = {
    id: 'salon',
    name: text,
    on: '2026-06-13',
    at: '19:00',
    where: text,
    for: {},
    place: 'salon-place',
    remindDays: [1],
  };
  const program: Program = { ...service, events: [salon] };
  for (const name of ['ann', 'ben']) await place.buys(name, 2_000, '2026-06-01T12:00:00Z');
  const item = grantItem({
    member: memberNamed('ben'),
    reward: 'salon-place',
    kind: 'place',
    fact: 'a-fact',
    grantedAt: '2026-06-02T12:00:00.000Z',
  });
  await place.table.put({ item, condition: 'absent' });
  await round(program, '2026-06-12T05:00:00Z');
  expect(told.map(({ detail }) => detail)).toEqual([
    expect.objectContaining({ member: memberNamed('ben'), of: 'salon', daysBefore: 1 }),
  ]);
});
