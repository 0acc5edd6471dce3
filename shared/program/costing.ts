import { mostActivityPoints, rateBpsOf } from './earnings.ts';
import type { Program, ProgramRules, Reward } from './program.ts';

/** What a program costs, as a brand's own figures have it. Shares of spend are parts per million. */
export interface Costing {
  /** By tier, lowest first. */
  readonly tiers: readonly TierCosting[];
  /** Of all members' spend: 47,200 is 4.72 per 100. */
  readonly costPpm: number;
  /** The same, of the gross profit that there would not be without the program; 10,000 is all. */
  readonly ofExtraProfitBps: number;
  /** What is spent on a member at the worst, in whichever tier that is most. */
  readonly worstYearMinor: number;
}

export interface TierCosting {
  readonly tier: string;
  /** Points that are redeemed before they expire, of the tier's spend. */
  readonly pointsPpm: number;
  readonly discountPpm: number;
  /** Rewards besides points and discounts. */
  readonly otherPpm: number;
  /** All three: what a member of the tier gets for what is spent. */
  readonly costPpm: number;
  /** The tier's part of all cost; 10,000 is all. */
  readonly ofCostBps: number;
  /**
   * What one member costs in a year at the worst, in minor units of the base currency: typical
   * orders in the best of all campaigns, every point redeemed, every activity done, every reward
   * given that the tier, a birthday and referrals bring.
   */
  readonly worstYearMinor: number;
  /** Gross profit on that year's orders, to hold it against. */
  readonly yearProfitMinor: number;
}

type Rules = ProgramRules | Program;
type Tier = Rules['tiers'][number];
type Costs = NonNullable<Rules['costs']>;

const MILLION = 1_000_000;

/** Works out what a program costs; undefined where the document has no figures for it. */
export function costingOf(program: Rules): Costing | undefined {
  const { costs } = program;
  if (costs === undefined) return undefined;
  const parts = program.tiers.map((tier) => {
    const { mixBps = 0, otherBps = 0 } = costs.tiers[tier.id] ?? {};
    const pointsPpm = Math.round(
      (pointValuePpm(program) * tier.multiplierBps * costs.redeemedBps) / 100_000_000,
    );
    const discountPpm = tier.discountBps * 100;
    const otherPpm = otherBps * 100;
    const costPpm = pointsPpm + discountPpm + otherPpm;
    return { tier: tier.id, mixBps, pointsPpm, discountPpm, otherPpm, costPpm };
  });
  const weighted = parts.reduce((sum, { mixBps, costPpm }) => sum + mixBps * costPpm, 0);
  const extraPpm = (costs.marginBps * costs.causedBps) / 100;
  const tiers = parts.map(({ mixBps, ...part }, rank) => ({
    ...part,
    ofCostBps: weighted === 0 ? 0 : Math.round((10_000 * mixBps * part.costPpm) / weighted),
    worstYearMinor: worstYear(program, costs, program.tiers.slice(0, rank + 1)),
    yearProfitMinor: Math.round((12 * costs.typicalMonthMinor * costs.marginBps) / 10_000),
  }));
  return {
    tiers,
    costPpm: Math.round(weighted / 10_000),
    ofExtraProfitBps: Math.round(weighted / extraPpm),
    worstYearMinor: Math.max(...tiers.map(({ worstYearMinor }) => worstYearMinor)),
  };
}

/** What the points on 1,000,000 of spend are worth at checkout, at x1. */
function pointValuePpm(program: Rules): number {
  const currency = program.currencies[program.baseCurrency];
  const worth = pointWorthMinor(program);
  if (currency === undefined) return 0;
  return (MILLION * worth * rateBpsOf(program)) / (currency.perPointMinor * 10_000);
}

/** What one point is worth at checkout, in minor units of the base currency. */
export function pointWorthMinor({ redemption, baseCurrency }: Rules): number {
  return redemption.perPointMinor[baseCurrency] ?? 0;
}

