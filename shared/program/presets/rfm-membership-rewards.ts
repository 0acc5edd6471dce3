import type { ProgramDocument } from '../program.ts';
import { both } from './wording.ts';

const eachTime = { gives: 'each-time' as const };

const eventPlace = {
  kind: 'place' as const,
  ...eachTime,
  name: both('A place at an event of the month', '当月活动名额'),
  event: both('An event of the month', '当月会员活动'),
  validFor: { days: 31 },
};

const coupon = (yuan: number, days: number) => ({
  kind: 'coupon' as const,
  ...eachTime,
  worth: { amountMinor: { CNY: 100 * yuan } },
  costMinor: 100 * yuan,
  validFor: { days },
});

/** What the RFM membership gives. */
export const rfmRewards: ProgramDocument['rewards'] = [
  { id: 'free-returns', kind: 'entitlement', name: both('Free returns', '免费退换货') },
  { id: 'dedicated-support', kind: 'entitlement', name: both('Dedicated support', '专属客服') },
  { id: 'silver-group', kind: 'entitlement', name: both('Silver group', '银卡社群') },
  {
    id: 'first-trial',
    kind: 'entitlement',
    name: both('First to try new products', '新品优先试用'),
  },
  {
    id: 'offline-place',
    kind: 'entitlement',
    name: both('Places at offline events', '线下活动名额'),
  },
  { id: 'gold-group', kind: 'entitlement', name: both('Gold group', '金卡社群') },
  { id: 'customisation', kind: 'entitlement', name: both('Private customisation', '私人定制') },
  { id: 'limited-editions', kind: 'entitlement', name: both('Limited editions', '限量商品购买权') },
  {
    id: 'star-meeting',
    kind: 'place',
    name: both('A ticket to meet the star', '明星见面会门票'),
    event: both('Meeting the star', '明星见面会'),
  },
  {
    id: 'diamond-group',
    kind: 'entitlement',
    name: both('Diamond group with priority consulting and beta', '可优先咨询与内测的钻石社群'),
  },
  { id: 'event-place', ...eventPlace },
  { id: 'second-event-place', ...eventPlace },
  { id: 'third-event-place', ...eventPlace },
  {
    id: 'health-check',
    kind: 'entitlement',
    ...eachTime,
    name: both('A health check', '年度健康体检'),
    costMinor: 30_000,
    validFor: { days: 365 },
  },
  {
    id: 'coupon-50',
    name: both('50 yuan off without a minimum', '50 元无门槛优惠券'),
    ...coupon(50, 60),
  },
  {
    id: 'return-coupon',
    name: both('50 yuan off to welcome you back', '回归礼 50 元无门槛优惠券'),
    ...coupon(50, 14),
  },
  { id: 'birthday-coupon', name: both('20 yuan off', '生日 20 元优惠券'), ...coupon(20, 30) },
  {
    id: 'birthday-support',
    kind: 'entitlement',
    ...eachTime,
    name: both('Birthday support', '生日专属客服'),
    validFor: { days: 7 },
  },
  {
    id: 'skip-the-queue',
    kind: 'entitlement',
    ...eachTime,
    name: both('Skip the queue', '免排队'),
    validFor: { days: 7 },
  },
  {
    id: 'birthday-pack',
    kind: 'pack',
    ...eachTime,
    name: both('Birthday pack', '生日礼包'),
    of: ['birthday-coupon', 'birthday-support', 'skip-the-queue'],
  },
  {
    id: 'engraved-gift',
    kind: 'item',
    name: both('An engraved gift', '刻字纪念礼'),
    personalised: true,
    costMinor: 3_000,
  },
  {
    id: 'lifetime-discount-card',
    kind: 'coupon',
    name: both('5% off for life', '终身 95 折卡'),
    worth: { discountBps: 500 },
    uses: 1_000,
    validFor: 'lifetime',
  },
  {
    id: 'limited-product-right',
    kind: 'entitlement',
    ...eachTime,
    name: both('The right to buy a limited product', '限量产品购买权'),
    validFor: { days: 60 },
  },
  { id: 'christmas-coupon', name: both('20 yuan off', '圣诞 20 元优惠券'), ...coupon(20, 60) },
  {
    id: 'christmas-draw-entry',
    kind: 'draw-entry',
    ...eachTime,
    name: both('Entry in the Christmas draw', '圣诞抽奖资格'),
    draw: 'christmas-draw',
    entries: 1,
  },
  {
    id: 'christmas-pack',
    kind: 'pack',
    ...eachTime,
    name: both('Christmas pack', '圣诞礼包'),
    of: ['christmas-coupon', 'christmas-draw-entry'],
  },
  {
    id: 'christmas-gift',
    kind: 'item',
    ...eachTime,
    name: both('Christmas gift', '圣诞礼物'),
    costMinor: 20_000,
  },
  {
    id: 'surprise-points',
    kind: 'points',
    ...eachTime,
    name: both('5 points', '5 积分'),
    costMinor: 50,
    points: 5,
    pointsValidity: { months: 24 },
  },
  { id: 'surprise-coupon', name: both('5 yuan off', '5 元优惠券'), ...coupon(5, 60) },
  {
    id: 'surprise-gift',
    kind: 'item',
    ...eachTime,
    name: both('A small gift', '惊喜小礼物'),
    costMinor: 5_000,
  },
  {
    id: 'donation',
    kind: 'donation',
    ...eachTime,
    name: both('One yuan for a good cause', '一元公益捐赠'),
    costMinor: 100,
    to: both('The cause that the brand supports this year', '品牌本年度支持的公益项目'),
  },
  {
    id: 'vip-star',
    kind: 'title',
    ...eachTime,
    name: both('VIP star of the year', '年度VIP之星'),
    validFor: { days: 365 },
  },
];
