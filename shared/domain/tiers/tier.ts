import type { Program, Scores, Tier, TierCondition, Window } from '../../program/program.ts';
import {
  addFigures,
  type Figures,
  type FiguresChange,
  type MonthFigures,
} from '../ledger/figures.ts';
import type { Present } from '../ledger/member.ts';
import { DAY, type Instant, type Month } from '../time/time.ts';
import { type DemotionLock, isLifted } from './falling.ts';

/** What tier conditions measure of a member, net of refunds. */
export interface Standing {
  readonly purchases: number;
  /** In minor units of the base currency. */
  readonly spendMinor: number;
  readonly figures: Figures;
  readonly lastOrderAt: Instant;
  readonly now: Instant;
  readonly month: Month;
  /** Keeps a tier and those above it out of reach; absent where none does. */
  readonly lock?: DemotionLock | null;
}

/** Where a member stands, with what an order or an award that is being entered adds. */
export function standingOf(
  { state, now, month }: Present,
  entering?: { readonly occurredAt?: Instant; readonly figures: FiguresChange },
): Standing {
  const { purchases, spendMinor, figures, lastOrderAt, demotionLock: lock } = state;
  const standing = { purchases, spendMinor, figures, lastOrderAt, now, month, lock };
  if (entering === undefined) return standing;
  return {
    ...standing,
    purchases: purchases + (entering.figures.purchases ?? 0),
    spendMinor: spendMinor + (entering.figures.spendMinor ?? 0),
    figures: addFigures(figures, entering.figures),
    lastOrderAt: Math.max(lastOrderAt, entering.occurredAt ?? 0),
  };
}

/** A condition held against a member: what is there, what is needed, what is missing. */
export interface Distance {
  readonly measure: TierCondition['measure'];
  readonly have: number;
  readonly need: number;
  readonly missing: number;
}

/** How far a member is from what a condition asks. */
export function distance(condition: TierCondition, standing: Standing, scores?: Scores): Distance {
  const have = measure(condition, standing, scores);
  const need = condition.atLeast;
  return { measure: condition.measure, have, need, missing: Math.max(0, need - have) };
}

function measure(condition: TierCondition, standing: Standing, scores?: Scores): number {
  switch (condition.measure) {
    case 'purchases':
      return condition.window === 'lifetime'
        ? standing.purchases
        : within(condition.window, standing, (month) => month.purchases);
    case 'spend':
      return condition.window === 'lifetime'
        ? standing.spendMinor
        : within(condition.window, standing, (month) => month.spendMinor);
    case 'points':
      return within(condition.window, standing, (month) => month.points);
    case 'contribution':
      return within(condition.window, standing, (month) => month.contribution);
    case 'interactions':
      return within(condition.window, standing, (month) => month.interactions);
    case 'score':
      return condition.of.reduce((sum, of) => sum + score(of, standing, scores), 0);
  }
}

function within(
  window: Exclude<Window, 'lifetime'>,
  { figures, month }: Standing,
  of: (figures: MonthFigures) => number,
): number {
  const first = window === 'calendar-year' ? month - (month % 12) : month - window.months;
  return figures
    .filter((figure) => figure.month >= first && figure.month <= month)
    .reduce((sum, figure) => sum + of(figure), 0);
}

type Score = Extract<TierCondition, { measure: 'score' }>['of'][number];

/** 1 to 5, by the absolute cuts of the program. */
function score(of: Score, standing: Standing, scores?: Scores): number {
  if (scores === undefined) return 1;
  switch (of) {
    case 'recency': {
      const days = (standing.now - standing.lastOrderAt) / DAY;
      return 1 + scores.recencyDays.filter((cut) => days <= cut).length;
    }
    case 'frequency': {
      const purchases = within({ months: 12 }, standing, (month) => month.purchases);
      return 1 + scores.purchases.filter((cut) => purchases >= cut).length;
    }
    case 'monetary': {
      const spent = within({ months: 12 }, standing, (month) => month.spendMinor);
      return 1 + scores.spendMinor.filter((cut) => spent >= cut).length;
    }
  }
}

/** The highest tier of which one path holds in full; -1 where none is reached. */
export function reachedRank(program: Program, standing: Standing): number {
  return program.tiers.findLastIndex((tier) =>
    tier.reach.some((path) =>
      path.every((condition) => distance(condition, standing, program.scores).missing === 0),
    ),
  );
}

/** A tier's place in the ladder, 0 for the lowest; -1 for no tier, or one the program has dropped. */
export function rankOf(program: Program, tier: string | null): number {
  return program.tiers.findIndex((candidate) => candidate.id === tier);
}

/**
 * The tier held after a purchase: promotion is immediate, and nothing but the monthly review takes
 * a tier away. What falling orders cost is not reached again before they rise.
 */
export function tierAfterPurchase(
  program: Program,
  held: string | null,
  standing: Standing,
): string | null {
  const reached = Math.min(reachedRank(program, standing), highestRank(program, standing));
  return reached > rankOf(program, held) ? (program.tiers[reached]?.id ?? held) : held;
}

/** The rank below what a demotion has locked; without a lock there is nothing above it. */
function highestRank(program: Program, { lock = null, figures }: Standing): number {
  const locked = lock === null ? -1 : rankOf(program, lock.tier);
  if (lock === null || locked < 0 || isLifted(lock, figures)) return program.tiers.length - 1;
  return locked - 1;
}

/** The tiers above one and up to another, lowest first. */
export function tiersBetween(
  program: Program,
  above: string | null,
  upTo: string | null,
): readonly Tier[] {
  return program.tiers.slice(rankOf(program, above) + 1, rankOf(program, upTo) + 1);
}

/** How far it is to the next tier. */
export interface Progress {
  readonly next: Tier;
  /** The conditions of the path that is nearest to completion. */
  readonly conditions: readonly Distance[];
  /** Of the way from nothing to the next tier, by the condition furthest behind; 0 to 99. */
  readonly percent: number;
}

/** How far it is in what a member can do: a score of orders or of spend, as orders or spend. */
function tellable(condition: TierCondition, standing: Standing, scores?: Scores): Distance {
  const asItIs = distance(condition, standing, scores);
  if (condition.measure !== 'score' || condition.of.length > 1) return asItIs;
  const window = { months: 12 };
  const cut = condition.atLeast - 2;
  if (condition.of.includes('frequency')) {
    const atLeast = scores?.purchases[cut] ?? 0;
    return atLeast > 0 ? distance({ measure: 'purchases', window, atLeast }, standing) : asItIs;
  }
  if (condition.of.includes('monetary')) {
    const atLeast = scores?.spendMinor[cut] ?? 0;
    return atLeast > 0 ? distance({ measure: 'spend', window, atLeast }, standing) : asItIs;
  }
  return asItIs;
}

/** The way to the tier above the one held; undefined at the top. */
export function progress(
  program: Program,
  held: string | null,
  standing: Standing,
): Progress | undefined {
  const next = program.tiers[rankOf(program, held) + 1];
  if (next === undefined) return undefined;
  const paths = next.reach.map((path) => {
    const conditions = path.map((condition) => tellable(condition, standing, program.scores));
    const shares = conditions.map(({ have, need }) => Math.floor((100 * Math.max(0, have)) / need));
    return { next, conditions, percent: Math.min(99, ...shares) };
  });
  return paths.reduce((nearest, path) => (path.percent > nearest.percent ? path : nearest));
}
