import type { Program, Tier, TierCondition } from '../program/program.ts';

/** What tier conditions measure of a member. */
export interface Standing {
  readonly purchases: number;
}

const measures: Readonly<Record<TierCondition['measure'], (standing: Standing) => number>> = {
  purchases: (standing) => standing.purchases,
};

/** A condition held against a member: what is there, what is needed, what is missing. */
export interface Distance {
  readonly measure: TierCondition['measure'];
  readonly have: number;
  readonly need: number;
  readonly missing: number;
}

function distance(condition: TierCondition, standing: Standing): Distance {
  const have = measures[condition.measure](standing);
  const need = condition.atLeast;
  return { measure: condition.measure, have, need, missing: Math.max(0, need - have) };
}

/** The highest tier of which one path holds in full; -1 where none is reached. */
export function reachedRank(program: Program, standing: Standing): number {
  return program.tiers.findLastIndex((tier) =>
    tier.reach.some((path) =>
      path.every((condition) => distance(condition, standing).missing === 0),
    ),
  );
}

/** A tier's place in the ladder, 0 for the lowest; -1 for no tier, or one the program has dropped. */
export function rankOf(program: Program, tier: string | null): number {
  return program.tiers.findIndex((candidate) => candidate.id === tier);
}

/**
 * The tier held after a purchase: promotion is immediate, and nothing but the monthly review takes
 * a tier away.
 */
export function tierAfterPurchase(
  program: Program,
  held: string | null,
  standing: Standing,
): string | null {
  const reached = reachedRank(program, standing);
  return reached > rankOf(program, held) ? (program.tiers[reached]?.id ?? held) : held;
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

/** The way to the tier above the one held; undefined at the top. */
export function progress(
  program: Program,
  held: string | null,
  standing: Standing,
): Progress | undefined {
  const next = program.tiers[rankOf(program, held) + 1];
  if (next === undefined) return undefined;
  const paths = next.reach.map((path) => {
    const conditions = path.map((condition) => distance(condition, standing));
    const shares = conditions.map(({ have, need }) => Math.floor((100 * Math.max(0, have)) / need));
    return { next, conditions, percent: Math.min(99, ...shares) };
  });
  return paths.reduce((nearest, path) => (path.percent > nearest.percent ? path : nearest));
}
