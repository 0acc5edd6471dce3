import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  daysAfter,
  daysBetween,
  monthsAfter,
  weekdayOf,
  whenClocksShow,
  yearsAfter,
} from '../../../../shared/domain/time/day.ts';
import { localDay, wallClock } from '../../../../shared/domain/time/time.ts';

const shown = (day: string, minutes: number, zone: string) =>
  whenClocksShow(day, minutes, zone).map((instant) => new Date(instant).toISOString());

describe('a calendar day', () => {
  test('of a long month falls on the last of a short one', () => {
    expect(monthsAfter('2026-01-31', 1)).toBe('2026-02-28');
    expect(monthsAfter('2028-01-31', 1)).toBe('2028-02-29');
    expect(monthsAfter('2026-11-15', 14)).toBe('2028-01-15');
    expect(monthsAfter('2026-01-31', -2)).toBe('2025-11-30');
  });

  test('of 29 February is the 28th where a year has none', () => {
    expect(yearsAfter('2024-02-29', 1)).toBe('2025-02-28');
    expect(yearsAfter('2024-02-29', 4)).toBe('2028-02-29');
  });

  test('is counted over leap days and ends of years', () => {
    expect(daysAfter('2028-02-28', 2)).toBe('2028-03-01');
    expect(daysAfter('2026-01-01', -1)).toBe('2025-12-31');
    expect(daysBetween('2026-12-31', '2027-03-01')).toBe(60);
  });

  test('knows its weekday, Monday first', () => {
    expect(['2026-11-16', '2026-11-22'].map(weekdayOf)).toEqual([0, 6]);
  });
});

describe('clocks show a time of day', () => {
  test('once on most days', () => {
    expect(shown('2026-11-21', 480, 'Europe/Berlin')).toEqual(['2026-11-21T07:00:00.000Z']);
  });

  test('twice in the hour that comes again', () => {
    expect(shown('2026-10-25', 150, 'Europe/Berlin')).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-25T01:30:00.000Z',
    ]);
  });

  test('later by the hour that is skipped', () => {
    expect(shown('2026-03-29', 150, 'Europe/Berlin')).toEqual(['2026-03-29T01:30:00.000Z']);
  });

  test('in every zone, on that day', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          'Europe/Berlin',
          'America/New_York',
          'Australia/Lord_Howe',
          'Asia/Kathmandu',
        ),
        fc.integer({ min: 0, max: 1_500 }),
        fc.integer({ min: 4 * 60, max: 24 * 60 - 1 }),
        (zone, days, minutes) => {
          const day = daysAfter('2025-01-01', days);
          const [instant = 0] = whenClocksShow(day, minutes, zone);
          expect(localDay(instant, zone)).toBe(day);
          expect(wallClock(instant, zone) % 86_400_000).toBe(minutes * 60_000);
        },
      ),
    );
  });
});
