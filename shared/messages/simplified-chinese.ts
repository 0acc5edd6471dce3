import type { Language } from './language.ts';

const number = new Intl.NumberFormat('zh-CN');

const reasons = { refund: '退款', cancellation: '取消' } as const;
const points = (count: number): string => `${number.format(count)} 积分`;

export const simplifiedChinese: Language = {
  pointsEarned: (earned, balance) => `您获得 ${points(earned)}，当前共有 ${points(balance)}。`,
  pointsClawedBack: (taken, balance, reason) =>
    `因订单${reasons[reason]}，已扣回 ${points(taken)}，当前共有 ${points(balance)}。`,
  tierReached: (tier, rewards) =>
    rewards.length === 0
      ? `恭喜您成为${tier}。`
      : `恭喜您成为${tier}。即日起您可享受：${rewards.join('、')}。`,
  toNextTier: (tier, missing) =>
    `再购买 ${missing.map((left) => number.format(left.missing)).join('、')} 次即可成为${tier}。`,
  topTier: (tier) => `${tier}已是最高等级。`,
  shareOfOrder: (given, amount, multiplier) =>
    multiplier === undefined
      ? `商品金额 ${amount}，获得 ${points(given)}。`
      : `商品金额 ${amount}，按当时等级 ${multiplier} 倍计，获得 ${points(given)}。`,
  shareOfTier: (given, tier) => `达到${tier}等级，获得 ${points(given)}。`,
  nothingEarned: (reason) =>
    ({
      'currency-not-listed': '未获得积分：本计划未列出该货币。',
      'nothing-to-earn-on': '未获得积分：订单中没有可积分的商品。',
    })[reason],
  clawback: (taken, reason, orderNumber) =>
    `因订单 ${orderNumber} ${reasons[reason]}，扣回 ${points(taken)}。`,
};
