import { expect, test } from 'vitest';
import { addFigures, type Figures, MONTHS_KEPT } from '../../../../shared/domain/ledger/figures.ts';

const nothing = { purchases: 0, spendMinor: 0, points: 0, contribution: 0, interactions: 0 };
const one = (month: number) => ({ ...nothing, month, purchases: 1, spendMinor: 100, points: 1 });

test('the figures of a month add up', () => {
  const figures = [one(5), one(6), one(5)].reduce(addFigures, [] as Figures);
  expect(figures).toEqual([{ ...one(5), purchases: 2, spendMinor: 200, points: 2 }, one(6)]);
});

test('figures keep twelve complete months beside the running one', () => {
  const months = Array.from({ length: 30 }, (_, i) => one(100 + i));
  const kept = months.reduce(addFigures, [] as Figures);
  expect(kept).toHaveLength(MONTHS_KEPT);
  expect(kept[0]?.month).toBe(117);
});

test('a refund of an order long gone does not bring its month back', () => {
  const kept = addFigures([one(100)], { month: 50, purchases: -1, spendMinor: -5, points: -5 });
  expect(kept).toEqual([one(100)]);
});

test('figures of orders and of activities are told apart in one month', () => {
  const deed = { month: 5, contribution: 10, interactions: 1 };
  expect(addFigures([one(5)], deed)).toEqual([{ ...one(5), ...deed }]);
  expect(addFigures([], deed)).toEqual([{ ...nothing, ...deed }]);
});

test('the latest month is kept when it comes to nothing, lest the others count from an older one', () => {
  const refunded = { month: 113, purchases: -1, spendMinor: -100, points: -1 };
  const kept = [one(100), one(101), one(113), refunded].reduce(addFigures, [] as Figures);
  expect(kept).toEqual([one(101), { ...nothing, month: 113 }]);
  expect(addFigures(kept, { month: 100, purchases: -1 })).toEqual(kept);
});
