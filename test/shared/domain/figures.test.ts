import { expect, test } from 'vitest';
import { addFigures, type Figures, MONTHS_KEPT } from '../../../shared/domain/figures.ts';

const one = (month: number) => ({ month, purchases: 1, spendMinor: 100, points: 1 });

test('the figures of a month add up', () => {
  const figures = [one(5), one(6), one(5)].reduce(addFigures, [] as Figures);
  expect(figures).toEqual([{ month: 5, purchases: 2, spendMinor: 200, points: 2 }, one(6)]);
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
