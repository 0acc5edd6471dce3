import { describe, expect, test } from 'vitest';
import {
  progress,
  reachedRank,
  type Standing,
  tierAfterPurchase,
} from '../../../../shared/domain/tiers/tier.ts';
import { monthAt } from '../../../../shared/domain/time/time.ts';
import { loadProgram } from '../../../../shared/program/load.ts';
import type { ProgramDocument } from '../../../../shared/program/program.ts';
import { bareLadder } from '../../../support/bare-ladder.ts';
import { anOrder, ladder, memberLedger } from '../../../support/member-ledger.ts';

const now = Date.parse('2026-11-21T12:00:00Z');
const month = monthAt(now, 'Europe/Berlin');

function standing(more: Partial<Standing> = {}): Standing {
  return { purchases: 0, spendMinor: 0, figures: [], lastOrderAt: 0, now, month, ...more };
}

const figures = (ago: number, purchases: number, spendMinor = 0, points = 0) => ({
  month: month - ago,
  purchases,
  spendMinor,
  points,
  contribution: 0,
  interactions: 0,
});

/** The ladder, with another way to its second tier. */
function withSecond(reach: ProgramDocument['tiers'][number]['reach'], more: object = {}) {
  const [first, second] = bareLadder.tiers;
  if (first === undefined || second === undefined) throw new Error('the ladder has no tiers');
  return loadProgram({ ...bareLadder, ...more, tiers: [first, { ...second, reach }] });
}

const scores = {
  recencyDays: [30, 60, 90, 180],
  purchases: [2, 3, 5, 9],
  spendMinor: [30_000, 100_000, 200_000, 1_000_000],
};

describe('the way to the next tier', () => {
  test('is said as what is there, what is needed and what is missing', () => {
    expect(progress(ladder, 'explorer', standing({ purchases: 2 }))).toMatchObject({
      next: { id: 'regular' },
      conditions: [{ measure: 'purchases', have: 2, need: 3, missing: 1 }],
      percent: 66,
    });
  });

  test('begins at nothing for who has bought nothing yet', () => {
    expect(progress(ladder, null, standing())).toMatchObject({ percent: 0 });
  });

  test('is never said to be complete while something is missing or the tier is not held', () => {
    expect(progress(ladder, 'explorer', standing({ purchases: 400 }))?.percent).toBe(99);
  });

  test('ends at the highest tier', () => {
    expect(progress(ladder, 'ambassador', standing({ purchases: 30 }))).toBeUndefined();
  });

  test('is the nearest where there are several, by the condition furthest behind on it', () => {
    const program = withSecond([
      [{ measure: 'purchases', window: 'lifetime', atLeast: 10 }],
      [
        { measure: 'spend', window: 'lifetime', atLeast: 30_000 },
        { measure: 'purchases', window: 'lifetime', atLeast: 3 },
      ],
    ]);
    const way = progress(program, 'explorer', standing({ purchases: 2, spendMinor: 15_000 }));
    expect(way?.percent).toBe(50);
    expect(way?.conditions.map(({ missing }) => missing)).toEqual([15_000, 1]);
  });
});

describe('a tier', () => {
  test('is nobody’s before the first purchase', () => {
    expect(reachedRank(ladder, standing())).toBe(-1);
  });

  test('is never taken away by a purchase', () => {
    expect(tierAfterPurchase(ladder, 'advocate', standing({ purchases: 2 }))).toBe('advocate');
  });

  test('asks for all conditions of a path, and for one path', () => {
    const program = withSecond([
      [
        { measure: 'spend', window: 'lifetime', atLeast: 30_000 },
        { measure: 'purchases', window: 'lifetime', atLeast: 3 },
      ],
      [{ measure: 'points', window: { months: 12 }, atLeast: 500 }],
    ]);
    const rank = (more: Partial<Standing>) => reachedRank(program, standing(more));
    expect(rank({ purchases: 2, spendMinor: 40_000 })).toBe(0);
    expect(rank({ purchases: 3, spendMinor: 30_000 })).toBe(1);
    expect(rank({ purchases: 1, figures: [figures(0, 1, 0, 500)] })).toBe(1);
  });

  test('counts a window of months from the running one back', () => {
    const program = withSecond([[{ measure: 'purchases', window: { months: 3 }, atLeast: 5 }]]);
    const rank = (ago: number) =>
      reachedRank(program, standing({ purchases: 5, figures: [figures(ago, 5)] }));
    expect([0, 3, 4].map(rank)).toEqual([1, 1, 0]);
  });

  test('counts a calendar year from its January', () => {
    const program = withSecond([[{ measure: 'spend', window: 'calendar-year', atLeast: 10_000 }]]);
    const rank = (ago: number) =>
      reachedRank(program, standing({ purchases: 1, figures: [figures(ago, 1, 10_000)] }));
    // November: ten months back is January, eleven is the December before.
    expect([10, 11].map(rank)).toEqual([1, 0]);
  });

  test('by scores is reached by recent, frequent and large orders', () => {
    const program = withSecond(
      [
        [
          { measure: 'score', of: ['recency', 'frequency', 'monetary'], atLeast: 8 },
          { measure: 'score', of: ['frequency'], atLeast: 2 },
        ],
      ],
      { scores },
    );
    const rank = (purchases: number, spendMinor: number, days: number) =>
      reachedRank(
        program,
        standing({
          purchases,
          figures: [figures(1, purchases, spendMinor)],
          lastOrderAt: now - days * 86_400_000,
        }),
      );
    // 5 + 2 + 1 is 8; a month later the order is worth one score less; one large order is not two.
    expect(rank(2, 20_000, 30)).toBe(1);
    expect(rank(2, 20_000, 31)).toBe(0);
    expect(rank(1, 1_000_000, 1)).toBe(0);
  });

  test('by a score of orders or of spend is told as orders and spend', () => {
    const program = withSecond(
      [
        [
          { measure: 'score', of: ['recency', 'frequency', 'monetary'], atLeast: 11 },
          { measure: 'score', of: ['frequency'], atLeast: 3 },
          { measure: 'score', of: ['monetary'], atLeast: 4 },
        ],
      ],
      { scores },
    );
    const two = standing({
      purchases: 2,
      figures: [figures(1, 2, 110_000)],
      lastOrderAt: now,
    });
    expect(progress(program, 'explorer', two)?.conditions).toEqual([
      { measure: 'score', have: 10, need: 11, missing: 1 },
      { measure: 'purchases', have: 2, need: 3, missing: 1 },
      { measure: 'spend', have: 110_000, need: 200_000, missing: 90_000 },
    ]);
  });

  test('is reached with the very order that fulfils its condition', () => {
    const ledger = memberLedger(
      withSecond([[{ measure: 'spend', window: { months: 12 }, atLeast: 30_000 }]]),
    );
    ledger.order(anOrder('1', 29_999));
    expect(ledger.state.tier).toBe('explorer');
    ledger.order(anOrder('2', 1));
    expect(ledger.state.tier).toBe('regular');
  });
});
