import { describe, expect, test } from 'vitest';
import { expiryMonth, monthAt, monthStart } from '../../../../shared/domain/time/time.ts';

const month = (year: number, number: number): number => year * 12 + number - 1;

describe('a month', () => {
  test('is that of the program’s zone, not of UTC', () => {
    const instant = Date.parse('2026-10-31T23:30:00Z');
    expect(monthAt(instant, 'UTC')).toBe(month(2026, 10));
    expect(monthAt(instant, 'Europe/Berlin')).toBe(month(2026, 11));
    expect(monthAt(instant, 'America/New_York')).toBe(month(2026, 10));
  });

  test('of a moment before 1970 is right too', () => {
    expect(monthAt(Date.parse('1969-12-31T23:59:59.999Z'), 'UTC')).toBe(month(1969, 12));
  });

  test.each([
    ['Europe/Berlin', 2026, 11, '2026-10-31T23:00:00.000Z'],
    ['Europe/Berlin', 2026, 4, '2026-03-31T22:00:00.000Z'],
    ['Asia/Shanghai', 2026, 1, '2025-12-31T16:00:00.000Z'],
    ['America/New_York', 2026, 11, '2026-11-01T04:00:00.000Z'],
    ['Australia/Lord_Howe', 2026, 10, '2026-09-30T13:30:00.000Z'],
    // Samoa had no 30 December 2011.
    ['Pacific/Apia', 2012, 1, '2011-12-31T10:00:00.000Z'],
    // In Paraguay the clocks went from midnight to one o'clock as that October began.
    ['America/Asuncion', 2017, 10, '2017-10-01T04:00:00.000Z'],
  ])('in %s begins, %i-%i, at %s', (zone, year, number, instant) => {
    expect(new Date(monthStart(month(year, number), zone)).toISOString()).toBe(instant);
  });

  test.each([
    'Europe/Berlin',
    'America/Sao_Paulo',
    'Africa/Cairo',
    'Pacific/Kiritimati',
    'Asia/Kathmandu',
  ])('in %s follows the one before without a gap', (zone) => {
    for (let m = month(1990, 1); m < month(2040, 1); m++) {
      const start = monthStart(m, zone);
      expect([monthAt(start - 1, zone), monthAt(start, zone)]).toEqual([m - 1, m]);
    }
  });
});

describe('points', () => {
  const expires = (at: string, validity: { months: number } | { days: number }) =>
    expiryMonth(Date.parse(at), validity, 'Europe/Berlin');

  test('of 12 months live to the edge of the month in which the year is over', () => {
    expect(expires('2026-11-21T12:00:00Z', { months: 12 })).toBe(month(2027, 12));
  });

  test('of the last day of a month never end earlier than promised', () => {
    expect(expires('2026-01-31T12:00:00Z', { months: 1 })).toBe(month(2026, 3));
  });

  test('of 90 days live to the edge of the month in which the 90th day falls', () => {
    expect(expires('2026-03-10T12:00:00Z', { days: 90 })).toBe(month(2026, 7));
  });

  test('count days through a leap day', () => {
    expect(expires('2028-02-01T12:00:00Z', { days: 29 })).toBe(month(2028, 4));
    expect(expires('2027-02-01T12:00:00Z', { days: 27 })).toBe(month(2027, 3));
  });

  test('begin on the day that it is in the program’s zone', () => {
    expect(expires('2026-10-31T23:30:00Z', { months: 1 })).toBe(month(2027, 1));
  });
});
