import { faultyActivities } from './checks/activities.ts';
import { faultyApproval } from './checks/approval.ts';
import { faultyAudiences } from './checks/audiences.ts';
import { faultyCampaigns } from './checks/campaigns.ts';
import { faultyOffers } from './checks/catalogue.ts';
import { faultyCosts } from './checks/costs.ts';
import { faultyDraws } from './checks/draws.ts';
import { faultyIds } from './checks/ids.ts';
import { faultyPlans } from './checks/plans.ts';
import { faultyRewards } from './checks/rewards.ts';
import { faultyScores } from './checks/scores.ts';
import { faultyTiers } from './checks/tiers.ts';
import { faultyWords } from './checks/words.ts';
import { paidActionsOnX } from './checks/x.ts';
import type { ProgramRules } from './program.ts';

/** What the types cannot say: each fault as a sentence that begins with its path in the document. */
export function check(program: ProgramRules): string[] {
  return [
    ...faultyWords(program),
    ...faultyIds(program),
    ...faultyTiers(program),
    ...faultyScores(program),
    ...faultyAudiences(program),
    ...faultyActivities(program),
    ...faultyCampaigns(program),
    ...faultyOffers(program),
    ...faultyRewards(program),
    ...faultyApproval(program),
    ...faultyPlans(program),
    ...faultyDraws(program),
    ...paidActionsOnX(program),
    ...faultyCosts(program),
  ];
}
