import { describe, expect, test } from 'vitest';
import { progress, reachedRank, tierAfterPurchase } from '../../../shared/domain/tier.ts';
import { ladder } from '../../support/member-ledger.ts';

describe('the way to the next tier', () => {
  test('is said as what is there, what is needed and what is missing', () => {
    expect(progress(ladder, 'explorer', { purchases: 2 })).toMatchObject({
      next: { id: 'regular' },
      conditions: [{ measure: 'purchases', have: 2, need: 3, missing: 1 }],
      percent: 66,
    });
  });

  test('begins at nothing for who has bought nothing yet', () => {
    expect(progress(ladder, null, { purchases: 0 })).toMatchObject({
      next: { id: 'explorer' },
      percent: 0,
    });
  });

  test('is never said to be complete while something is missing or the tier is not held', () => {
    expect(progress(ladder, 'explorer', { purchases: 400 })?.percent).toBe(99);
  });

  test('ends at the highest tier', () => {
    expect(progress(ladder, 'ambassador', { purchases: 30 })).toBeUndefined();
  });
});

test('nobody has a tier before the first purchase', () => {
  expect(reachedRank(ladder, { purchases: 0 })).toBe(-1);
});

test('a purchase never takes a tier away', () => {
  expect(tierAfterPurchase(ladder, 'advocate', { purchases: 2 })).toBe('advocate');
});
