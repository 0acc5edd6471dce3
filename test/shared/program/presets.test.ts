import { describe, expect, test } from 'vitest';
import { loadProgram } from '../../../shared/program/load.ts';
import { presets } from '../../../shared/program/presets.ts';
import type { Program } from '../../../shared/program/program.ts';

function preset(id: string): Program {
  return loadProgram(presets[id]);
}

const multipliers = ({ tiers }: Program) =>
  tiers.map(({ id, multiplierBps }) => [id, multiplierBps / 10_000]);
const discounts = ({ tiers }: Program) => tiers.map(({ discountBps }) => discountBps / 100);
const rewardOf = ({ rewards }: Program, id: string) => rewards.find((reward) => reward.id === id);

test('there is a preset for each of the five systems, and each passes every check', () => {
  expect(Object.keys(presets)).toEqual([
    'four-tier-ladder',
    'points-club',
    'service-tiers',
    'rfm-membership',
    'small-shop',
  ]);
  for (const id of Object.keys(presets)) expect(preset(id).id).toBe(id);
});

test('a preset is loaded from what was checked as from what was written', () => {
  for (const id of Object.keys(presets)) {
    const { version, ...rules } = preset(id);
    expect(loadProgram(JSON.parse(JSON.stringify(rules))).version).toBe(version);
  }
});

test.each(Object.keys(presets))('%s pays for no action on X', (id) => {
  const { x, activities } = preset(id);
  expect(x?.approval).toBeUndefined();
  expect(activities.filter(({ on }) => on === 'x')).toEqual([]);
});

test.each(Object.keys(presets))('%s keeps the limits on messages, and reminds in time', (id) => {
  expect(preset(id)).toMatchObject({
    contact: {
      quietFrom: '20:00',
      quietUntil: '08:00',
      promotionsADay: 3,
      expiryWarningDays: [30, 7],
      renewalReminderDays: [14, 7, 1],
    },
    churn: { afterDays: 30, holdOutBps: 1_000 },
    reviewEveryMonths: 3,
    availableAfterDays: 0,
    overdrawn: 'debt',
    redemption: { mostOfOrderBps: 5_000 },
    referral: { afterDays: 14, friendsAYear: 10 },
    costs: { leastBps: 1_500, mostBps: 2_500 },
  });
});

describe('four-tier-ladder', () => {
  const ladder = preset('four-tier-ladder');

  test('reaches its tiers at 1, 3, 6 and 11 purchases', () => {
    const numbers = ladder.tiers.map(({ id, reach, multiplierBps, pointsOnReaching }) => [
      id,
      reach[0]?.[0]?.atLeast,
      multiplierBps / 10_000,
      pointsOnReaching?.points ?? 0,
    ]);
    expect(numbers).toEqual([
      ['explorer', 1, 1, 50],
      ['regular', 3, 2, 0],
      ['advocate', 6, 2, 0],
      ['ambassador', 11, 2, 0],
    ]);
  });

  test('gives codes to share with 5 and with 10 friends, a gift and a share of the profit', () => {
    expect(rewardOf(ladder, 'advocate-code')).toMatchObject({
      worth: { discountBps: 1_000 },
      uses: 1,
      friends: 5,
      validFor: { days: 90 },
    });
    expect(rewardOf(ladder, 'ambassador-code')).toMatchObject({ friends: 10 });
    expect(ladder.tiers[3]?.yearlyRewards).toEqual(['thank-you-gift']);
    expect(rewardOf(ladder, 'thank-you-gift')).toMatchObject({ costMinor: 1_500 });
    expect(ladder.profitShare).toEqual({
      fromTier: 'ambassador',
      shareBps: 500,
      mostMinor: 20_000,
    });
  });

  test('rewards friends on both sides, and more for 1, 3 and 5 of them', () => {
    expect(ladder.referral).toMatchObject({
      pointsForMember: 200,
      pointsForFriend: 200,
      levels: [
        { friends: 1, rewards: ['friend-bringer'] },
        { friends: 3, points: 300 },
        { friends: 5, points: 500 },
      ],
    });
  });

  test('enters everybody from Regular on in the draw of each month', () => {
    expect(ladder.tiers.map(({ monthlyRewards }) => monthlyRewards.length)).toEqual([0, 1, 1, 1]);
  });
});

