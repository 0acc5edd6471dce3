import { counted, list, number, points } from './english-counts.ts';
import { englishExplanations } from './english-explanations.ts';
import type { Language, Missing } from './language.ts';

/** What a condition of a tier still wants. */
function wanted({ measure, missing, amount }: Missing): string {
  switch (measure) {
    case 'purchases':
      return counted(missing, 'more purchase', 'more purchases');
    case 'spend':
      return `${amount} more of goods`;
    case 'points':
      return counted(missing, 'more point', 'more points');
    case 'score':
      return `a score higher by ${missing}`;
  }
}

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
  pointsAdjusted: (moved, balance) =>
    moved >= 0
      ? `You were given ${points(moved)}, you have ${number.format(balance)}.`
      : `${points(-moved)} were taken off to correct your balance, you have ${number.format(balance)}.`,
  tierReached: (tier, rewards) =>
    rewards.length === 0
      ? `You are now ${tier}.`
      : `You are now ${tier}. Yours from today: ${list.format(rewards)}.`,
  toNextTier: (tier, missing) => `${list.format(missing.map(wanted))} to ${tier}.`,
  topTier: (tier) => `${tier} is the highest tier.`,
  explain: englishExplanations,
};
