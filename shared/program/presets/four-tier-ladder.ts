import { defineProgram } from '../program.ts';
import {
  euroCurrencies,
  euros,
  lifetimeReview,
  usualContact,
  usualReferral,
  usualX,
} from './basics.ts';
import { ladderRewards } from './four-tier-ladder-rewards.ts';
import { both, drawTexts, usualConsent } from './wording.ts';

/**
 * The repeat-purchase ladder: Explorer, Regular, Advocate, Ambassador, by purchases in a lifetime.
 * One point for each 1.00 of goods, doubled from Regular on; points live 12 months. The counts are
 * the idea; what points are worth and what gifts cost is chosen so that all of it takes about a
 * quarter of the extra gross profit.
 */
export const fourTierLadder = defineProgram({
  id: 'four-tier-ladder',
  languages: ['en', 'zh-CN'],
  timeZone: 'Europe/Berlin',
  baseCurrency: 'EUR',
  currencies: euroCurrencies,
  earning: [{ kind: 'per-amount', id: 'goods', validity: { months: 12 } }],
  availableAfterDays: 0,
  overdrawn: 'debt',
  redemption: { perPointMinor: euros(1), mostOfOrderBps: 5_000 },
  adjustments: { mostPoints: 5_000, mostPointsADay: 50_000 },
  activities: [
    {
      id: 'review',
      name: both('A review on our own site', '在官网发表评价'),
      points: 50,
      interaction: true,
      visit: true,
      limits: { perSubject: 1 },
    },
  ],
  activityLimits: { pointsAMonth: 100 },
  referral: {
    ...usualReferral,
    pointsForMember: 200,
    pointsForFriend: 200,
    levels: [
      { friends: 1, rewards: ['friend-bringer'] },
      { friends: 3, points: 300 },
      { friends: 5, points: 500 },
    ],
  },
  profitShare: { fromTier: 'ambassador', shareBps: 500, mostMinor: 20_000 },
  tiers: [
    {
      id: 'explorer',
      name: both('Explorer', '探索者'),
      reach: [[{ measure: 'purchases', window: 'lifetime', atLeast: 1 }]],
      multiplierBps: 10_000,
      pointsOnReaching: { points: 50, validity: { days: 90 } },
      rewards: ['thank-you-tag', 'basic-content'],
      benefits: {
        content: both('Basic exclusive content', '基础专属内容'),
        recognition: both('Thank-you tag', '感谢标签'),
      },
    },
    {
      id: 'regular',
      name: both('Regular', '常规者'),
      reach: [[{ measure: 'purchases', window: 'lifetime', atLeast: 3 }]],
      multiplierBps: 20_000,
      rewards: ['brand-supporter-badge', 'priority-support'],
      monthlyRewards: ['monthly-draw-entry'],
      benefits: {
        content: both('Basic exclusive content', '基础专属内容'),
        recognition: both('Brand Supporter badge', '“品牌支持者”徽章'),
        support: both('Priority', '优先'),
        draw: both('One entry a month', '每月一次资格'),
      },
    },
    {
      id: 'advocate',
      name: both('Advocate', '拥护者'),
      reach: [[{ measure: 'purchases', window: 'lifetime', atLeast: 6 }]],
      multiplierBps: 20_000,
      rewards: ['advocate-badge', 'early-access', 'event-invitation', 'advocate-code'],
      monthlyRewards: ['monthly-draw-entry'],
      benefits: {
        content: both('New products 7 days ahead', '新品提前 7 天购买'),
        recognition: both('Advocate badge', '“拥护者”徽章'),
        support: both('Priority', '优先'),
        draw: both('One entry a month', '每月一次资格'),
        events: both('Invitations', '活动邀请'),
        code: both('10% off, and for 5 friends', '九折，可分享给 5 位好友'),
      },
    },
    {
      id: 'ambassador',
      name: both('Ambassador', '大使'),
      reach: [[{ measure: 'purchases', window: 'lifetime', atLeast: 11 }]],
      multiplierBps: 20_000,
      rewards: ['recognition-mark', 'co-development', 'ambassador-code'],
      monthlyRewards: ['monthly-draw-entry'],
      yearlyRewards: ['thank-you-gift'],
      benefits: {
        content: both('A say in new products', '新品共创权'),
        recognition: both('Recognition mark', '认可标识'),
        support: both('Priority', '优先'),
        draw: both('One entry a month', '每月一次资格'),
        events: both('Invitations', '活动邀请'),
        code: both('10% off, and for 10 friends', '九折，可分享给 10 位好友'),
        gift: both('A gift each year', '每年一份谢礼'),
        'profit-share': both('5% of what the own code brings', '专属优惠码所带来订单金额的 5%'),
      },
    },
  ],
  benefits: [
    { id: 'content', name: both('Products and content', '产品与内容') },
    { id: 'recognition', name: both('Recognition', '荣誉') },
    { id: 'support', name: both('Support', '客服') },
    { id: 'draw', name: both('Monthly draw', '每月抽奖') },
    { id: 'events', name: both('Events', '活动') },
    { id: 'code', name: both('Discount code', '优惠码') },
    { id: 'gift', name: both('Gift', '礼品') },
    { id: 'profit-share', name: both('Profit share', '收益分享') },
  ],
  rewards: ladderRewards,
  draws: [
    {
      when: 'monthly',
      id: 'monthly-draw',
      name: both('Draw of the month', '每月抽奖'),
      prizes: [{ reward: 'draw-prize', winners: 3 }],
      ...drawTexts,
    },
  ],
  review: lifetimeReview,
  churn: {
    afterDays: 30,
    offers: [
      { afterDays: 0, rewards: ['win-back-coupon'], channels: ['in-app', 'email'] },
      { afterDays: 14, channels: ['in-app', 'email'] },
    ],
  },
  contact: usualContact,
  enrolment: { joins: 'automatic', consent: usualConsent },
  costs: {
    marginBps: 5_500,
    causedBps: 3_500,
    redeemedBps: 7_000,
    tiers: {
      explorer: { mixBps: 4_000, otherBps: 200 },
      regular: { mixBps: 3_000, otherBps: 350 },
      advocate: { mixBps: 2_000, otherBps: 500 },
      ambassador: { mixBps: 1_000, otherBps: 750 },
    },
    typicalMonthMinor: 10_000,
  },
  x: usualX,
});
