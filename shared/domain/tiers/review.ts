import type { Program } from '../../program/program.ts';
import { addFigures } from '../ledger/figures.ts';
import type { MemberState } from '../ledger/member.ts';
import { type Month, monthAt, monthStart } from '../time/time.ts';
import { type DemotionLock, monthsFalling } from './falling.ts';
import { keeps } from './keeping.ts';
import { rankOf, type Standing } from './tier.ts';

/** What a review comes to. */
export type Verdict =
  | { readonly outcome: 'stays' }
  | {
      readonly outcome: 'demoted';
      readonly why: 'paths' | 'falling';
      readonly from: string;
      readonly to: string | null;
      /** What the member's lock is from then on. */
      readonly lock: DemotionLock | null;
    }
  /** Refunds took away what had reached the tier. */
  | { readonly outcome: 'withdrawn'; readonly from: string; readonly to: string | null };

const STAYS: Verdict = { outcome: 'stays' };

/**
 * What the review of a month does to a member's tier: at most one tier down. Who got the tier in
 * that month or later keeps it, so that a review that comes again, or late, does nothing more; of a
 * month that the ledger has left behind it says nothing, for its figures may be gone. What
 * time costs goes with a notice alone; what refunds took away needs none.
 */
export function review(state: MemberState, program: Program, month: Month): Verdict {
  const { review: rules, timeZone } = program;
  const { tier: from, notice } = state;
  const rank = rankOf(program, from);
  if (rules === undefined || from === null || rank < 0 || state.mergedInto !== null) return STAYS;
  const since = monthAt(state.tierSince, timeZone);
  if (since >= month || monthAt(state.asOf, timeZone) > month) return STAYS;

  const to = program.tiers[rank - 1]?.id ?? null;
  const isKept = keeps(program, rank, standingOn(state, month, timeZone));
  if (!isKept && isRefunded(state, program, rank, month)) return { outcome: 'withdrawn', from, to };
  if (rank === 0 || notice?.tier !== from || notice.month !== month) return STAYS;

  const wanted = fallingMonthsFor(program, rank);
  const falls = wanted !== undefined && monthsFalling(state.figures, month - 1, since) >= wanted;
  if (falls && notice.threats.includes('falling')) {
    return { outcome: 'demoted', why: 'falling', from, to, lock: { tier: from, since: month } };
  }
  return !isKept && rules.demotes && notice.threats.includes('paths')
    ? { outcome: 'demoted', why: 'paths', from, to, lock: state.demotionLock }
    : STAYS;
}

/** Where a member stands on the first of a month, if nothing more happens until then. */
export function standingOn(state: MemberState, month: Month, timeZone: string): Standing {
  const { purchases, spendMinor, figures, lastOrderAt } = state;
  return { purchases, spendMinor, figures, lastOrderAt, now: monthStart(month, timeZone), month };
}

/** Whether a tier would be kept on the first of a month if nothing had been refunded. */
export function isRefunded(
  state: MemberState,
  program: Program,
  rank: number,
  month: Month,
): boolean {
  const { refunded } = state;
  if (refunded.length === 0) return false;
  const standing = standingOn(state, month, program.timeZone);
  const sum = (of: 'purchases' | 'spendMinor') =>
    refunded.reduce((total, figures) => total + figures[of], standing[of]);
  return keeps(program, rank, {
    ...standing,
    purchases: sum('purchases'),
    spendMinor: sum('spendMinor'),
    figures: refunded.reduce(addFigures, standing.figures),
  });
}

/** How many months in a row of falling orders cost the tier of a rank; undefined where none do. */
export function fallingMonthsFor(program: Program, rank: number): number | undefined {
  const { fallingMonths, fallingFromTier } = program.review ?? {};
  const from = fallingFromTier === undefined ? 1 : rankOf(program, fallingFromTier);
  return rank >= Math.max(1, from) ? fallingMonths : undefined;
}
