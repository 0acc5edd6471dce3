import type { Month } from '../time/time.ts';
import type { ClawedBackEntry, EarnedEntry, Share } from './entry.ts';

/** What became of the points that one rule gave. */
export interface ShareExplained extends Share {
  /** How many of them were taken back so far. */
  readonly takenBack: number;
  /** Whether their month has come: those that were neither spent nor taken back are gone. */
  readonly expired: boolean;
}

/**
 * Explains what an order earned and what happened to it since. Clawback counts through the order's
 * shares in turn, so how much of each was taken follows from how much was taken in all.
 */
export function explainShares(
  order: EarnedEntry,
  clawbacks: readonly ClawedBackEntry[],
  now: Month,
): readonly ShareExplained[] {
  let left = clawbacks.reduce((sum, { figures }) => sum - figures.points, 0);
  return order.shares.map((given) => {
    const takenBack = given.clawedBack ? Math.min(left, given.points) : 0;
    left -= takenBack;
    return { ...given, takenBack, expired: given.expires <= now };
  });
}
