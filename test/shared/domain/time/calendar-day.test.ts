import { expect, test } from 'vitest';
import { bringsNothing, calendarDay } from '../../../../shared/domain/time/calendar-day.ts';
import { loadProgram } from '../../../../shared/program/load.ts';
import { fourTierLadder } from '../../../../shared/program/presets/four-tier-ladder.ts';
import { rfmMembership } from '../../../../shared/program/presets/rfm-membership.ts';
import { smallShop } from '../../../../shared/program/presets/small-shop.ts';

const ladder = loadProgram(fourTierLadder);
const rfm = loadProgram(rfmMembership);
const small = loadProgram(smallShop);

test.each([
  ['2026-03-31T21:59:59Z', undefined],
  ['2026-03-31T22:00:00Z', '2026-Q1'],
  ['2026-04-03T21:59:59Z', '2026-Q1'],
  ['2026-04-03T22:00:00Z', undefined],
  ['2026-05-01T05:00:00Z', undefined],
  ['2027-01-01T05:00:00Z', '2026-Q4'],
])('at %s shares are settled of %s', (at, quarter) => {
  expect(calendarDay(Date.parse(at), ladder).quarter).toBe(quarter);
});

test('titles are given on New Year’s Day in the program’s zone, of the year before', () => {
  expect(calendarDay(Date.parse('2026-12-31T15:59:59Z'), rfm).titles).toBeUndefined();
  const months = { name: '2026', from: 2026 * 12, to: 2026 * 12 + 11 };
  expect(calendarDay(Date.parse('2026-12-31T16:00:00Z'), rfm).titles).toEqual(months);
  expect(calendarDay(Date.parse('2027-02-01T05:00:00Z'), rfm).titles).toBeUndefined();
});

test('a leaderboard of the year has what is over of it, one of months those that are', () => {
  const at = Date.parse('2026-06-01T05:00:00Z');
  const year = 2026 * 12;
  expect(calendarDay(at, rfm).board).toEqual({ name: '2026', from: year, to: year + 4 });
  const threeMonths = {
    ...rfm,
    leaderboard: { by: 'points', window: { months: 2 }, places: 3 } as const,
  };
  expect(calendarDay(at, threeMonths).board).toEqual({
    name: '2026-05',
    from: year + 2,
    to: year + 4,
  });
});

test('a week with a change of clocks has seven days all the same', () => {
  expect(calendarDay(Date.parse('2026-03-30T05:00:00Z'), small).week).toEqual({
    day: '2026-03-30',
    from: Date.parse('2026-03-22T23:00:00Z'),
    to: Date.parse('2026-03-29T22:00:00Z'),
  });
});

test('most days bring nothing', () => {
  const days = Array.from({ length: 365 }, (_, i) => Date.UTC(2026, 0, 1 + i, 5));
  const busy = days.filter((at) => !bringsNothing(calendarDay(at, ladder)));
  expect(busy).toHaveLength(12);
});
