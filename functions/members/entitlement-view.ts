import type { Club } from '../../shared/program/program.ts';
import { type Grant, statusOf } from '../../shared/table/rewards/grant-item.ts';
import type { MemberAnswer } from './contract.ts';
import { type Viewing, wording } from './viewing.ts';

type Entitlement = MemberAnswer['entitlements'][number];

/** What a member may now: by grants that have not ended, and by the clubs that they are in. */
export function viewEntitlements(
  grants: readonly Grant[],
  clubs: readonly Club[],
  viewing: Viewing,
): Entitlement[] {
  const granted = grants
    .filter((grant) => grant.kind === 'entitlement' && statusOf(grant, viewing.at) === 'active')
    .map(({ reward, endsAt }) => ({
      ...viewOne(reward, viewing),
      ...(endsAt === undefined ? {} : { until: endsAt }),
    }));
  const ofClubs = clubs.map(({ id, reward }) => ({ ...viewOne(reward, viewing), club: id }));
  return [...granted, ...ofClubs];
}

function viewOne(id: string, viewing: Viewing): Entitlement {
  const reward = viewing.program.rewards.find((known) => known.id === id);
  const link = reward?.kind === 'entitlement' ? reward.link : undefined;
  return {
    id,
    name: wording(viewing).reward(id),
    ...(link === undefined ? {} : { link }),
  };
}
