import { type CapAttempts, type CapClaim, claimsOn } from '../ledger/cap.ts';
import type { Share } from '../ledger/entry.ts';
import { localDay } from '../time/time.ts';
import { bonusOf } from './bonus.ts';
import { campaignsFor } from './campaign.ts';
import { goodsOf, productShares } from './earning.ts';
import { extrasOf } from './extra.ts';
import type { Sale } from './sale.ts';

/** What an order brings, besides what is given once for how far a member has come. */
export interface Takings {
  readonly shares: readonly Share[];
  /** Ids of rewards, and of the campaigns that gave them. */
  readonly rewards: readonly string[];
  readonly rewardedBy: readonly string[];
  readonly claims: readonly CapClaim[];
  /** Ids of campaigns whose budget had no room. */
  readonly exhausted: readonly string[];
  /** Whether the day's orders have earned so much that this one may not earn as well. */
  readonly isOverLimit: boolean;
}

export const NO_TAKINGS: Takings = {
  shares: [],
  rewards: [],
  rewardedBy: [],
  claims: [],
  exhausted: [],
  isOverLimit: false,
};

/** What an order brings by the program's rules and its campaigns, within what a day may bring. */
export function takingsOf(sale: Sale, attempts: CapAttempts): Takings {
  const campaigns = campaignsFor(sale);
  const goods = goodsOf(sale);
  const bonus = bonusOf(sale, goods, campaigns, attempts);
  const extras = extrasOf(sale, campaigns, attempts);
  const shares = [...goods.map(({ share }) => share), ...productShares(sale), ...bonus.shares];
  const dayClaims = claimsOfDay(sale, pointsIn(shares), attempts);
  const isOverLimit = dayClaims === undefined;
  return {
    shares: isOverLimit ? [] : shares,
    rewards: extras.rewards,
    rewardedBy: extras.rewardedBy,
    claims: isOverLimit ? extras.claims : [...bonus.claims, ...extras.claims, ...dayClaims],
    exhausted: [...bonus.exhausted, ...extras.exhausted],
    isOverLimit,
  };
}

/** What an order takes of the most that a member's orders of its day may earn. */
function claimsOfDay(
  { state, occurredAt, program }: Sale,
  points: number,
  attempts: CapAttempts,
): readonly CapClaim[] | undefined {
  const { pointsADay } = program.orders;
  if (pointsADay === undefined) return [];
  const id = `day:${state.member}:${localDay(occurredAt, program.timeZone)}`;
  return claimsOn(id, { units: pointsADay, slices: 1 }, points, attempts);
}

export function pointsIn(shares: readonly Share[]): number {
  return shares.reduce((sum, { points }) => sum + points, 0);
}
