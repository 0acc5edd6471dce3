import type { Language } from './language.ts';

const number = new Intl.NumberFormat('en');
const list = new Intl.ListFormat('en');

const counted = (count: number, one: string, many: string): string =>
  `${number.format(count)} ${count === 1 ? one : many}`;
const points = (count: number): string => counted(count, 'point', 'points');

export const english: Language = {
  pointsEarned: (earned, balance) =>
    `You earned ${points(earned)}, you have ${number.format(balance)}.`,
  pointsClawedBack: (taken, balance, reason) =>
    `${points(taken)} went back with your ${reason}, you have ${number.format(balance)}.`,
  tierReached: (tier, rewards) =>
    rewards.length === 0
      ? `You are now ${tier}.`
      : `You are now ${tier}. Yours from today: ${list.format(rewards)}.`,
  toNextTier: (tier, missing) =>
    `${list.format(missing.map((left) => counted(left.missing, 'more purchase', 'more purchases')))} to ${tier}.`,
  topTier: (tier) => `${tier} is the highest tier.`,
  shareOfOrder: (given, amount, multiplier) =>
    multiplier === undefined
      ? `${points(given)} for ${amount} of goods.`
      : `${points(given)} for ${amount} of goods, times ${multiplier} for the tier held then.`,
  shareOfTier: (given, tier) => `${points(given)} for reaching ${tier}.`,
  nothingEarned: (reason) =>
    ({
      'currency-not-listed': 'Nothing was earned: the program does not list the currency.',
      'nothing-to-earn-on': 'Nothing was earned: the order held nothing that earns.',
    })[reason],
  clawback: (taken, reason, orderNumber) =>
    `${points(taken)} taken back for the ${reason} of order ${orderNumber}.`,
};
