import type { Program } from '../../program/program.ts';
import { accept, type Decision, refuse } from '../ledger/decision.ts';
import type { ReviewedEntry } from '../ledger/entry.ts';
import { spendable } from '../ledger/lots.ts';
import { type MemberState, type Present, presentAt } from '../ledger/member.ts';
import type { Occasion } from '../orders/order.ts';
import { type Instant, type Month, monthStart } from '../time/time.ts';
import type { Lent } from './lent.ts';
import { dueNotice } from './noticing.ts';
import { review } from './review.ts';
import type { ReviewOutcome } from './review-outcome.ts';
import { rankOf } from './tier.ts';

/** What is asked of a member's tier: by the passes before and of a month's review, or by win-back. */
export type ReviewRequest =
  | { readonly of: 'notice'; readonly month: Month }
  | { readonly of: 'month'; readonly month: Month }
  /** To lend a tier; once in the lapse that began at `lostAt`. */
  | { readonly of: 'loan'; readonly lent: Lent; readonly lostAt: Instant }
  | { readonly of: 'loan-end' };

/**
 * Enters what a review comes to: a notice, a tier that goes, one that is lent, or the end of that.
 * Refused as `nothing-to-review` where it comes to nothing, as it does with most members.
 */
export function enterReview(
  member: MemberState,
  asked: ReviewRequest,
  occasion: Occasion,
  program: Program,
): Decision<ReviewedEntry> {
  const present = presentAt(member, occasion.receivedAt, program.timeZone);
  const { state, month } = present;
  const found = outcomeOf(present, asked, occasion, program);
  if (found === undefined) return refuse({ reason: 'nothing-to-review' });
  const { outcome, tier } = found;
  const balance = spendable(state.lots, month);
  // A tier that goes is another one from its month on, however late or early the pass is.
  const occurredAt =
    asked.of === 'month'
      ? Math.max(occasion.occurredAt, monthStart(asked.month, program.timeZone))
      : occasion.occurredAt;
  return accept({
    kind: 'reviewed',
    ...occasion,
    occurredAt,
    member: state.member,
    v: state.v + 1,
    program: program.version,
    outcome,
    movements: [],
    held: [],
    debt: 0,
    balance: { before: balance, after: balance },
    purchases: { before: state.purchases, after: state.purchases },
    tier: { before: state.tier, after: tier },
  });
}

interface Found {
  readonly outcome: ReviewOutcome;
  readonly tier: string | null;
}

function outcomeOf(
  { state, now }: Present,
  asked: ReviewRequest,
  { occurredAt }: Occasion,
  program: Program,
): Found | undefined {
  const { tier, lent } = state;
  switch (asked.of) {
    case 'notice': {
      const due = dueNotice(state, program, asked.month, occurredAt);
      if (due === undefined) return undefined;
      const { to, way, ...notice } = due;
      const known = way === undefined ? {} : { way };
      return { tier, outcome: { what: 'notice', notice, to, ...known } };
    }
    case 'month': {
      const { month } = asked;
      const verdict = review(state, program, month);
      if (verdict.outcome === 'stays') return undefined;
      if (verdict.outcome === 'withdrawn')
        return { tier: verdict.to, outcome: { what: 'withdrawn', month } };
      const { why, to, lock } = verdict;
      return { tier: to, outcome: { what: 'demoted', why, month, lock } };
    }
    case 'loan': {
      const isHigher = rankOf(program, asked.lent.tier) > rankOf(program, tier);
      const isFree = lent === null || lent.until <= now;
      if (!isHigher || !isFree || asked.lent.until <= now || state.mergedInto !== null)
        return undefined;
      return { tier, outcome: { what: 'lent', lent: asked.lent, lostAt: asked.lostAt } };
    }
    case 'loan-end':
      return lent === null || lent.until > now
        ? undefined
        : { tier, outcome: { what: 'returned', lent } };
  }
}

/** What tells a review from all others of a member, so that each is entered once. */
export function reviewName(outcome: ReviewOutcome): string {
  switch (outcome.what) {
    case 'notice':
      return `${outcome.notice.month}#notice#${outcome.notice.tier}`;
    case 'demoted':
    case 'withdrawn':
      return String(outcome.month);
    case 'lent':
      return `lent#${outcome.lostAt}`;
    case 'returned':
      return `returned#${outcome.lent.until}`;
  }
}

/** The member after a review, beside the tier that its entry says. */
export function afterReview(state: MemberState, outcome: ReviewOutcome): MemberState {
  switch (outcome.what) {
    case 'notice':
      return { ...state, notice: outcome.notice };
    case 'demoted':
      return { ...state, notice: null, demotionLock: outcome.lock };
    case 'withdrawn':
      return { ...state, notice: null };
    case 'lent':
      return { ...state, lent: outcome.lent };
    case 'returned':
      return { ...state, lent: null };
  }
}
