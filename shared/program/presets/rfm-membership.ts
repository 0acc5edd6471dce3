import { defineProgram } from '../program.ts';
import { monthlyReview, usualContact, usualReferral, usualX } from './basics.ts';
import { rfmActivities } from './rfm-membership-activities.ts';
import { rfmRewards } from './rfm-membership-rewards.ts';
import { memberDay, seasonsOf } from './rfm-membership-seasons.ts';
import { rfmBenefits, rfmTiers } from './rfm-membership-tiers.ts';
import { both, usualConsent } from './wording.ts';

/**
 * Membership by recency, frequency and spend: Normal, Silver, Gold, Diamond, reviewed each month.
 * One point for each 10.00 of goods, worth 0.10 at checkout: the discounts are the larger part of
 * what it costs, so a richer rate would take half of the extra profit.
 */
export const rfmMembership = defineProgram({
  id: 'rfm-membership',
  languages: ['zh-CN', 'en'],
  timeZone: 'Asia/Shanghai',
  baseCurrency: 'CNY',
  currencies: { CNY: { perPointMinor: 1_000, worthBaseMinor: 1_000 } },
  categories: { sunscreen: [], 'warm-goods': [] },
  earning: [
    { kind: 'per-amount', id: 'goods', validity: { months: 24 } },
    { kind: 'first-purchase', id: 'first-purchase', points: 50, validity: { months: 24 } },
    {
      kind: 'milestone',
      id: 'spent-1000',
      name: both('1,000 yuan spent', '累计消费满 1000 元'),
      points: 100,
      validity: { months: 24 },
      reached: { spendMinor: 100_000 },
    },
    {
      kind: 'milestone',
      id: 'spent-5000',
      name: both('5,000 yuan spent', '累计消费满 5000 元'),
      points: 200,
      validity: { months: 24 },
      reached: { spendMinor: 500_000 },
    },
  ],
  availableAfterDays: 0,
  overdrawn: 'debt',
  redemption: { perPointMinor: { CNY: 10 }, mostOfOrderBps: 5_000 },
  adjustments: { mostPoints: 5_000, mostPointsADay: 50_000 },
  activities: rfmActivities,
  activityLimits: { pointsADay: 10, pointsAMonth: 60 },
  referral: {
    ...usualReferral,
    pointsForMember: 20,
    pointsForFriend: 20,
    friendsAMonth: 3,
    rewardsForMember: ['limited-product-right'],
  },
  campaigns: [memberDay, ...seasonsOf(2026), ...seasonsOf(2027)],
  segments: [
    {
      id: 'content-contributor',
      name: both('Content contributor', '内容贡献者'),
      all: [
        {
          is: 'at-least',
          condition: { measure: 'contribution', window: { months: 3 }, atLeast: 30 },
        },
      ],
      tag: true,
    },
    {
      id: 'social-star',
      name: both('Social star', '社交达人'),
      all: [
        {
          is: 'at-least',
          condition: { measure: 'interactions', window: { months: 3 }, atLeast: 30 },
        },
      ],
      tag: true,
    },
    {
      id: 'high-value',
      name: both('High value', '高价值会员'),
      all: [{ is: 'at-least', condition: { measure: 'score', of: ['monetary'], atLeast: 4 } }],
    },
  ],
  catalogue: [{ reward: 'coupon-50', points: 1_000 }],
  draws: [
    {
      when: 'sign-in',
      id: 'sign-in-surprise',
      name: both('A surprise at sign-in', '登录惊喜'),
      prizes: [
        { reward: 'surprise-points', chanceBps: 500 },
        { reward: 'surprise-coupon', chanceBps: 100 },
        { reward: 'surprise-gift', chanceBps: 5 },
      ],
      rules: both(
        'Signing in enters you once a day; several accounts of one person count as one. Nothing more is given once the prizes of a month have cost 5,000 yuan.',
        '每天首次登录自动参与一次，同一人的多个账户视为一个。当月奖品总成本达到 5000 元后不再发放。',
      ),
      freeEntry: both(
        'No purchase is needed. Whoever is no member can take part through the form of the draw, once a day and at the same chances.',
        '无需购买。非会员可通过抽奖表单参与，每天一次，中奖机会相同。',
      ),
      budgetMinor: { units: 500_000, slices: 1 },
    },
    {
      when: 'monthly',
      id: 'christmas-draw',
      name: both('Christmas draw', '圣诞抽奖'),
      prizes: [{ reward: 'christmas-gift', winners: 10 }],
      rules: both(
        'Entries of a calendar month take part in its draw. One person is one entrant and wins once at the most; several accounts of one person count as one.',
        '当月的抽奖资格参与当月抽奖。每人只能以一个身份参与，最多中奖一次，同一人的多个账户视为一个。',
      ),
      odds: both(
        'Every entry has the same chance: ten prizes divided by the number of entries. With 1,000 entries that is 1 in 100 for each.',
        '每个抽奖资格的中奖机会相同：十份奖品除以抽奖资格总数。例如 1,000 个资格时，每个资格的中奖机会为百分之一。',
      ),
      freeEntry: both(
        'No purchase is needed. Fill in the form of the draw, once a day: each form is one entry, as good as any other.',
        '无需购买。每天可填写一次抽奖表单，每份表单等于一个抽奖资格，与其他资格机会相同。',
      ),
    },
  ],
  scores: {
    recencyDays: [30, 60, 90, 180],
    purchases: [2, 3, 5, 9],
    spendMinor: [30_000, 100_000, 200_000, 1_000_000],
  },
  tiers: rfmTiers,
  benefits: rfmBenefits,
  rewards: rfmRewards,
  review: { ...monthlyReview, graceMonths: 1, fallingMonths: 3, fallingFromTier: 'silver' },
  churn: {
    afterDays: 30,
    offers: [{ afterDays: 0, rewards: ['return-coupon'], channels: ['email', 'sms'] }],
    minimumSpendMinor: 30_000,
    highValue: { segment: 'high-value', lend: { tier: 'gold', days: 60 } },
  },
  occasions: {
    birthday: ['birthday-pack'],
    anniversaries: [
      { years: 1, rewards: ['engraved-gift'] },
      { years: 3, rewards: ['lifetime-discount-card'] },
    ],
  },
  donation: { reward: 'donation', amountMinor: 100, mostAMonthMinor: 1_000_000 },
  titles: [{ reward: 'vip-star', by: 'points', places: 10 }],
  contact: usualContact,
  enrolment: { joins: 'automatic', consent: usualConsent },
  leaderboard: { by: 'points', window: 'calendar-year', places: 10 },
  costs: {
    marginBps: 6_000,
    causedBps: 5_000,
    redeemedBps: 7_000,
    tiers: {
      normal: { mixBps: 4_500, otherBps: 60 },
      silver: { mixBps: 2_500, otherBps: 60 },
      gold: { mixBps: 2_000, otherBps: 100 },
      diamond: { mixBps: 1_000, otherBps: 400 },
    },
    typicalMonthMinor: 60_000,
    tierMostBps: { diamond: 3_000 },
  },
  x: usualX,
});
