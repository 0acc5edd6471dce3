import type { CapClaim } from './cap.ts';
import type { Entry } from './entry.ts';

/** Why a member's ledger refuses a request. It is an answer, not a fault. */
export type RefusalReason =
  /** The ledger has heard nothing of the member yet. */
  | { readonly reason: 'unknown-member' }
  | { readonly reason: 'insufficient-points'; readonly short: number }
  | { readonly reason: 'out-of-stock' }
  | { readonly reason: 'unknown-reward' }
  /** The reward that was redeemed has been used, and cannot be taken back. */
  | { readonly reason: 'reward-used' }
  | { readonly reason: 'currency-not-listed' }
  | { readonly reason: 'more-than-allowed'; readonly most: number }
  | { readonly reason: 'daily-limit-reached' }
  | { readonly reason: 'unknown-tier' }
  | { readonly reason: 'nothing-expired' }
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
