import { defineProgram } from '../program.ts';
import {
  euroCurrencies,
  euros,
  monthlyReview,
  usualContact,
  usualReferral,
  usualX,
} from './basics.ts';
import { clubRewards } from './points-club-rewards.ts';
import { both, drawTexts, usualConsent } from './wording.ts';

const doublePoints = { kind: 'multiplier' as const, multiplierBps: 20_000 };

/**
 * A points club: Member, Insider, VIP, by the points that orders of the last twelve months earned.
 * Points buy things from a catalogue; orders bring far more of them than anything else does.
 */
export const pointsClub = defineProgram({
  id: 'points-club',
  languages: ['en', 'zh-CN'],
  timeZone: 'Europe/Berlin',
  baseCurrency: 'EUR',
  currencies: euroCurrencies,
  earning: [
    { kind: 'per-amount', id: 'goods', validity: { months: 12 } },
    { kind: 'first-purchase', id: 'first-purchase', points: 100, validity: { months: 12 } },
  ],
  availableAfterDays: 0,
  overdrawn: 'debt',
  redemption: { perPointMinor: euros(2), mostOfOrderBps: 5_000 },
  adjustments: { mostPoints: 5_000, mostPointsADay: 50_000 },
  activities: [
    {
      id: 'review',
      name: both('A review on our own site', '在官网发表评价'),
      points: 25,
      interaction: true,
      visit: true,
      limits: { perSubject: 1 },
    },
    {
      id: 'photo',
      name: both('A photo on our own site', '在官网分享照片'),
      points: 25,
      interaction: true,
      visit: true,
      limits: { perSubject: 1 },
    },
    {
      id: 'quiz',
      name: both('A poll or quiz on our own site', '参加官网投票或问答'),
      points: 5,
      interaction: true,
      visit: true,
      limits: { aWeek: 1 },
    },
  ],
  activityLimits: { pointsAMonth: 50 },
  referral: { ...usualReferral, pointsForMember: 100, pointsForFriend: 100 },
  campaigns: [
    {
      id: 'double-points-day',
      name: both('Double-points day', '双倍积分日'),
      from: '2026-01-01',
      until: '2030-12-31',
      on: { every: 'month-week', week: 1, weekday: 'friday' },
      gives: doublePoints,
      for: { fromTier: 'insider' },
    },
    {
      id: 'spring-accelerator',
      name: both('48 hours of double points in spring', '春季 48 小时双倍积分'),
      from: '2027-03-12',
      until: '2027-03-13',
      gives: doublePoints,
      budget: { points: { units: 50_000, slices: 8 } },
    },
    {
      id: 'autumn-accelerator',
      name: both('48 hours of double points in autumn', '秋季 48 小时双倍积分'),
      from: '2027-09-17',
      until: '2027-09-18',
      gives: doublePoints,
      budget: { points: { units: 50_000, slices: 8 } },
    },
  ],
  catalogue: [
    { reward: 'trial-draw-entry', points: 100 },
    { reward: 'premium-content', points: 200 },
    { reward: 'travel-size', points: 300 },
    { reward: 'club-edition', points: 500, cash: euros(1_000) },
    { reward: 'feature-month', points: 1_000 },
    { reward: 'merchandise', points: 1_500, for: { fromTier: 'insider' } },
  ],
  draws: [
    {
      when: 'monthly',
      id: 'trial-draw',
      name: both('Draw of new products to try', '新品试用抽奖'),
      prizes: [{ reward: 'new-product-trial', winners: 10 }],
      ...drawTexts,
    },
  ],
  tiers: [
    {
      id: 'member',
      name: both('Member', '会员'),
      reach: [[{ measure: 'purchases', window: 'lifetime', atLeast: 1 }]],
      multiplierBps: 10_000,
      rewards: [],
      benefits: { catalogue: both('Yes', '有') },
    },
    {
      id: 'insider',
      name: both('Insider', '资深会员'),
      reach: [[{ measure: 'points', window: { months: 12 }, atLeast: 500 }]],
      multiplierBps: 12_500,
      rewards: ['preview'],
      benefits: {
        catalogue: both('Yes, with merchandise', '有，含周边商品'),
        'double-points': both('First Friday of the month', '每月第一个星期五'),
        preview: both('3 days ahead', '提前 3 天'),
      },
    },
    {
      id: 'vip',
      name: both('VIP', '贵宾'),
      reach: [[{ measure: 'points', window: { months: 12 }, atLeast: 2_000 }]],
      multiplierBps: 15_000,
      rewards: ['early-preview', 'dedicated-support', 'exclusive-items'],
      benefits: {
        catalogue: both('Yes, with exclusive items', '有，含专属商品'),
        'double-points': both('First Friday of the month', '每月第一个星期五'),
        preview: both('7 days ahead', '提前 7 天'),
        support: both('Dedicated', '专属客服'),
      },
    },
  ],
  benefits: [
    { id: 'catalogue', name: both('Catalogue', '积分商城') },
    { id: 'double-points', name: both('Double-points day', '双倍积分日') },
    { id: 'preview', name: both('New products', '新品预览') },
    { id: 'support', name: both('Support', '客服') },
  ],
  rewards: clubRewards,
  review: monthlyReview,
  churn: {
    afterDays: 30,
    offers: [{ afterDays: 0, rewards: ['win-back-points'], channels: ['in-app', 'email'] }],
  },
  contact: usualContact,
  enrolment: { joins: 'automatic', consent: usualConsent, claimWithinDays: 30 },
  statusNote: { day: 1, channels: ['in-app', 'email', 'direct-message'] },
  goals: [{ measure: 'repurchase-rate', changeBps: 2_000, withinMonths: 6 }],
  costs: {
    marginBps: 6_000,
    causedBps: 3_000,
    redeemedBps: 7_000,
    tiers: {
      member: { mixBps: 5_000, otherBps: 100 },
      insider: { mixBps: 3_500, otherBps: 200 },
      vip: { mixBps: 1_500, otherBps: 300 },
    },
    typicalMonthMinor: 8_000,
  },
  x: usualX,
});

/**
 * Tasks on X for the club. They stand beside the preset because X forbids paying for them, and
 * points are pay: a brand that has X's approval in writing adds them to its activities and names
 * the approval in `x.approval`; without that a program with them is refused.
 */
export const clubTasksOnX: NonNullable<typeof pointsClub.activities> = [
  {
    id: 'x-repost',
    name: both('Reposting the post of the day', '转发当日指定帖子'),
    on: 'x',
    points: 2,
    limits: { aDay: 1 },
  },
  {
    id: 'x-hashtag-post',
    name: both('A post of your own with our hashtag', '带品牌话题标签的原创帖子'),
    on: 'x',
    points: 10,
    approval: 'operator',
    limits: { aWeek: 1 },
  },
  {
    id: 'x-experience',
    name: both('Sharing an experience with our account', '向官方账号分享使用体验'),
    on: 'x',
    points: 25,
    approval: 'operator',
    limits: { aMonth: 1 },
  },
];
