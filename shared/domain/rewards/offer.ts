import type { Offer, Program } from '../../program/program.ts';
import { type Cap, cap } from '../ledger/cap.ts';
import type { RefusalReason } from '../ledger/decision.ts';
import type { Present } from '../ledger/member.ts';
import { tierWithLent } from '../tiers/lending.ts';
import { belongingOf, isFor, someone } from '../tiers/segment.ts';
import { type Instant, localDay } from '../time/time.ts';

/** Id of the cap that a reward's stock is. */
export function stockOf(reward: string): string {
  return `stock:${reward}`;
}

/** Why an offer is not for a member. */
export type NotFor = 'tier' | 'segment';

/** Why an offer is not for a member as they stand now; undefined where it is. A lent tier counts. */
export function notFor(
  { for: audience }: Offer,
  now: Present,
  program: Program,
): NotFor | undefined {
  const { segments: _, ...tiers } = audience;
  const tier = tierWithLent(program, now.state, now.now);
  const belongs = belongingOf(someone(now), program);
  if (!isFor(tiers, tier, belongs, program)) return 'tier';
  return isFor(audience, tier, belongs, program) ? undefined : 'segment';
}

/** Something limited of which redeeming an offer takes one, and what it means when none is left. */
export interface Taking {
  readonly cap: Cap;
  readonly otherwise: RefusalReason;
}

/**
 * What redeeming an offer takes one of: its stock, and what one member may have in a period. What
 * somebody had before they went into the member counts for them alone.
 */
export function takingsOf(
  { reward, stock, perMember }: Offer,
  member: string,
  at: Instant,
  { timeZone }: Program,
): readonly Taking[] {
  const takings: Taking[] = [];
  if (stock !== undefined) {
    takings.push({ cap: cap(stockOf(reward), stock), otherwise: { reason: 'out-of-stock' } });
  }
  if (perMember !== undefined) {
    const id = `offer:${reward}:${member}:${periodOf(perMember.in, at, timeZone)}`;
    takings.push({
      // A member does not race with others for their own.
      cap: cap(id, { units: perMember.times, slices: 1 }),
      otherwise: { reason: 'limit-reached', times: perMember.times, in: perMember.in },
    });
  }
  return takings;
}

/** The period of an instant: `2026-11`, `2026`, or that which never ends. */
function periodOf(
  period: NonNullable<Offer['perMember']>['in'],
  at: Instant,
  timeZone: string,
): string {
  switch (period) {
    case 'month':
      return localDay(at, timeZone).slice(0, 7);
    case 'year':
      return localDay(at, timeZone).slice(0, 4);
    case 'lifetime':
      return 'ever';
  }
}