/** A year in the last of these tiers, all of which its member reached in it. */
function worstYear(program: Rules, costs: Costs, reached: readonly Tier[]): number {
  const tier = reached.at(-1);
  if (tier === undefined) return 0;
  const spend = 12 * costs.typicalMonthMinor;
  const { multiplierBps, discountBps } = bestTerms(program, reached.length - 1, tier);
  const orders =
    (spend * pointValuePpm(program) * multiplierBps) / (MILLION * 10_000) +
    (spend * discountBps) / 10_000;
  const activities = mostActivityPoints(program, true);
  const points = Number.isFinite(activities) ? 12 * activities * pointWorthMinor(program) : 0;
  const cost = costsOf(program, costs);
  const rewards =
    sumOf(reached, ({ rewards, pointsOnReaching }) => {
      return sumOf(rewards, cost) + (pointsOnReaching?.points ?? 0) * pointWorthMinor(program);
    }) +
    12 * sumOf(tier.monthlyRewards, cost) +
    sumOf(tier.yearlyRewards, cost) +
    sumOf(program.occasions.birthday, cost) +
    Math.max(0, ...program.occasions.anniversaries.map(({ rewards }) => sumOf(rewards, cost)));
  return Math.round(orders + points + rewards + referrals(program, cost));
}

/** The highest multiplier and discount that an order of a tier can meet in any campaign. */
function bestTerms({ campaigns, tiers }: Rules, rank: number, tier: Tier) {
  const rankOf = (id: string) => tiers.findIndex((other) => other.id === id);
  const gifts = campaigns
    .filter(({ for: { fromTier = tier.id, upToTier = tier.id } }) => {
      return rankOf(fromTier) <= rank && rank <= rankOf(upToTier);
    })
    .map(({ gives }) => gives);
  const multipliers = gifts.flatMap((gift) => (gift.kind === 'multiplier' ? [gift] : []));
  const discounts = gifts.flatMap((gift) => (gift.kind === 'discount' ? [gift] : []));
  return {
    multiplierBps: best(
      tier.multiplierBps,
      multipliers.map(({ multiplierBps: of, stacks }) => ({ of, stacks, adds: of - 10_000 })),
    ),
    discountBps: best(
      tier.discountBps,
      discounts.map(({ discountBps: of, stacks }) => ({ of, stacks, adds: of })),
    ),
  };
}

function best(own: number, gifts: readonly { of: number; stacks: boolean; adds: number }[]) {
  const highest = Math.max(own, ...gifts.filter(({ stacks }) => !stacks).map(({ of }) => of));
  return highest + sumOf(gifts, ({ stacks, adds }) => (stacks ? adds : 0));
}

function referrals(program: Rules, cost: (reward: string) => number): number {
  const { referral } = program;
  if (referral === undefined) return 0;
  const worth = pointWorthMinor(program);
  const { pointsForMember, pointsForFriend, friendsAYear, levels, rewardsForMember } = referral;
  return (
    friendsAYear * ((pointsForMember + pointsForFriend) * worth + sumOf(rewardsForMember, cost)) +
    sumOf(levels, ({ points, rewards }) => points * worth + sumOf(rewards, cost))
  );
}

/** What a reward costs: as the document says, or by what it is worth. */
function costsOf(program: Rules, costs: Costs): (id: string) => number {
  const byId = new Map(program.rewards.map((reward) => [reward.id, reward]));
  const cost = (id: string): number => {
    const reward = byId.get(id);
    if (reward === undefined) return 0;
    if (reward.kind === 'pack') return reward.costMinor + sumOf(reward.of, cost);
    return reward.costMinor || worth(reward);
  };
  const worth = (reward: Reward): number => {
    switch (reward.kind) {
      case 'points':
        return reward.points * pointWorthMinor(program);
      case 'credit':
        return reward.amountMinor[program.baseCurrency] ?? 0;
      case 'coupon':
        return 'amountMinor' in reward.worth
          ? (reward.worth.amountMinor[program.baseCurrency] ?? 0)
          : (costs.typicalMonthMinor * reward.worth.discountBps) / 10_000;
      default:
        return 0;
    }
  };
  return cost;
}

function sumOf<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0);
}