describe('points-club', () => {
  const club = preset('points-club');

  test('reaches its tiers at 500 and 2,000 points, which multiply by 1.25 and 1.5', () => {
    expect(multipliers(club)).toEqual([
      ['member', 1],
      ['insider', 1.25],
      ['vip', 1.5],
    ]);
    expect(club.tiers.slice(1).map(({ reach }) => reach)).toEqual(
      [500, 2_000].map((atLeast) => [[{ measure: 'points', window: { months: 12 }, atLeast }]]),
    );
  });

  test('sells for points, and for points and cash', () => {
    expect(
      Object.fromEntries(club.catalogue.map(({ reward, points }) => [reward, points])),
    ).toEqual({
      'trial-draw-entry': 100,
      'premium-content': 200,
      'travel-size': 300,
      'club-edition': 500,
      'feature-month': 1_000,
      merchandise: 1_500,
    });
    expect(club.catalogue.find(({ cash }) => cash !== undefined)).toMatchObject({
      reward: 'club-edition',
      cash: { EUR: 1_000 },
    });
  });

  test('lets activities bring at most 50 points a month', () => {
    expect(club.activityLimits).toEqual({ pointsAMonth: 50 });
    expect(club.activities.map(({ id, points }) => [id, points])).toEqual([
      ['review', 25],
      ['photo', 25],
      ['quiz', 5],
    ]);
  });

  test('doubles points on the first Friday, and twice a year for 50,000 points', () => {
    expect(club.campaigns).toMatchObject([
      { on: { week: 1, weekday: 'friday' }, for: { fromTier: 'insider' } },
      { budget: { points: { units: 50_000 } } },
      { budget: { points: { units: 50_000 } } },
    ]);
  });
});

describe('service-tiers', () => {
  const service = preset('service-tiers');

  test('asks for spend and frequency, or for contribution with fewer orders', () => {
    const paths = service.tiers.map(({ reach }) =>
      reach.map((path) => path.map(({ measure, atLeast }) => [measure, atLeast])),
    );
    const either = (spend: number, often: number, contribution: number, fewer: number) => [
      [
        ['spend', spend],
        ['purchases', often],
      ],
      [
        ['contribution', contribution],
        ['purchases', fewer],
      ],
    ];
    expect(paths).toEqual([
      [[['purchases', 1]]],
      either(30_000, 3, 300, 1),
      either(100_000, 6, 800, 3),
    ]);
  });

  test('takes 0, 3 and 6% off, and answers within a day, 4 hours and 30 minutes', () => {
    expect(discounts(service)).toEqual([0, 3, 6]);
    const minutes = service.rewards.flatMap((reward) =>
      reward.kind === 'entitlement' ? (reward.answerMinutes ?? []) : [],
    );
    expect(minutes).toEqual([1_440, 240, 30]);
  });

  test('takes whoever took part four times in three months into its club', () => {
    expect(service.clubs[0]?.reach).toEqual([
      [{ measure: 'interactions', window: { months: 2 }, atLeast: 4, on: 'own' }],
    ]);
  });
});

describe('rfm-membership', () => {
  const rfm = preset('rfm-membership');

  test('speaks Chinese first, and earns one point for 10 yuan, worth 0.10', () => {
    expect(rfm.languages[0]).toBe('zh-CN');
    expect(rfm.currencies.CNY).toEqual({ perPointMinor: 1_000, worthBaseMinor: 1_000 });
    expect(rfm.redemption.perPointMinor).toEqual({ CNY: 10 });
    expect(rfm.catalogue).toMatchObject([{ reward: 'coupon-50', points: 1_000 }]);
  });

  test('takes 2, 5, 10 and 12% off, and multiplies by 1, 1.2, 1.5 and 2', () => {
    expect(discounts(rfm)).toEqual([2, 5, 10, 12]);
    expect(multipliers(rfm).map(([, times]) => times)).toEqual([1, 1.2, 1.5, 2]);
  });

  test('brings 0, 1, 2 and 3 places at events a month', () => {
    expect(rfm.tiers.map(({ monthlyRewards }) => monthlyRewards.length)).toEqual([0, 1, 2, 3]);
  });

  test('multiplies by five in all from Gold on at Double 11, within its budget', () => {
    expect(rfm.campaigns.find(({ id }) => id === 'double-11-2026')).toMatchObject({
      from: '2026-11-01',
      until: '2026-11-11',
      for: { fromTier: 'gold' },
      gives: { multiplierBps: 50_000, stacks: false },
      budget: { points: { units: 2_000_000 } },
    });
  });

  test('lets daily tasks bring 10 points a day and 60 a month, beside chosen photos', () => {
    expect(rfm.activityLimits).toEqual({ pointsADay: 10, pointsAMonth: 60 });
    expect(rfm.activities.find(({ limited }) => !limited)).toMatchObject({
      points: 100,
      approval: 'operator',
      limits: { aMonth: 2 },
    });
  });

  test('tells after two falling months, takes a tier after three, and lends Gold for 60 days', () => {
    expect(rfm.review).toMatchObject({
      demotes: true,
      graceMonths: 1,
      fallingMonths: 3,
      fallingFromTier: 'silver',
    });
    expect(rfm.churn).toMatchObject({
      minimumSpendMinor: 30_000,
      highValue: { call: true, lend: { tier: 'gold', days: 60 } },
    });
  });
});

test('growing from small-shop into the ladder moves nobody, and loses nobody’s tier', () => {
  const reached = (id: string) => preset(id).tiers.map(({ id, reach }) => ({ id, reach }));
  expect(reached('four-tier-ladder').slice(0, 3)).toEqual(reached('small-shop'));
  expect(multipliers(preset('small-shop')).map(([, times]) => times)).toEqual([1, 1.5, 2]);
});
