import type { Language } from './language.ts';
import { points, wanted } from './simplified-chinese-counts.ts';
import {
  causeInChinese,
  simplifiedChineseExplanations,
} from './simplified-chinese-explanations.ts';
import { simplifiedChineseTelling } from './simplified-chinese-telling.ts';

const reasons = { refund: '退款', 'refund-reversed': '退款', cancellation: '取消' } as const;

export const simplifiedChinese: Language = {
  pointsEarned: (earned, balance) => `您获得 ${points(earned)}，当前共有 ${points(balance)}。`,
  pointsPending: (pending, day) => `您获得 ${points(pending)}，自${day}起可用。`,
  pointsClawedBack: (taken, balance, reason) =>
    taken >= 0
      ? `因订单${reasons[reason]}，已扣回 ${points(taken)}，当前共有 ${points(balance)}。`
      : `退款已撤销，已退还 ${points(-taken)}，当前共有 ${points(balance)}。`,
  pointsRedeemed: (redeemed, balance) =>
    `您已兑换 ${points(redeemed)}，当前共有 ${points(balance)}。`,
  pointsRestored: (restored, balance) =>
    `兑换已取消，已退还 ${points(restored)}，当前共有 ${points(balance)}。`,
  pointsAwarded: (given, balance, cause) =>
    `${causeInChinese(cause)}：您获得 ${points(given)}，当前共有 ${points(balance)}。`,
  pointsAdjusted: (moved, balance) =>
    moved >= 0
      ? `已为您增加 ${points(moved)}，当前共有 ${points(balance)}。`
      : `为更正余额，已扣除 ${points(-moved)}，当前共有 ${points(balance)}。`,
  activityWaiting: (activity) => `${activity}正在等待审核。`,
  activityTurnedDown: (activity) => `${activity}未通过审核。`,
  tierReached: (tier, rewards) =>
    rewards.length === 0
      ? `恭喜您成为${tier}。`
      : `恭喜您成为${tier}。即日起您可享受：${rewards.join('、')}。`,
  rewardsGranted: (rewards) => `即日起您可享受：${rewards.join('、')}。`,
  profitShare: (amount, quarter) =>
    `您的专属优惠码在 ${quarter} 带来的收益分享为 ${amount}，将由商店以储值形式发放。`,
  newInTiers: (tiers) =>
    `本周新晋：${tiers.map(({ tier, count }) => `${tier} ${count} 位`).join('、')}。感谢大家的支持。`,
  toNextTier: (tier, missing) => `再${missing.map(wanted).join('、')}即可成为${tier}。`,
  topTier: (tier) => `${tier}已是最高等级。`,
  tell: simplifiedChineseTelling,
  explain: simplifiedChineseExplanations,
};
