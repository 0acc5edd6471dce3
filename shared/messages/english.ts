import { list, number, points, wanted } from './english-counts.ts';
import { causeInEnglish, englishExplanations } from './english-explanations.ts';
import { englishTelling } from './english-telling.ts';
import type { Language } from './language.ts';

export const english: Language = {
  pointsEarned: (earned, balance) =>
    `You earned ${points(earned)}, you have ${number.format(balance)}.`,
  pointsPending: (pending, day) => `You earned ${points(pending)}, to spend from ${day}.`,
  pointsClawedBack: (taken, balance, reason) =>
    taken >= 0
      ? `${points(taken)} went back with your ${reason === 'cancellation' ? reason : 'refund'}, you have ${number.format(balance)}.`
      : `${points(-taken)} came back, for your refund was undone; you have ${number.format(balance)}.`,
  pointsRedeemed: (redeemed, balance) =>
    `You redeemed ${points(redeemed)}, you have ${number.format(balance)}.`,
  pointsRestored: (restored, balance) =>
    `${points(restored)} came back from a redemption that was called off, you have ${number.format(balance)}.`,
  pointsAwarded: (given, balance, cause) =>
    `You got ${points(given)} for ${causeInEnglish(cause)}, you have ${number.format(balance)}.`,
  pointsAdjusted: (moved, balance) =>
    moved >= 0
      ? `You were given ${points(moved)}, you have ${number.format(balance)}.`
      : `${points(-moved)} were taken off to correct your balance, you have ${number.format(balance)}.`,
  activityWaiting: (activity) => `${activity} waits to be approved.`,
  activityTurnedDown: (activity) => `${activity} was not approved.`,
  tierReached: (tier, rewards) =>
    rewards.length === 0
      ? `You are now ${tier}.`
      : `You are now ${tier}. Yours from today: ${list.format(rewards)}.`,
  rewardsGranted: (rewards) => `Yours from today: ${list.format(rewards)}.`,
  profitShare: (amount, quarter) =>
    `Your share of what your code brought in ${quarter} is ${amount}, as store credit from the shop.`,
  newInTiers: (tiers) =>
    `New this week: ${list.format(tiers.map(({ tier, count }) => `${number.format(count)} ${count === 1 ? tier : `${tier}s`}`))}. Thank you.`,
  toNextTier: (tier, missing) => `${list.format(missing.map(wanted))} to ${tier}.`,
  topTier: (tier) => `${tier} is the highest tier.`,
  tell: englishTelling,
  explain: englishExplanations,
};
