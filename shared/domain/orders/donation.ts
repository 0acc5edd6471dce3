import type { Program } from '../../program/program.ts';
import { type Cap, type CapAttempts, type CapClaim, claimOn } from '../ledger/cap.ts';
import type { EarnedEntry } from '../ledger/entry.ts';
import { nameOfMonth } from '../rewards/draw-month.ts';
import type { Month } from '../time/time.ts';

/** As many orders as are paid at one moment go by one another in so many slices. */
const SLICES = 8;

const DONATION = 'donation:';

/** Counts what is given in a month (`2026-11`), in minor units of the base currency. */
export function donationCount(month: string): string {
  return DONATION + month;
}

/**
 * What the brand gives with a purchase, out of what it gives in the month at the most; nothing
 * beyond that. A cancellation takes none of it back: what was promised with an order stays so.
 */
export function donationClaims(
  month: Month,
  { donation }: Pick<Program, 'donation'>,
  attempts: CapAttempts,
): readonly CapClaim[] {
  if (donation === undefined) return [];
  const { amountMinor, mostAMonthMinor } = donation;
  const of: Cap = {
    id: donationCount(nameOfMonth(month)),
    units: mostAMonthMinor,
    slices: SLICES,
    each: amountMinor,
  };
  const claim = claimOn(of, amountMinor, attempts);
  return claim === undefined ? [] : [claim];
}

/** What the brand gave with an order, in minor units of the base currency. */
export function donatedWith({ uses }: Pick<EarnedEntry, 'uses'>): number {
  return uses.reduce((sum, { cap, units }) => (cap.startsWith(DONATION) ? sum + units : sum), 0);
}
