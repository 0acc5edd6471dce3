import { type Figures, figuresOf } from '../ledger/figures.ts';
import type { Month } from '../time/time.ts';

/** After a tier went because orders fell: from it upwards nothing is reached until they rise again. */
export interface DemotionLock {
  /** The lowest tier that is locked: the one that was lost. */
  readonly tier: string;
  /** The first month that can lift it. */
  readonly since: Month;
}

/**
 * How many months in a row, the last one included, each had fewer orders than the month before, or
 * none after fewer. Months before `since` do not count, but what they held is compared with.
 */
export function monthsFalling(figures: Figures, last: Month, since: Month): number {
  let falls = false;
  let run = 0;
  for (let month = figures[0]?.month ?? last; month <= last; month++) {
    const [before, orders] = [ordersIn(figures, month - 1), ordersIn(figures, month)];
    falls = orders < before || (orders === 0 && falls);
    run = falls && month >= since ? run + 1 : 0;
  }
  return run;
}

/** How many more orders a month needs so that it is none of falling ones; 0 where it is none. */
export function ordersToHalt(figures: Figures, month: Month): number {
  const wanted = Math.max(1, ordersIn(figures, month - 1));
  return Math.max(0, wanted - ordersIn(figures, month));
}

/** Whether a month since then had more orders than the one before. */
export function isLifted({ since }: DemotionLock, figures: Figures): boolean {
  return figures.some(
    ({ month }) => month >= since && ordersIn(figures, month) > ordersIn(figures, month - 1),
  );
}

function ordersIn(figures: Figures, month: Month): number {
  return Math.max(0, figuresOf(figures, month).purchases);
}
