import type { Month } from './time.ts';

/** What a member did in one month, net of refunds of that month's orders. */
export interface MonthFigures {
  readonly month: Month;
  readonly purchases: number;
  /** In minor units of the program's base currency. */
  readonly spendMinor: number;
  readonly points: number;
}

/** The latest months that have figures, oldest first; see {@link MONTHS_KEPT}. */
export type Figures = readonly MonthFigures[];

/** Enough for twelve complete months beside the running one. */
export const MONTHS_KEPT = 13;

/** Adds to a month's figures; months out of the kept ones, or of nothing at all, are forgotten. */
export function addFigures(figures: Figures, change: MonthFigures): Figures {
  const known = figures.find((month) => month.month === change.month);
  const latest = Math.max(change.month, ...figures.map((month) => month.month));
  return [...figures.filter((month) => month !== known), sum(known, change)]
    .filter((month) => month.month > latest - MONTHS_KEPT)
    .filter(({ purchases, spendMinor, points }) => purchases || spendMinor || points)
    .sort((a, b) => a.month - b.month);
}

/** The same figures taken away, as changes. */
export function negated(figures: Figures): Figures {
  return figures.map(({ month, purchases, spendMinor, points }) => ({
    month,
    purchases: 0 - purchases,
    spendMinor: 0 - spendMinor,
    points: 0 - points,
  }));
}

function sum(known: MonthFigures | undefined, change: MonthFigures): MonthFigures {
  if (known === undefined) return change;
  return {
    month: known.month,
    purchases: known.purchases + change.purchases,
    spendMinor: known.spendMinor + change.spendMinor,
    points: known.points + change.points,
  };
}
