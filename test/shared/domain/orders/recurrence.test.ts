import { describe, expect, test } from 'vitest';
import { fallsOn } from '../../../../shared/domain/orders/recurrence.ts';
import type { Recurrence } from '../../../../shared/program/program.ts';

/** The days of a month on which a recurrence falls. */
const daysIn = (recurrence: Recurrence, month: string): number[] =>
  Array.from({ length: 31 }, (_, i) => i + 1).filter((day) => {
    const written = `${month}-${String(day).padStart(2, '0')}`;
    return new Date(written).toISOString().startsWith(written) && fallsOn(recurrence, written);
  });

describe('a recurrence', () => {
  test.each<[Recurrence, string, number[]]>([
    [{ every: 'month', day: 15 }, '2026-11', [15]],
    [{ every: 'month', day: 31 }, '2026-11', [30]],
    [{ every: 'month', day: 30 }, '2027-02', [28]],
    [{ every: 'month', day: 31 }, '2028-02', [29]],
    [{ every: 'month-week', week: 1, weekday: 'friday' }, '2026-11', [6]],
    [{ every: 'month-week', week: 1, weekday: 'sunday' }, '2026-11', [1]],
    [{ every: 'month-week', week: 4, weekday: 'sunday' }, '2026-11', [22]],
    [{ every: 'month-week', week: 'last', weekday: 'sunday' }, '2026-11', [29]],
    [{ every: 'month-week', week: 'last', weekday: 'monday' }, '2026-11', [30]],
    [{ every: 'week', weekday: 'wednesday' }, '2026-11', [4, 11, 18, 25]],
    [{ every: 'year', from: '11-10', until: '11-12' }, '2026-11', [10, 11, 12]],
    [{ every: 'year', from: '12-30', until: '01-02' }, '2027-01', [1, 2]],
    [{ every: 'year', from: '12-30', until: '01-02' }, '2026-12', [30, 31]],
  ])('%j falls in %s on %j', (recurrence, month, days) => {
    expect(daysIn(recurrence, month)).toEqual(days);
  });
});
