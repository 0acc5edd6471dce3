import type { ProgramDocument } from '../program.ts';
import { both } from './wording.ts';

/** What the ladder gives: mostly recognition and access, which cost next to nothing. */
export const ladderRewards: ProgramDocument['rewards'] = [
  { id: 'thank-you-tag', kind: 'badge', name: both('Thank-you tag', '感谢标签') },
  {
    id: 'basic-content',
    kind: 'entitlement',
    name: both('Basic exclusive content', '基础专属内容'),
  },
  { id: 'brand-supporter-badge', kind: 'badge', name: both('Brand Supporter', '品牌支持者') },
  { id: 'priority-support', kind: 'entitlement', name: both('Priority support', '优先客服') },
  { id: 'advocate-badge', kind: 'badge', name: both('Advocate', '拥护者') },
  {
    id: 'early-access',
    kind: 'entitlement',
    name: both('Early access to new products', '新品优先购'),
    daysAhead: 7,
  },
  {
    id: 'event-invitation',
    kind: 'entitlement',
    name: both('Invitation to brand events', '品牌活动邀请'),
  },
  {
    id: 'advocate-code',
    kind: 'coupon',
    name: both('10% off for you and 5 friends', '可与 5 位好友分享的九折优惠码'),
    worth: { discountBps: 1_000 },
    friends: 5,
    validFor: { days: 90 },
  },
  { id: 'recognition-mark', kind: 'badge', name: both('Recognition mark', '认可标识') },
  {
    id: 'co-development',
    kind: 'entitlement',
    name: both('A say in new products', '产品共创权'),
  },
  {
    id: 'ambassador-code',
    kind: 'coupon',
    name: both('10% off for you and 10 friends', '可与 10 位好友分享的九折优惠码'),
    worth: { discountBps: 1_000 },
    friends: 10,
    validFor: { days: 90 },
  },
  {
    id: 'thank-you-gift',
    kind: 'item',
    name: both('Thank-you gift', '年度谢礼'),
    gives: 'each-time',
    costMinor: 1_500,
  },
  {
    id: 'monthly-draw-entry',
    kind: 'draw-entry',
    name: both('Entry in the draw of the month', '每月抽奖资格'),
    gives: 'each-time',
    draw: 'monthly-draw',
    entries: 1,
  },
  {
    id: 'draw-prize',
    kind: 'item',
    name: both('Prize of the draw', '抽奖奖品'),
    gives: 'each-time',
    costMinor: 5_000,
  },
  { id: 'friend-bringer', kind: 'badge', name: both('Friend bringer', '好友引荐人') },
  {
    id: 'win-back-coupon',
    kind: 'coupon',
    name: both('10% off to welcome you back', '回归九折优惠'),
    gives: 'each-time',
    worth: { discountBps: 1_000 },
    validFor: { days: 14 },
  },
];
