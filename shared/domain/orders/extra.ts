import type { Campaign } from '../../program/program.ts';
import { type CapAttempts, type CapClaim, claimsOn } from '../ledger/cap.ts';
import { costOf } from '../rewards/reward.ts';
import { budgetOf, costBudgetOf } from './campaign.ts';
import type { Sale } from './sale.ts';

/** The rewards that campaigns give with an order. */
export interface Extras {
  readonly rewards: readonly string[];
  /** Ids of the campaigns that they come from. */
  readonly rewardedBy: readonly string[];
  readonly claims: readonly CapClaim[];
  readonly exhausted: readonly string[];
}

/** What campaigns give besides points, once for each member; what that costs comes off a budget. */
export function extrasOf(
  { state, program }: Sale,
  campaigns: readonly Campaign[],
  attempts: CapAttempts,
): Extras {
  const rewards: string[] = [];
  const rewardedBy: string[] = [];
  const claims: CapClaim[] = [];
  const exhausted: string[] = [];
  for (const campaign of campaigns) {
    const { gives, id, budget } = campaign;
    if (gives.kind !== 'rewards' || state.givenOnce.includes(budgetOf(campaign))) continue;
    const costMinor = gives.rewards.reduce((sum, reward) => sum + costOf(reward, program), 0);
    const claimed = claimsOn(costBudgetOf(campaign), budget?.costMinor, costMinor, attempts);
    if (claimed === undefined) {
      exhausted.push(id);
      continue;
    }
    rewards.push(...gives.rewards);
    rewardedBy.push(id);
    claims.push(...claimed);
  }
  return { rewards, rewardedBy, claims, exhausted };
}
