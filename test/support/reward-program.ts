import { fourTierLadder } from '../../shared/program/presets/four-tier-ladder.ts';
import type { ProgramDocument } from '../../shared/program/program.ts';
import { fullProgram } from './programs.ts';

const named = (en: string, zh: string) => ({ en, 'zh-CN': zh });

/**
 * The ladder with a coupon on joining, a club for who comes again, and a catalogue with coupons, a
 * pack, and offers that are not for everybody.
 */
export const rewardProgram: ProgramDocument = {
  ...fullProgram,
  id: 'reward-program',
  categories: { nests: ['nest-1', 'nest-2'] },
  segments: [
    {
      id: 'big-spenders',
      name: named('Big spenders', '大客户'),
      all: [
        {
          is: 'at-least',
          condition: { measure: 'spend', window: 'lifetime', atLeast: 100_000 },
        },
      ],
    },
  ],
  campaigns: [
    ...(fullProgram.campaigns ?? []),
    {
      id: 'come-again',
      name: named('Come again', '欢迎再来'),
      from: '2020-01-01',
      until: '2099-12-31',
      gives: { kind: 'rewards', rewards: ['club'] },
      for: { fromTier: 'explorer' },
    },
  ],
  redemption: { ...fullProgram.redemption, mostOfOrderBps: 5_000 },
  tiers: fourTierLadder.tiers.map((tier) =>
    tier.id === 'explorer' ? { ...tier, rewards: [...tier.rewards, 'welcome-coupon'] } : tier,
  ),
  catalogue: [
    ...(fullProgram.catalogue ?? []),
    { reward: 'ten-off', points: 10 },
    { reward: 'nest-pack', points: 30 },
    { reward: 'feeder', points: 10, for: { fromTier: 'regular' } },
    { reward: 'sticker', points: 10, for: { upToTier: 'explorer' } },
    { reward: 'tour', points: 10, for: { segments: ['big-spenders'] } },
    { reward: 'tea', points: 5, perMember: { times: 2, in: 'month' } },
  ],
  rewards: [
    ...fullProgram.rewards,
    {
      id: 'welcome-coupon',
      kind: 'coupon',
      name: named('Welcome coupon', '欢迎券'),
      worth: { discountBps: 1_000 },
      friends: 2,
      validFor: { days: 90 },
    },
    {
      id: 'ten-off',
      kind: 'coupon',
      name: named('Ten off', '十元券'),
      gives: 'each-time',
      worth: { amountMinor: { EUR: 1_000 } },
      minimumMinor: { EUR: 3_000 },
      of: { products: ['seed-1'], categories: ['nests'] },
      uses: 3,
      validFor: { days: 30 },
    },
    {
      id: 'nest-pack',
      kind: 'pack',
      name: named('Nest pack', '鸟巢套装'),
      gives: 'each-time',
      of: ['ten-off', 'nest-badge'],
    },
    { id: 'nest-badge', kind: 'badge', name: named('Nest', '鸟巢') },
    { id: 'feeder', kind: 'item', costMinor: 100, name: named('Feeder', '喂食器') },
    { id: 'sticker', kind: 'item', costMinor: 100, name: named('Sticker', '贴纸') },
    { id: 'tour', kind: 'place', name: named('Tour', '参观'), event: named('Tour', '参观') },
    { id: 'tea', kind: 'item', costMinor: 100, name: named('Cup of tea', '一杯茶') },
    {
      id: 'club',
      kind: 'entitlement',
      name: named('Bird club', '观鸟会'),
      link: 'https://birdhouse.example/club',
      validFor: { days: 30 },
    },
    {
      id: 'gift-points',
      kind: 'points',
      name: named('Gift points', '赠送积分'),
      gives: 'each-time',
      points: 25,
      pointsValidity: { months: 3 },
    },
    {
      id: 'birthday-pack',
      kind: 'pack',
      name: named('Birthday pack', '生日礼包'),
      gives: 'each-time',
      of: ['ten-off', 'gift-points'],
    },
  ],
};
