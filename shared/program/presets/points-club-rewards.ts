import type { ProgramDocument } from '../program.ts';
import { both } from './wording.ts';

/** What the club's tiers bring and its catalogue sells. */
export const clubRewards: ProgramDocument['rewards'] = [
  {
    id: 'preview',
    kind: 'entitlement',
    name: both('New products 3 days ahead', '新品提前 3 天预览'),
    daysAhead: 3,
  },
  {
    id: 'early-preview',
    kind: 'entitlement',
    name: both('New products 7 days ahead', '新品提前 7 天预览'),
    daysAhead: 7,
  },
  { id: 'dedicated-support', kind: 'entitlement', name: both('Dedicated support', '专属客服') },
  {
    id: 'exclusive-items',
    kind: 'entitlement',
    name: both('Items for VIPs alone', '贵宾专属商品'),
  },
  {
    id: 'trial-draw-entry',
    kind: 'draw-entry',
    name: both('Entry in the draw of new products', '新品试用抽奖资格'),
    gives: 'each-time',
    draw: 'trial-draw',
    entries: 1,
  },
  {
    id: 'new-product-trial',
    kind: 'item',
    name: both('A new product to try', '新品试用装'),
    gives: 'each-time',
    costMinor: 1_000,
  },
  {
    id: 'premium-content',
    kind: 'entitlement',
    name: both('Premium content for a month', '优质内容一个月'),
    gives: 'each-time',
    validFor: { days: 30 },
  },
  {
    id: 'travel-size',
    kind: 'item',
    name: both('A travel size', '旅行装'),
    gives: 'each-time',
    costMinor: 300,
  },
  {
    id: 'club-edition',
    kind: 'item',
    name: both('The club’s edition', '俱乐部限定款'),
    gives: 'each-time',
    costMinor: 1_500,
  },
  {
    id: 'feature-month',
    kind: 'entitlement',
    name: both('Feature card for a month', '功能月卡'),
    gives: 'each-time',
    validFor: { days: 31 },
  },
  {
    id: 'merchandise',
    kind: 'item',
    name: both('Merchandise', '周边商品'),
    gives: 'each-time',
    costMinor: 1_500,
  },
  {
    id: 'win-back-points',
    kind: 'points',
    name: both('200 points to welcome you back', '回归礼 200 积分'),
    gives: 'each-time',
    points: 200,
    pointsValidity: { days: 30 },
  },
];
