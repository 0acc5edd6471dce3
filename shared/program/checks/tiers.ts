import { costingOf } from '../costing.ts';
import { mostContribution, timesAMonth } from '../earnings.ts';
import type { ProgramRules, TierCondition } from '../program.ts';
import { impliesAll } from './implication.ts';

type Tier = ProgramRules['tiers'][number];
type Path = readonly TierCondition[];

/** Tiers that cannot be reached or told apart, and tiers that are not worth reaching. */
export function faultyTiers(program: ProgramRules): string[] {
  return [
    ...overlapping(program),
    ...unreachable(program),
    ...fallingTerms(program),
    ...fallingValue(program),
    ...twiceReached(program),
  ];
}

/** A tier that whoever reaches one below has reached already could never be told from it. */
function overlapping({ tiers }: ProgramRules): string[] {
  return tiers.flatMap((tier, t) =>
    tier.reach.flatMap((upper, p) => {
      const below = tiers
        .slice(0, t)
        .findLast(({ reach }) => reach.some((lower) => impliesAll(lower, upper)));
      return below === undefined
        ? []
        : [`tiers.${t}.reach.${p}: asks no more than "${below.id}", the tier below; ask more`];
    }),
  );
}

function unreachable(program: ProgramRules): string[] {
  return [...pathsOf(program)].flatMap(([where, path]) =>
    path.flatMap((condition, c) => {
      const most = mostOf(program, condition);
      if (typeof most === 'string') return [`${where}.${c}: ${most}`];
      return condition.atLeast > most
        ? [
            `${where}.${c}.atLeast: ${condition.atLeast} cannot be reached; ${most} is the most there is`,
          ]
        : [];
    }),
  );
}

function* pathsOf({ tiers, clubs }: ProgramRules): Generator<[string, Path]> {
  for (const [where, things] of Object.entries({ tiers, clubs })) {
    for (const [t, thing] of things.entries()) {
      for (const [p, path] of thing.reach.entries()) yield [`${where}.${t}.reach.${p}`, path];
      const keep = 'keep' in thing ? (thing.keep ?? []) : [];
      for (const [p, path] of keep.entries()) yield [`${where}.${t}.keep.${p}`, path];
    }
  }
}

/** The most that a condition's measure can come to, or why it comes to nothing. */
function mostOf(program: ProgramRules, condition: TierCondition): number | string {
  switch (condition.measure) {
    case 'score':
      return program.scores === undefined
        ? 'there are no scores; say their cuts in scores'
        : condition.of.length * 5;
    case 'contribution': {
      const most = mostContribution(program, condition.on) * monthsIn(condition.window);
      return most === 0 ? 'no activity brings contribution points there; add one' : most;
    }
    case 'interactions': {
      const counting = program.activities.filter(
        ({ interaction, on }) => interaction && on === condition.on,
      );
      const aMonth = counting.reduce((sum, activity) => sum + timesAMonth(activity), 0);
      const most = aMonth * monthsIn(condition.window);
      return most === 0 ? 'no activity counts as an interaction there; add one' : most;
    }
    default:
      return Infinity;
  }
}

function monthsIn(window: { months: number } | 'calendar-year'): number {
  return window === 'calendar-year' ? 12 : window.months + 1;
}

function fallingTerms({ tiers }: ProgramRules): string[] {
  return tiers.flatMap((tier, t) => {
    const below = tiers[t - 1];
    if (below === undefined) return [];
    return (['multiplierBps', 'discountBps'] as const)
      .filter((term) => tier[term] < below[term])
      .map(
        (term) => `tiers.${t}.${term}: less than that of "${below.id}", the tier below; give more`,
      );
  });
}

/** By the cost figures, what members get for their spend; without them, whether it is anything. */
function fallingValue(program: ProgramRules): string[] {
  const costing = costingOf(program);
  return program.tiers.flatMap((tier, t) => {
    const below = program.tiers[t - 1];
    if (below === undefined) return [];
    const [worth, worthBelow] = [costing?.tiers[t]?.costPpm, costing?.tiers[t - 1]?.costPpm];
    if (worth !== undefined && worthBelow !== undefined) {
      return worth > worthBelow
        ? []
        : [
            `tiers.${t}: worth ${percent(worth)} of spend, and "${below.id}" below it ${percent(worthBelow)}; each tier must be worth more`,
          ];
    }
    return bringsMore(tier, below)
      ? []
      : [
          `tiers.${t}: brings nothing that "${below.id}", the tier below, does not; give it something`,
        ];
  });
}

function bringsMore(tier: Tier, below: Tier): boolean {
  return (
    tier.multiplierBps > below.multiplierBps ||
    tier.discountBps > below.discountBps ||
    tier.pointsOnReaching !== undefined ||
    [tier.rewards, tier.monthlyRewards, tier.yearlyRewards].some((rewards) => rewards.length > 0) ||
    Object.keys(tier.benefits).length > 0
  );
}

function percent(ppm: number): string {
  return `${ppm / 10_000}%`;
}

/** Two paths of which one holds whenever the other does are one. */
function twiceReached({ tiers }: ProgramRules): string[] {
  return tiers.flatMap((tier, t) =>
    tier.reach.flatMap((path, p) => {
      const easier = tier.reach.findIndex((other, o) => o < p && impliesAll(path, other));
      return easier < 0
        ? []
        : [`tiers.${t}.reach.${p}: whoever fulfils it fulfils path ${easier} too; leave it out`];
    }),
  );
}
