import type { Errand, Look } from '../../shared/agenda/due.ts';
import type { Instant } from '../../shared/domain/time/time.ts';
import { passOccasion } from '../../shared/sweep/occasion.ts';
import { movePlace } from '../../shared/table/agenda-place.ts';
import { memberOf } from '../../shared/table/keys.ts';
import { settleReferral } from '../../shared/table/rewards/settle-referral.ts';
import type { RunAgendaDependencies } from './dependencies.ts';

/** Settles the referrals whose days are over, as the API does where it is asked to. */
export function referrals(
  { table, program }: RunAgendaDependencies,
  until: Instant,
): readonly Look[] {
  const settle: Errand = async (item, at) => {
    const friend = memberOf(item);
    const occasion = passOccasion('run-agenda', at);
    const settled = await settleReferral(table, program, friend, occasion);
    if (settled?.friend === friend) return settled.outcome === 'settled' ? 'settled' : 'closed';
    // They went into a member who came with another referral, which is the one that counts.
    await movePlace(table, item, undefined);
    return undefined;
  };
  return program.referral === undefined ? [] : [{ kind: 'referral', until, errand: settle }];
}
