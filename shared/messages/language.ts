import type { NamedCause } from './award-cause.ts';
import type { ClawbackReason, Explanations } from './explanations.ts';
import type { Missing } from './missing.ts';
import type { Telling } from './telling.ts';

/** Everything that Perch says to people, in one language. */
export interface Language {
  pointsEarned(points: number, balance: number): string;
  /** Points that can be spent from a day on. */
  pointsPending(points: number, day: string): string;
  /** Points taken back, or with a minus given back again. */
  pointsClawedBack(points: number, balance: number, reason: ClawbackReason): string;
  pointsRedeemed(points: number, balance: number): string;
  pointsRestored(points: number, balance: number): string;
  /** Points given for something besides an order. */
  pointsAwarded(points: number, balance: number, cause: NamedCause): string;
  /** Points given by hand, or with a minus taken. */
  pointsAdjusted(points: number, balance: number): string;
  /** An activity that a person must approve, and one that a person did not. */
  activityWaiting(activity: string): string;
  activityTurnedDown(activity: string): string;
  tierReached(tier: string, rewards: readonly string[]): string;
  /** Rewards that came without a tier. */
  rewardsGranted(rewards: readonly string[]): string;
  /** A share of what others bought with the member's code, of a quarter such as `2026-Q1`. */
  profitShare(amount: string, quarter: string): string;
  /** What a brand can publish of a week: how many reached each tier, and of nobody who. */
  newInTiers(tiers: readonly { readonly tier: string; readonly count: number }[]): string;
  /** What is missing to the next tier. */
  toNextTier(tier: string, missing: readonly Missing[]): string;
  topTier(tier: string): string;
  /** What is said in messages alone. */
  readonly tell: Telling;
  /** Why the ledger says what it says. */
  readonly explain: Explanations;
}
