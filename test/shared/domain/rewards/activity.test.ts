import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FIRST_ATTEMPT } from '../../../../shared/domain/ledger/cap.ts';
import type { AwardedEntry } from '../../../../shared/domain/ledger/entry.ts';
import { evolve, replay } from '../../../../shared/domain/ledger/ledger.ts';
import { type MemberState, newMember } from '../../../../shared/domain/ledger/member.ts';
import { enterActivity } from '../../../../shared/domain/rewards/activity.ts';
import { DAY, localDay } from '../../../../shared/domain/time/time.ts';
import { loadProgram } from '../../../../shared/program/load.ts';
import type { Activity } from '../../../../shared/program/program.ts';
import { activityProgram } from '../../../support/activity-program.ts';

const program = loadProgram(activityProgram);
const { pointsADay = 0, pointsAMonth = 0, contributionAMonth = 0 } = program.activityLimits;

/** A report, so many hours after the one before, of what was so many hours ago. */
interface Told {
  readonly activity: Activity;
  readonly hoursSince: number;
  readonly hoursLate: number;
}

const reports = fc.array(
  fc.record({
    activity: fc.constantFrom(...program.activities),
    hoursSince: fc.integer({ min: 0, max: 60 }),
    hoursLate: fc.integer({ min: 0, max: 200 }),
  }),
  { maxLength: 60 },
);

/** What becomes of reports, each of which comes some time after the one before. */
function entered(told: readonly Told[]) {
  let state: MemberState = newMember('m');
  let receivedAt = Date.parse('2026-03-20T12:00:00Z');
  return told.map(({ activity, hoursSince, hoursLate }, i): AwardedEntry => {
    receivedAt += hoursSince * 3_600_000;
    const occurredAt = receivedAt - hoursLate * 3_600_000;
    const report = { award: String(i), request: 'a-hash', activity, subject: 'a' };
    const occasion = { occurredAt, receivedAt, correlationId: 'a-trace' };
    const decision = enterActivity(state, report, occasion, program, FIRST_ATTEMPT);
    if (!decision.ok) throw new Error(decision.reason);
    state = evolve(state, decision.entry);
    return decision.entry;
  });
}

function sums(entries: readonly AwardedEntry[], by: (entry: AwardedEntry) => string | number) {
  const totals = new Map<string | number, { points: number; contribution: number }>();
  for (const entry of entries) {
    const total = totals.get(by(entry)) ?? { points: 0, contribution: 0 };
    total.points += entry.points;
    total.contribution += entry.figures.contribution;
    totals.set(by(entry), total);
  }
  return [...totals.values()];
}

test('activities bring no more than they may, however late they are told of', () => {
  fc.assert(
    fc.property(reports, (told) => {
      const entries = entered(told);
      const day = ({ counted, occurredAt }: AwardedEntry) =>
        counted?.day ?? localDay(occurredAt, program.timeZone);
      for (const { points } of sums(entries, day)) expect(points).toBeLessThanOrEqual(pointsADay);
      for (const { points } of sums(entries, (entry) => day(entry).slice(0, 7))) {
        expect(points).toBeLessThanOrEqual(pointsAMonth);
      }
      for (const { contribution } of sums(entries, ({ figures }) => figures.month)) {
        expect(contribution).toBeLessThanOrEqual(contributionAMonth);
      }
      expect(replay('m', entries).v).toBe(told.length);
    }),
  );
});

test('what an activity brings and what is withheld of it are what the program says', () => {
  fc.assert(
    fc.property(reports, (told) => {
      entered(told).forEach(({ points, figures, withheld }, i) => {
        const activity = told[i]?.activity;
        expect(points + (withheld?.points ?? 0)).toBe(activity?.points);
        expect(figures.contribution + (withheld?.contribution ?? 0)).toBe(activity?.contribution);
      });
    }),
  );
});

test('nothing is withheld of the first activity of a day in a month that has room', () => {
  const [checkIn] = program.activities;
  if (checkIn === undefined) throw new Error('there are no activities');
  const day = { activity: checkIn, hoursSince: DAY / 3_600_000, hoursLate: 0 };
  const entries = entered(Array.from({ length: 11 }, () => day));
  expect(entries.every(({ points, withheld }) => points === 5 && withheld === undefined)).toBe(
    true,
  );
});

test('what stands beside the limits is given whole, and takes nothing of their room', () => {
  const [first] = program.activities;
  if (first === undefined) throw new Error('the program has no activities');
  const photo = {
    ...first,
    points: 10 * pointsADay,
    limited: false,
    approval: 'operator' as const,
  };
  const told = { activity: photo, hoursSince: 0, hoursLate: 0 };
  for (const entry of entered([told])) {
    expect(entry.points).toBe(10 * pointsADay);
    expect(entry.counted).toBeUndefined();
    expect(entry.withheld).toBeUndefined();
  }
});
