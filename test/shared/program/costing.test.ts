import { describe, expect, test } from 'vitest';
import { costingOf } from '../../../shared/program/costing.ts';
import { loadProgram } from '../../../shared/program/load.ts';
import { presets } from '../../../shared/program/presets.ts';
import type { ProgramDocument } from '../../../shared/program/program.ts';
import { bareLadder } from '../../support/bare-ladder.ts';

function costed(document: ProgramDocument | undefined) {
  const costing = costingOf(loadProgram(document));
  if (costing === undefined) throw new Error('no figures');
  return costing;
}

describe('what a program costs', () => {
  test.each([
    ['four-tier-ladder', '4.72', '24.5'],
    ['points-club', '3.28', '18.2'],
    ['service-tiers', '3.75', '17.9'],
    ['rfm-membership', '7.25', '24.2'],
    ['small-shop', '2.65', '17.6'],
  ])('by %s is %s per 100 of spend, %s%% of the extra gross profit', (id, spend, share) => {
    const { costPpm, ofExtraProfitBps } = costed(presets[id]);
    // Halves are rounded up, as people do it.
    expect((Math.round(costPpm / 100) / 100).toFixed(2)).toBe(spend);
    expect((Math.round(ofExtraProfitBps / 10) / 10).toFixed(1)).toBe(share);
  });

  test('by Diamond is 24% of all cost, below its cap of 30%', () => {
    expect(costed(presets['rfm-membership']).tiers.at(-1)).toMatchObject({
      tier: 'diamond',
      pointsPpm: 14_000,
      discountPpm: 120_000,
      otherPpm: 40_000,
      costPpm: 174_000,
      ofCostBps: 2_402,
    });
  });

  test('is not known without figures', () => {
    expect(costingOf(loadProgram(bareLadder))).toBeUndefined();
  });
});

describe('what a member costs in a year at the worst', () => {
  const named = { en: 'Name', 'zh-CN': '名称' };
  const [explorer, regular] = bareLadder.tiers;
  if (explorer === undefined || regular === undefined) throw new Error('the ladder has no tiers');
  /** Two tiers, x1 and x2 with 5% off, a point worth 0.01, orders of 100.00 a month. */
  const small: ProgramDocument = {
    ...bareLadder,
    tiers: [explorer, regular],
    costs: {
      marginBps: 5_000,
      causedBps: 10_000,
      redeemedBps: 7_000,
      tiers: {
        explorer: { mixBps: 5_000, otherBps: 0 },
        regular: { mixBps: 5_000, otherBps: 0 },
      },
      typicalMonthMinor: 10_000,
    },
  };
  const worst = (more: Partial<ProgramDocument>) =>
    costed({ ...small, ...more }).tiers.map(({ worstYearMinor }) => worstYearMinor);

  test('is every point of typical orders redeemed, and every discount taken', () => {
    // 1,200.00 a year: 1% in points, and 2% with 5% off.
    expect(worst({})).toEqual([1_200, 2_400 + 6_000]);
  });

  test('takes all orders into the best campaign that is for the tier', () => {
    const campaign = {
      id: 'five',
      name: named,
      from: '2026-11-01',
      until: '2026-11-11',
      gives: { kind: 'multiplier' as const, multiplierBps: 50_000 },
      for: { fromTier: 'regular' },
    };
    expect(worst({ campaigns: [campaign] })).toEqual([1_200, 6_000 + 6_000]);
    const stacks = { ...campaign, gives: { ...campaign.gives, stacks: true } };
    expect(worst({ campaigns: [stacks] })).toEqual([1_200, 7_200 + 6_000]);
  });

  test('has every activity done to its limit', () => {
    const task = { id: 'task', name: named, points: 5, limits: { aDay: 1 } };
    const approved = { ...task, id: 'photo', approval: 'operator' as const, limited: false };
    const [plain = 0] = worst({});
    const limits = { activityLimits: { pointsAMonth: 60 } };
    expect(worst({ activities: [task], ...limits })[0]).toBe(plain + 12 * 60);
    expect(worst({ activities: [task, approved], ...limits })[0]).toBe(plain + 12 * (60 + 155));
  });

  test('counts rewards by what they cost or are worth, those of lower tiers too', () => {
    const rewards: ProgramDocument['rewards'] = [
      { id: 'gift', kind: 'item', name: named, costMinor: 900 },
      { id: 'tenth', kind: 'coupon', name: named, worth: { discountBps: 1_000 } },
      { id: 'points', kind: 'points', name: named, points: 30, pointsValidity: { days: 30 } },
      { id: 'pack', kind: 'pack', name: named, of: ['gift', 'points'] },
    ];
    const tiers = [
      { ...explorer, rewards: ['tenth'] },
      { ...regular, rewards: ['pack'], monthlyRewards: ['points'], yearlyRewards: ['gift'] },
    ];
    const [first, second] = worst({ rewards, tiers });
    expect(first).toBe(1_200 + 1_000);
    expect(second).toBe(8_400 + 1_000 + 930 + 12 * 30 + 900);
  });

  test('counts as many friends as count in a year', () => {
    const referral = {
      pointsForMember: 200,
      pointsForFriend: 100,
      validity: { months: 12 },
      afterDays: 14,
      friendsAYear: 10,
      levels: [{ friends: 3, points: 300 }],
    };
    expect(worst({ referral })[0]).toBe(1_200 + 3_000 + 300);
  });
});
