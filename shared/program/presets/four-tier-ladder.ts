import type { ProgramDocument } from '../program.ts';

/**
 * The repeat-purchase ladder: Explorer, Regular, Advocate, Ambassador, by purchases in a lifetime.
 * One point for each 1.00 of goods, doubled from Regular on; points live 12 months.
 */
export const fourTierLadder: ProgramDocument = {
  id: 'four-tier-ladder',
  languages: ['en', 'zh-CN'],
  timeZone: 'Europe/Berlin',
  baseCurrency: 'EUR',
  currencies: {
    EUR: { perPointMinor: 100, worthBaseMinor: 100 },
    USD: { perPointMinor: 100, worthBaseMinor: 100 },
    GBP: { perPointMinor: 100, worthBaseMinor: 100 },
    CNY: { perPointMinor: 800, worthBaseMinor: 100 },
  },
  earning: [{ kind: 'per-amount', id: 'goods', validity: { months: 12 } }],
  availableAfterDays: 0,
  overdrawn: 'debt',
  redemption: { perPointMinor: { EUR: 1, USD: 1, GBP: 1, CNY: 8 } },
  adjustments: { mostPoints: 5_000, mostPointsADay: 50_000 },
  campaigns: [],
  catalogue: [],
  tiers: [
    {
      id: 'explorer',
      name: { en: 'Explorer', 'zh-CN': '探索者' },
      reach: [[{ measure: 'purchases', window: 'lifetime', atLeast: 1 }]],
      multiplierBps: 10_000,
      pointsOnReaching: { points: 50, validity: { days: 90 } },
      rewards: ['thank-you-tag', 'basic-content'],
    },
    {
      id: 'regular',
      name: { en: 'Regular', 'zh-CN': '常规者' },
      reach: [[{ measure: 'purchases', window: 'lifetime', atLeast: 3 }]],
      multiplierBps: 20_000,
      rewards: ['brand-supporter-badge', 'priority-support'],
    },
    {
      id: 'advocate',
      name: { en: 'Advocate', 'zh-CN': '拥护者' },
      reach: [[{ measure: 'purchases', window: 'lifetime', atLeast: 6 }]],
      multiplierBps: 20_000,
      rewards: ['advocate-badge', 'early-access', 'event-invitation'],
    },
    {
      id: 'ambassador',
      name: { en: 'Ambassador', 'zh-CN': '大使' },
      reach: [[{ measure: 'purchases', window: 'lifetime', atLeast: 11 }]],
      multiplierBps: 20_000,
      rewards: ['recognition-mark', 'co-development'],
    },
  ],
  rewards: [
    { id: 'thank-you-tag', kind: 'badge', name: { en: 'Thank-you tag', 'zh-CN': '感谢标签' } },
    {
      id: 'basic-content',
      kind: 'entitlement',
      name: { en: 'Basic exclusive content', 'zh-CN': '基础专属内容' },
    },
    {
      id: 'brand-supporter-badge',
      kind: 'badge',
      name: { en: 'Brand Supporter', 'zh-CN': '品牌支持者' },
    },
    {
      id: 'priority-support',
      kind: 'entitlement',
      name: { en: 'Priority support', 'zh-CN': '优先客服' },
    },
    { id: 'advocate-badge', kind: 'badge', name: { en: 'Advocate', 'zh-CN': '拥护者' } },
    {
      id: 'early-access',
      kind: 'entitlement',
      name: { en: 'Early access to new products', 'zh-CN': '新品优先购' },
    },
    {
      id: 'event-invitation',
      kind: 'entitlement',
      name: { en: 'Invitation to brand events', 'zh-CN': '品牌活动邀请' },
    },
    {
      id: 'recognition-mark',
      kind: 'badge',
      name: { en: 'Recognition mark', 'zh-CN': '认可标识' },
    },
    {
      id: 'co-development',
      kind: 'entitlement',
      name: { en: 'A say in new products', 'zh-CN': '产品共创权' },
    },
  ],
};
