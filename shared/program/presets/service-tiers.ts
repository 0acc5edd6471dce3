import { defineProgram } from '../program.ts';
import {
  euroCurrencies,
  euros,
  monthlyReview,
  usualContact,
  usualReferral,
  usualX,
} from './basics.ts';
import { serviceCalendar, serviceEvents } from './service-tiers-calendar.ts';
import { serviceRewards } from './service-tiers-rewards.ts';
import { serviceSegments } from './service-tiers-segments.ts';
import { both, usualConsent } from './wording.ts';

const year = { months: 12 };
const approved = { interaction: true, visit: true, approval: 'operator' as const };

/**
 * Service for repeat buyers: Bronze, Silver, Gold, by spend and frequency of the last twelve
 * months, or by contribution with fewer orders. Tiers bring discounts, faster answers and access;
 * whoever takes part on the brand's own channels belongs to a club, whatever they spend.
 */
export const serviceTiers = defineProgram({
  id: 'service-tiers',
  languages: ['en', 'zh-CN'],
  timeZone: 'Europe/Berlin',
  baseCurrency: 'EUR',
  currencies: euroCurrencies,
  earning: [{ kind: 'per-amount', id: 'goods', validity: { months: 24 } }],
  availableAfterDays: 0,
  overdrawn: 'debt',
  redemption: { perPointMinor: euros(1), mostOfOrderBps: 5_000 },
  adjustments: { mostPoints: 5_000, mostPointsADay: 50_000 },
  activities: [
    {
      id: 'review',
      name: both('An approved review', '通过审核的评价'),
      contribution: 25,
      ...approved,
      limits: { perSubject: 1 },
    },
    {
      id: 'photo',
      name: both('An approved photo', '通过审核的照片'),
      contribution: 25,
      ...approved,
      limits: { perSubject: 1 },
    },
    {
      id: 'answer',
      name: both('An answer accepted in our forum', '论坛中被采纳的回答'),
      contribution: 10,
      interaction: true,
      visit: true,
      limits: { perSubject: 1 },
    },
    {
      id: 'support',
      name: both('A question to support', '咨询客服'),
      interaction: true,
      visit: true,
      limits: { perSubject: 1 },
    },
    {
      id: 'event',
      name: both('Taking part in an event', '参加活动'),
      interaction: true,
      visit: true,
      limits: { perSubject: 1 },
    },
    {
      id: 'visit',
      name: both('A visit', '访问'),
      interaction: true,
      visit: true,
      limits: { aDay: 1 },
    },
  ],
  activityLimits: { contributionAMonth: 100 },
  referral: { ...usualReferral, pointsForMember: 200, pointsForFriend: 200 },
  segments: serviceSegments,
  tiers: [
    {
      id: 'bronze',
      name: both('Bronze', '铜'),
      reach: [[{ measure: 'purchases', window: year, atLeast: 1 }]],
      keep: [[{ measure: 'purchases', window: 'lifetime', atLeast: 1 }]],
      multiplierBps: 10_000,
      rewards: ['support-in-a-day', 'service-panel'],
      benefits: {
        support: both('Answer within 24 hours', '24 小时内回复'),
        access: both('Preferences and service panel', '偏好设置与服务面板'),
      },
    },
    {
      id: 'silver',
      name: both('Silver', '银'),
      reach: [
        [
          { measure: 'spend', window: year, atLeast: 30_000 },
          { measure: 'purchases', window: year, atLeast: 3 },
        ],
        [
          { measure: 'contribution', window: year, atLeast: 300 },
          { measure: 'purchases', window: year, atLeast: 1 },
        ],
      ],
      multiplierBps: 10_000,
      discountBps: 300,
      rewards: ['support-in-hours', 'beta-features', 'early-access'],
      benefits: {
        support: both('Answer within 4 hours', '4 小时内回复'),
        access: both('Beta features and early access', '测试版功能与优先购'),
      },
    },
    {
      id: 'gold',
      name: both('Gold', '金'),
      reach: [
        [
          { measure: 'spend', window: year, atLeast: 100_000 },
          { measure: 'purchases', window: year, atLeast: 6 },
        ],
        [
          { measure: 'contribution', window: year, atLeast: 800 },
          { measure: 'purchases', window: year, atLeast: 3 },
        ],
      ],
      multiplierBps: 10_000,
      discountBps: 600,
      rewards: ['support-in-minutes', 'priority-repair', 'member-events', 'souvenir'],
      yearlyRewards: ['accessory-upgrade'],
      benefits: {
        support: both('Answer within 30 minutes', '30 分钟内回复'),
        access: both('Beta features, early access, member events', '测试版功能、优先购与会员活动'),
        repair: both(
          'Priority repair, one free accessory upgrade a year',
          '优先维修，每年一次免费配件升级',
        ),
        gift: both('A souvenir on reaching it', '升级纪念品'),
      },
    },
  ],
  clubs: [
    {
      id: 'club',
      name: both('The club', '达人俱乐部'),
      reach: [[{ measure: 'interactions', window: { months: 2 }, atLeast: 4 }]],
      reward: 'club-access',
    },
  ],
  benefits: [
    { id: 'support', name: both('Support', '客服') },
    { id: 'access', name: both('Access', '权限') },
    { id: 'repair', name: both('Repair', '维修') },
    { id: 'gift', name: both('Gift', '礼品') },
  ],
  rewards: serviceRewards,
  review: monthlyReview,
  churn: {
    afterDays: 30,
    offers: [{ afterDays: 0, channels: ['in-app', 'email'] }],
  },
  contact: { ...usualContact, personalisedUnlessChosen: 1 },
  enrolment: { joins: 'automatic', consent: usualConsent },
  calendar: serviceCalendar,
  events: serviceEvents,
  goals: [
    { measure: 'repurchase-rate', changeBps: 1_500, withinMonths: 6 },
    { measure: 'repeat-revenue-share', changeBps: 800, withinMonths: 6 },
    { measure: 'lifetime-value', changeBps: 2_500, withinMonths: 12 },
    { measure: 'churn', changeBps: -1_200, withinMonths: 12 },
    { measure: 'renewal', changeBps: 2_500, withinMonths: 12 },
  ],
  costs: {
    marginBps: 6_000,
    causedBps: 3_500,
    redeemedBps: 7_000,
    tiers: {
      bronze: { mixBps: 5_000, otherBps: 50 },
      silver: { mixBps: 3_000, otherBps: 100 },
      gold: { mixBps: 2_000, otherBps: 200 },
    },
    typicalMonthMinor: 6_000,
  },
  x: usualX,
});
