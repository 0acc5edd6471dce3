import { describe, expect, test } from 'vitest';
import { addFigures, type Figures } from '../../../../shared/domain/ledger/figures.ts';
import { isLifted, monthsFalling, ordersToHalt } from '../../../../shared/domain/tiers/falling.ts';

/** Orders of months 100, 101 and so on. */
const figures = (...orders: number[]): Figures =>
  orders.map((purchases, i) => ({ month: 100 + i, purchases })).reduce(addFigures, [] as Figures);

describe('orders fall', () => {
  test.each([
    [[4, 3, 2, 1], 3],
    [[2, 1, 0, 0], 3],
    [[1, 0, 0, 0], 3],
    [[4, 3, 3, 2], 1],
    [[4, 3, 2, 2], 0],
    [[4, 3, 4, 1], 1],
    [[0, 0, 0, 0], 0],
    [[1, 2, 3, 4], 0],
  ])('with %j orders in four months for %i months in a row', (orders, months) => {
    expect(monthsFalling(figures(...orders), 103, 0)).toBe(months);
  });

  test('only from the month on in which the tier was reached', () => {
    expect(monthsFalling(figures(4, 3, 2, 1), 103, 103)).toBe(1);
    expect(monthsFalling(figures(2, 1, 0, 0), 103, 103)).toBe(1);
  });

  test('on in months of which nothing is kept, for those hold no orders', () => {
    expect(monthsFalling(figures(2, 1), 104, 0)).toBe(4);
  });

  test('for nobody who has not ordered', () => {
    expect(monthsFalling([], 103, 0)).toBe(0);
  });

  test('no more once a month has as many as the one before, or one after none', () => {
    expect([
      ordersToHalt(figures(4, 3), 102),
      ordersToHalt(figures(4, 3, 2), 102),
      ordersToHalt(figures(4, 0), 102),
      ordersToHalt(figures(4, 3, 5), 102),
    ]).toEqual([3, 1, 1, 0]);
  });
});

describe('the lock after a demotion', () => {
  test('lifts with a month that has more orders than the one before', () => {
    const lock = { tier: 'gold', since: 103 };
    expect(isLifted(lock, figures(4, 3, 2, 2))).toBe(false);
    expect(isLifted(lock, figures(4, 3, 2, 3))).toBe(true);
    expect(isLifted(lock, figures(1, 3, 2, 1, 2))).toBe(true);
  });

  test('does not lift by a month before it', () => {
    expect(isLifted({ tier: 'gold', since: 103 }, figures(1, 2, 3, 2))).toBe(false);
  });
});
