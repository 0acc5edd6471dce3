import type { CapClaim } from './cap.ts';
import type { Entry } from './entry.ts';

/** Why a member's ledger refuses a request. It is an answer, not a fault. */
export type RefusalReason =
  /** The ledger has heard nothing of the member yet. */
  | { readonly reason: 'unknown-member' }
  /** Members join by agreeing to it, and this customer has not. */
  | { readonly reason: 'not-joined' }
  | { readonly reason: 'insufficient-points'; readonly short: number }
  | { readonly reason: 'out-of-stock' }
  | { readonly reason: 'not-for-member'; readonly why: 'tier' | 'segment' }
  /** The member has redeemed it as often as one may in such a time. */
  | {
      readonly reason: 'limit-reached';
      readonly times: number;
      readonly in: 'month' | 'year' | 'lifetime';
    }
  | { readonly reason: 'unknown-reward' }
  /** The reward that was redeemed has been used, and cannot be taken back. */
  | { readonly reason: 'reward-used' }
  | { readonly reason: 'currency-not-listed' }
  | { readonly reason: 'more-than-allowed'; readonly most: number }
  | { readonly reason: 'daily-limit-reached' }
  | { readonly reason: 'unknown-tier' }
  | { readonly reason: 'nothing-expired' }
  | { readonly reason: 'nothing-to-review' }
  | { readonly reason: 'coupon-voided' }
  | { readonly reason: 'coupon-ended' }
  | { readonly reason: 'coupon-used-up' }
  | { readonly reason: 'coupon-used-by-friend' }
  /** A person must say yes to it first, or has said no. */
  | { readonly reason: 'coupon-waiting' }
  | { readonly reason: 'coupon-turned-down' }
  /** The activity counts only so often in such a time, or for one subject. */
  | {
      readonly reason: 'activity-limit';
      readonly times: number;
      readonly in: 'day' | 'week' | 'month' | 'subject' | 'lifetime';
    }
  | { readonly reason: 'not-approved-by-x' }
  /** What waited for a person's yes was decided the other way before. */
  | { readonly reason: 'decided-before'; readonly approved: boolean }
  | { readonly reason: 'code-not-valid'; readonly from: string; readonly until: string }
  | { readonly reason: 'code-used-up' }
  | { readonly reason: 'code-used-before' }
  /** Why a friend who came with a member's code brings nothing (more). */
  | {
      readonly reason: 'no-referral';
      readonly why: 'came-before' | 'settled-before' | 'too-many-friends' | 'same-member';
    }
  | { readonly reason: 'cannot-merge'; readonly why: 'same-member' | 'merged-already' | 'too-many' }
  | { readonly reason: 'cannot-unmerge'; readonly why: 'not-merged' | 'spent-since' };

export type Refusal = { readonly ok: false } & RefusalReason;

/** An entry to be written, with what it claims of limited things. */
export interface Accepted<Made extends Entry = Entry> {
  readonly ok: true;
  readonly entry: Made;
  readonly claims: readonly CapClaim[];
}

export type Decision<Made extends Entry = Entry> = Accepted<Made> | Refusal;

export function accept<Made extends Entry>(
  entry: Made,
  claims: readonly CapClaim[] = [],
): Accepted<Made> {
  return { ok: true, entry, claims };
}

export function refuse(reason: RefusalReason): Refusal {
  return { ok: false, ...reason };
}
