import { defineProgram } from '../program.ts';
import {
  euroCurrencies,
  euros,
  lifetimeReview,
  usualContact,
  usualReferral,
  usualX,
} from './basics.ts';
import { both, usualConsent } from './wording.ts';

/**
 * Three tiers for a shop that its owner runs by hand: Explorer, Regular, Advocate. The ids and
 * counts are those of the four-tier ladder, so that growing into it moves nobody.
 */
export const smallShop = defineProgram({
  id: 'small-shop',
  languages: ['en', 'zh-CN'],
  timeZone: 'Europe/Berlin',
  baseCurrency: 'EUR',
  currencies: euroCurrencies,
  earning: [{ kind: 'per-amount', id: 'goods', validity: { months: 12 } }],
  availableAfterDays: 0,
  overdrawn: 'debt',
  redemption: { perPointMinor: euros(1), mostOfOrderBps: 5_000 },
  adjustments: { mostPoints: 1_000, mostPointsADay: 5_000 },
  referral: { ...usualReferral, pointsForMember: 200, pointsForFriend: 200 },
  tiers: [
    {
      id: 'explorer',
      name: both('Explorer', '探索者'),
      reach: [[{ measure: 'purchases', window: 'lifetime', atLeast: 1 }]],
      multiplierBps: 10_000,
      pointsOnReaching: { points: 50, validity: { days: 90 } },
      rewards: ['thanks-by-name', 'basic-content'],
      benefits: {
        recognition: both('Thanks by name, if you like', '经您同意的署名感谢'),
        access: both('Exclusive content', '专属内容'),
      },
    },
    {
      id: 'regular',
      name: both('Regular', '常规者'),
      reach: [[{ measure: 'purchases', window: 'lifetime', atLeast: 3 }]],
      multiplierBps: 15_000,
      rewards: ['brand-supporter-badge', 'regular-coupon'],
      benefits: {
        recognition: both('Brand Supporter badge', '“品牌支持者”徽章'),
        access: both('Exclusive content', '专属内容'),
        code: both('10% off, once', '九折优惠一次'),
      },
    },
    {
      id: 'advocate',
      name: both('Advocate', '拥护者'),
      reach: [[{ measure: 'purchases', window: 'lifetime', atLeast: 6 }]],
      multiplierBps: 20_000,
      rewards: ['advocate-title', 'early-access', 'advocate-code'],
      benefits: {
        recognition: both('The title Advocate', '“拥护者”称号'),
        access: both('New products 7 days ahead', '新品提前 7 天购买'),
        code: both('10% off, and for 3 friends', '九折，可分享给 3 位好友'),
      },
    },
  ],
  benefits: [
    { id: 'recognition', name: both('Recognition', '荣誉') },
    { id: 'access', name: both('Products and content', '产品与内容') },
    { id: 'code', name: both('Discount code', '优惠码') },
  ],
  rewards: [
    { id: 'thanks-by-name', kind: 'badge', name: both('Thanks by name', '署名感谢') },
    { id: 'basic-content', kind: 'entitlement', name: both('Exclusive content', '专属内容') },
    { id: 'brand-supporter-badge', kind: 'badge', name: both('Brand Supporter', '品牌支持者') },
    {
      id: 'regular-coupon',
      kind: 'coupon',
      name: both('10% off your next order', '下一单九折'),
      worth: { discountBps: 1_000 },
      validFor: { days: 60 },
    },
    { id: 'advocate-title', kind: 'title', name: both('Advocate', '拥护者') },
    {
      id: 'early-access',
      kind: 'entitlement',
      name: both('Early access to new products', '新品优先购'),
      daysAhead: 7,
    },
    {
      id: 'advocate-code',
      kind: 'coupon',
      name: both('10% off for you and 3 friends', '可与 3 位好友分享的九折优惠码'),
      worth: { discountBps: 1_000 },
      friends: 3,
      validFor: { days: 60 },
    },
    {
      id: 'win-back-coupon',
      kind: 'coupon',
      name: both('10% off to welcome you back', '回归九折优惠'),
      gives: 'each-time',
      worth: { discountBps: 1_000 },
      validFor: { days: 14 },
    },
  ],
  approval: { couponsAboveMinor: euros(2_000) },
  review: lifetimeReview,
  churn: {
    afterDays: 30,
    offers: [{ afterDays: 0, rewards: ['win-back-coupon'], channels: ['email'] }],
    costAMonthMinor: 20_000,
  },
  contact: { ...usualContact, smsADay: 0, smsAWeek: 0 },
  enrolment: { joins: 'automatic', consent: usualConsent },
  ownerList: { weekday: 'monday', bestBuyers: 10, quietAfterDays: 30 },
  costs: {
    marginBps: 5_000,
    causedBps: 3_000,
    redeemedBps: 7_000,
    tiers: {
      explorer: { mixBps: 5_000, otherBps: 100 },
      regular: { mixBps: 3_000, otherBps: 200 },
      advocate: { mixBps: 2_000, otherBps: 300 },
    },
    typicalMonthMinor: 4_000,
  },
  x: usualX,
});
