import { beforeEach, describe, expect, test } from 'vitest';
import { expirySweep } from '../../../functions/expire-points/sweep.ts';
import type { BusEntry } from '../../../shared/events/publish.ts';
import { pointsExpiring } from '../../../shared/events/time-events.ts';
import { ladder } from '../../support/member-ledger.ts';
import { memberNamed, runPass, town } from '../../support/sweeping.ts';

let place: ReturnType<typeof town>;
let told: BusEntry[];
beforeEach(() => {
  place = town(ladder);
  told = [];
});

function pass(at: string) {
  const sweep = expirySweep({
    table: place.table,
    program: ladder,
    tell: async (events) => {
      told.push(...events);
    },
  });
  return runPass(sweep, place.table, at);
}

describe('expiry-sweep', () => {
  // 24.90 in March 2026: 24 points for a year, so until the end of March 2027, and 50 for 90 days.
  beforeEach(() => place.buys('ann', 2_490, '2026-03-10T12:00:00Z'));

  test('tells of points 30 and 7 days before they expire, and on no other day', async () => {
    const days = [
      '2027-03-01',
      '2027-03-02',
      '2027-03-03',
      '2027-03-24',
      '2027-03-25',
      '2027-03-26',
    ];
    const warned: [string, number | undefined][] = [];
    for (const day of days) warned.push([day, (await pass(`${day}T04:00:00Z`)).total.warned]);
    expect(warned.filter(([, count]) => count !== undefined)).toEqual([
      ['2027-03-02', 1],
      ['2027-03-25', 1],
    ]);
    const details = told.map(({ detail }) => pointsExpiring.schema.parse(detail));
    expect(details).toMatchObject([
      {
        member: memberNamed('ann'),
        points: 24,
        daysBefore: 30,
        expiresAt: '2027-03-31T22:00:00.000Z',
      },
      { points: 24, daysBefore: 7, expiresAt: '2027-03-31T22:00:00.000Z' },
    ]);
  });

  test('says the same under the same id when it runs again', async () => {
    await pass('2027-03-02T04:00:00Z');
    await pass('2027-03-02T04:00:00Z');
    const [first, second] = told;
    expect(second).toEqual(first);
  });

  test('takes what has expired out of the ledger on the first, and never before', async () => {
    expect((await pass('2027-03-31T21:00:00Z')).began).toBe(false);
    expect((await place.stateOf('ann')).lots).toHaveLength(2);
    const first = await pass('2027-04-01T04:00:00Z');
    // The 50 of June 2026 were left by passes that never came.
    expect(first.total).toEqual({ visited: 1, expired: 2 });
    expect((await place.stateOf('ann')).lots).toEqual([]);
    const entries = await place.entries('ann', 'expired');
    expect(entries.map(({ points }) => points)).toEqual([50, 24]);
  });

  test('takes nothing twice', async () => {
    await pass('2027-04-01T04:00:00Z');
    const before = place.written.length;
    expect((await pass('2027-04-01T04:00:00Z')).total).toEqual({ visited: 1 });
    expect(place.written).toHaveLength(before);
  });
});
