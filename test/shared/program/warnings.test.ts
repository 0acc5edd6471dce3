import { describe, expect, test } from 'vitest';
import { loadProgram } from '../../../shared/program/load.ts';
import { presets } from '../../../shared/program/presets.ts';
import type { ProgramDocument } from '../../../shared/program/program.ts';
import { warningsOf } from '../../../shared/program/warnings.ts';

const TODAY = '2026-11-21';
const { 'four-tier-ladder': ladder, 'rfm-membership': rfm } = presets;
if (ladder?.costs === undefined || rfm === undefined) throw new Error('presets are missing');
const { costs } = ladder;
const warned = (change: Partial<ProgramDocument>, today = TODAY) =>
  warningsOf(loadProgram({ ...ladder, ...change }), today);

describe('a program is warned of', () => {
  test('nothing, where there is nothing', () => {
    expect(warned({})).toEqual([]);
  });

  test('X’s rules that were read more than 90 days ago', () => {
    const x = { readOn: '2026-08-23' };
    expect(warned({ x })).toEqual([]);
    expect(warned({ x }, '2026-11-22')).toEqual([
      "x.readOn: X's rules were last read 91 days ago; read them again and note the day",
    ]);
  });

  test('a coupon worth less than its points at checkout, and categories without products', () => {
    expect(warningsOf(loadProgram(rfm), TODAY)).toEqual([
      'categories.sunscreen: lists no products yet, so nothing is of it; list them',
      'categories.warm-goods: lists no products yet, so nothing is of it; list them',
      'catalogue.0.points: 1000 points are worth 100.00 at checkout, and this coupon 50.00; ask less, or say why',
    ]);
  });

  test('a cost that leaves members little', () => {
    expect(warned({ costs: { ...costs, causedBps: 6_000 } })).toEqual([
      'costs.leastBps: the program costs 14.3% of the extra gross profit, less than 15%; members may find it poor',
    ]);
  });

  test('a member who at the worst costs more than he brings', () => {
    const said = warned({ adjustments: ladder.adjustments, referral: dear });
    expect(said).toHaveLength(4);
    expect(said[0]).toMatch(/^tiers\.0: at the worst a member of "explorer" costs .* a year/);
  });
});

const dear = {
  pointsForMember: 100_000,
  pointsForFriend: 0,
  validity: { months: 12 },
  afterDays: 14,
  friendsAYear: 10,
};
