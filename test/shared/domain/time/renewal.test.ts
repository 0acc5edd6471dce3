import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isQuiet } from '../../../../shared/domain/time/contact.ts';
import { habitsOf, usualHour, usualWeekday } from '../../../../shared/domain/time/habit.ts';
import { remindersOf } from '../../../../shared/domain/time/renewal.ts';
import type { Contact } from '../../../../shared/program/program.ts';
import { at, BERLIN } from '../../../support/reviewed.ts';

const rules: Contact = {
  quietFrom: '20:00',
  quietUntil: '08:00',
  promotionsADay: 3,
  emailsADay: 1,
  smsADay: 1,
  smsAWeek: 2,
  expiryWarningDays: [30, 7],
  renewalReminderDays: [1, 14, 7],
};
const unknown = { timeZone: BERLIN, hours: [], weekdays: [] };
const day = { from: 8, until: 20 };

/** Acts by hour. */
const acts = (counts: Readonly<Record<number, number>>) =>
  Array.from({ length: 24 }, (_, hour) => counts[hour] ?? 0);

const times = (...args: Parameters<typeof remindersOf>) =>
  remindersOf(...args).map(({ daysBefore, at: due }) => [daysBefore, new Date(due).toISOString()]);

describe('the hour at which somebody usually acts', () => {
  test('is the one around which most of their acts lie', () => {
    expect(usualHour(acts({ 9: 3, 17: 2, 18: 2, 19: 2 }), day)).toBe(18);
  });

  test('is ten in the morning while little is known', () => {
    expect(usualHour([], day)).toBe(10);
    expect(usualHour(acts({ 17: 2 }), day)).toBe(10);
    expect(usualHour([], { from: 12, until: 20 })).toBe(12);
  });

  test('stays within bounds, also where those lie over midnight', () => {
    expect(usualHour(acts({ 9: 4, 23: 90 }), day)).toBe(9);
    expect(usualHour(acts({ 9: 4, 23: 90 }), { from: 20, until: 6 })).toBe(23);
  });

  test('is the earliest of several', () => {
    expect(usualHour(acts({ 9: 5, 15: 5 }), day)).toBe(9);
  });
});

describe('the day of the week on which somebody usually acts', () => {
  test('is the one that stands out', () => {
    expect(usualWeekday([1, 0, 0, 4, 2, 0, 0])).toBe(3);
  });

  test('is none where little is known or two are the same', () => {
    expect(usualWeekday([])).toBeUndefined();
    expect(usualWeekday([0, 2, 0, 0, 0, 0, 0])).toBeUndefined();
    expect(usualWeekday([4, 4, 0, 0, 0, 0, 0])).toBeUndefined();
  });
});

describe('what is learned of a member', () => {
  const renewal = (renewedAt: string, periodEndedAt: string) => ({
    renewedAt: at(renewedAt),
    periodEndedAt: at(periodEndedAt),
  });

  test('is when they act by their own clocks, and how long before the end they renew', () => {
    const habits = habitsOf(
      // A Sunday evening in July, and one in December.
      [at('2026-07-12T16:30:00Z'), at('2026-12-13T17:30:00Z')],
      [
        renewal('2026-10-28T08:00:00Z', '2026-11-01T12:00:00Z'),
        renewal('2026-11-28T23:30:00Z', '2026-12-01T12:00:00Z'),
        renewal('2026-12-20T08:00:00Z', '2027-01-01T12:00:00Z'),
      ],
      BERLIN,
    );
    expect(habits).toEqual({
      timeZone: BERLIN,
      hours: acts({ 0: 1, 9: 2, 18: 2 }),
      weekdays: [0, 0, 1, 0, 0, 0, 4],
      leadDays: 4,
    });
  });

  test('is no lead where they renewed but once', () => {
    const once = [renewal('2026-10-28T08:00:00Z', '2026-11-01T12:00:00Z')];
    expect(habitsOf([], once, BERLIN)).not.toHaveProperty('leadDays');
  });
});

describe('renewal reminders', () => {
  const ending = at('2026-12-15T15:00:00Z');

  test('come so many days before the end, the first one first', () => {
    expect(times(ending, rules, unknown)).toEqual([
      [14, '2026-12-01T09:00:00.000Z'],
      [7, '2026-12-08T09:00:00.000Z'],
      [1, '2026-12-14T09:00:00.000Z'],
    ]);
  });

  test('come at the member’s hour, and on their day where it lies before the next reminder', () => {
    const habits = { ...unknown, hours: acts({ 18: 5 }), weekdays: [0, 0, 0, 9, 0, 0, 0] };
    // 3 and 10 December 2026 are Thursdays.
    expect(times(ending, rules, habits)).toEqual([
      [14, '2026-12-03T17:00:00.000Z'],
      [7, '2026-12-10T17:00:00.000Z'],
      [1, '2026-12-14T17:00:00.000Z'],
    ]);
  });

  test('wait for the day on which the member usually renews, before the next reminder', () => {
    const habits = { ...unknown, weekdays: [0, 0, 0, 9, 0, 0, 0], leadDays: 5 };
    expect(times(ending, rules, habits)).toEqual([
      [14, '2026-12-03T09:00:00.000Z'],
      [7, '2026-12-10T09:00:00.000Z'],
      [1, '2026-12-14T09:00:00.000Z'],
    ]);
    const [, second] = times(ending, rules, { ...habits, leadDays: 3 });
    expect(second).toEqual([7, '2026-12-12T09:00:00.000Z']);
  });

  test('stand at the member’s hour in weeks in which clocks change', () => {
    // Clocks in Berlin are put forward on 29 March 2026, and back on 25 October.
    const habits = { ...unknown, hours: acts({ 18: 5 }) };
    expect(times(at('2026-04-03T15:00:00Z'), rules, habits)).toEqual([
      [14, '2026-03-20T17:00:00.000Z'],
      [7, '2026-03-27T17:00:00.000Z'],
      [1, '2026-04-02T16:00:00.000Z'],
    ]);
    expect(times(at('2026-10-26T15:00:00Z'), rules, habits).at(-1)).toEqual([
      1,
      '2026-10-25T17:00:00.000Z',
    ]);
  });

  test('never come when the period is over', () => {
    const onTheDay = { ...rules, renewalReminderDays: [0] };
    const early = at('2026-12-15T08:00:00Z');
    expect(times(early, onTheDay, unknown)).toEqual([]);
    expect(times(ending, onTheDay, unknown)).toEqual([[0, '2026-12-15T09:00:00.000Z']]);
  });

  test('come before the end, in their order and out of the quiet hours, whatever the habits', () => {
    const counts = (length: number) =>
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length });
    fc.assert(
      fc.property(
        fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-01-01T00:00:00Z') }),
        counts(24),
        counts(7),
        fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kathmandu'),
        (periodEndsAt, hours, weekdays, timeZone) => {
          const habits = { timeZone, hours, weekdays };
          const due = remindersOf(periodEndsAt, rules, habits);
          expect(due).toHaveLength(3);
          for (const [i, { at: time }] of due.entries()) {
            expect(time).toBeLessThan(due[i + 1]?.at ?? periodEndsAt);
            expect(isQuiet(time, timeZone, rules)).toBe(false);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
