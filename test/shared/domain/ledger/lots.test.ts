import { describe, expect, test } from 'vitest';
import { move, spendable, take } from '../../../../shared/domain/ledger/lots.ts';

const lots = [
  { expires: 10, points: 5 },
  { expires: 11, points: 7 },
  { expires: 12, points: 9 },
];

describe('lots', () => {
  test('of a month that has come count for nothing', () => {
    expect(spendable(lots, 9)).toBe(21);
    expect(spendable(lots, 10)).toBe(16);
    expect(spendable(lots, 12)).toBe(0);
  });

  test('give what expires soonest first', () => {
    expect(take(lots, 8, 9)).toEqual({
      movements: [
        { expires: 10, points: -5 },
        { expires: 11, points: -3 },
      ],
      missing: 0,
    });
  });

  test('give from a preferred month before that', () => {
    expect(take(lots, 11, 9, 12).movements).toEqual([
      { expires: 12, points: -9 },
      { expires: 10, points: -2 },
    ]);
  });

  test('never give what has expired, not even from the preferred month', () => {
    expect(take(lots, 20, 10, 10)).toEqual({
      movements: [
        { expires: 11, points: -7 },
        { expires: 12, points: -9 },
      ],
      missing: 4,
    });
  });

  test('are kept in order, one a month, and none empty', () => {
    const moved = move(lots, [
      { expires: 9, points: 1 },
      { expires: 11, points: -7 },
      { expires: 12, points: 1 },
    ]);
    expect(moved).toEqual([
      { expires: 9, points: 1 },
      { expires: 10, points: 5 },
      { expires: 12, points: 10 },
    ]);
  });
});
