import type { Month } from '../time/time.ts';

/** What orders of one month come to, net of their refunds. */
export interface OrderFigures {
  readonly month: Month;
  readonly purchases: number;
  /** In minor units of the program's base currency. */
  readonly spendMinor: number;
  /** Earned on orders: what comes any other way is none of these. */
  readonly points: number;
}

/** What a member did in one month besides buying. */
export interface ActivityFigures {
  readonly month: Month;
  /** Contribution points, by which tiers can be reached. */
  readonly contribution: number;
  /** How many activities counted as interactions. */
  readonly interactions: number;
}

/** All that is known of one month of a member. */
export interface MonthFigures extends OrderFigures, ActivityFigures {}

/** What an entry adds to the figures of a month; nothing of what it does not name. */
export type FiguresChange = Pick<MonthFigures, 'month'> & Partial<MonthFigures>;

/** The latest months that have figures, oldest first; see {@link MONTHS_KEPT}. */
export type Figures = readonly MonthFigures[];

/** Enough for twelve complete months beside the running one. */
export const MONTHS_KEPT = 13;

/**
 * Adds to a month's figures. Months out of the kept ones, and months of nothing at all, are
 * forgotten; only the latest stays whatever it holds, for the kept ones are counted from it: what is
 * beyond them once must never be counted again.
 */
export function addFigures(figures: Figures, change: FiguresChange): Figures {
  const latest = Math.max(change.month, figures.at(-1)?.month ?? change.month);
  const before = figures.filter(({ month }) => month < change.month);
  const known = figures.find(({ month }) => month === change.month);
  const after = figures.filter(({ month }) => month > change.month);
  return [...before, sum(known, change), ...after].filter(
    (figure) =>
      figure.month === latest || (figure.month > latest - MONTHS_KEPT && !isNothing(figure)),
  );
}

/** The same figures taken away, as changes. */
export function negated(figures: Figures): Figures {
  return figures.map((figure) => ({
    month: figure.month,
    purchases: 0 - figure.purchases,
    spendMinor: 0 - figure.spendMinor,
    points: 0 - figure.points,
    contribution: 0 - figure.contribution,
    interactions: 0 - figure.interactions,
  }));
}

/** A month's figures; zeros where nothing is known of it. */
export function figuresOf(figures: Figures, month: Month): MonthFigures {
  return figures.find((figure) => figure.month === month) ?? sum(undefined, { month });
}

function sum(known: MonthFigures | undefined, change: FiguresChange): MonthFigures {
  return {
    month: change.month,
    purchases: (known?.purchases ?? 0) + (change.purchases ?? 0),
    spendMinor: (known?.spendMinor ?? 0) + (change.spendMinor ?? 0),
    points: (known?.points ?? 0) + (change.points ?? 0),
    contribution: (known?.contribution ?? 0) + (change.contribution ?? 0),
    interactions: (known?.interactions ?? 0) + (change.interactions ?? 0),
  };
}

function isNothing(figures: MonthFigures): boolean {
  const { purchases, spendMinor, points, contribution, interactions } = figures;
  const ofOrders = purchases !== 0 || spendMinor !== 0 || points !== 0;
  return !ofOrders && contribution === 0 && interactions === 0;
}
