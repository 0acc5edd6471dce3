import type { Program } from '../../program/program.ts';
import type { Occasion } from '../orders/order.ts';
import { expiryMonth, localDay } from '../time/time.ts';
import { type CapAttempts, cap, claimOn } from './cap.ts';
import { credit } from './credit.ts';
import { accept, type Decision, refuse } from './decision.ts';
import type { AdjustedEntry } from './entry.ts';
import { move, spendable, take } from './lots.ts';
import { type MemberState, presentAt } from './member.ts';

export interface AdjustmentRequest {
  /** Id of the adjustment: the same for every repeat of the request. */
  readonly adjustment: string;
  /** Hash of what was asked. */
  readonly request: string;
  /** Given, or with a minus taken; never 0. */
  readonly points: number;
  readonly reason: string;
  readonly by: string;
}

/**
 * Gives or takes points by hand, within what the program allows for one call and for one day over
 * all members. It corrects by a new entry and erases none; a balance never falls below zero.
 */
export function adjust(
  member: MemberState,
  asked: AdjustmentRequest,
  occasion: Occasion,
  program: Program,
  attempts: CapAttempts,
): Decision<AdjustedEntry> {
  const { state, now, month } = presentAt(member, occasion.receivedAt, program.timeZone);
  const { points } = asked;
  const { mostPoints, mostPointsADay } = program.adjustments;
  if (Math.abs(points) > mostPoints)
    return refuse({ reason: 'more-than-allowed', most: mostPoints });
  const before = spendable(state.lots, month);
  if (before + points < 0)
    return refuse({ reason: 'insufficient-points', short: 0 - points - before });
  const today = `adjustments:${localDay(occasion.receivedAt, program.timeZone)}`;
  // One slice: people adjust by hand, and a day's total is to be met to the point.
  const claim = claimOn(
    cap(today, { units: mostPointsADay, slices: 1 }),
    Math.abs(points),
    attempts,
  );
  if (claim === undefined) return refuse({ reason: 'daily-limit-reached' });
  const moved =
    points > 0
      ? credit([{ expires: lifetime(occasion, program), points }], state.debt, {
          instant: now,
          month,
        })
      : { movements: take(state.lots, 0 - points, month).movements, paid: 0 };
  return accept(
    {
      kind: 'adjusted',
      ...occasion,
      ...asked,
      member: state.member,
      v: state.v + 1,
      program: program.version,
      movements: moved.movements,
      held: [],
      debt: 0 - moved.paid,
      balance: { before, after: spendable(move(state.lots, moved.movements), month) },
      purchases: { before: state.purchases, after: state.purchases },
      tier: { before: state.tier, after: state.tier },
      uses: [{ cap: claim.cap, slice: claim.slice, units: claim.units }],
    },
    [claim],
  );
}

/** Points given by hand live as long as those earned that day. */
function lifetime({ receivedAt }: Occasion, program: Program): number {
  const months = program.earning.map(({ validity }) =>
    expiryMonth(receivedAt, validity, program.timeZone),
  );
  return Math.max(...months);
}
