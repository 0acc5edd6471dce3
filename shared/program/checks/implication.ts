import type { TierCondition, Window } from '../program.ts';

type Path = readonly TierCondition[];

/** Whether whoever fulfils one path always fulfils another, as far as their conditions tell. */
export function impliesAll(path: Path, other: Path): boolean {
  return other.every((condition) => {
    return condition.measure === 'score'
      ? leastScore(path, condition.of) >= condition.atLeast
      : path.some((given) => implies(given, condition));
  });
}

function implies(given: TierCondition, wanted: TierCondition): boolean {
  if (given.measure !== wanted.measure) return false;
  if (given.measure === 'score' || wanted.measure === 'score') return false;
  const samePlace = !('on' in given) || !('on' in wanted) || given.on === wanted.on;
  return samePlace && given.atLeast >= wanted.atLeast && isWithin(given.window, wanted.window);
}

/** Whether all of one window lies in another, so that what counts in it counts in both. */
function isWithin(inner: Window, outer: Window): boolean {
  if (outer === 'lifetime') return true;
  if (inner === 'lifetime') return false;
  if (inner === 'calendar-year') return outer === 'calendar-year' || outer.months >= 11;
  return outer !== 'calendar-year' && outer.months >= inner.months;
}

type Score = Extract<TierCondition, { measure: 'score' }>['of'][number];

/** The least that the sum of these scores can be for whoever fulfils a path; each is at least 1. */
function leastScore(path: Path, of: readonly Score[]): number {
  const given = path.filter((condition) => condition.measure === 'score');
  const alone = (score: Score) =>
    Math.max(
      1,
      ...given.filter((each) => each.of.length === 1 && each.of[0] === score).map(leastOf),
    );
  const sums = given
    .filter((each) => each.of.every((score) => of.includes(score)))
    .map((each) => {
      const rest = of.filter((score) => !each.of.includes(score));
      return each.atLeast + rest.reduce((sum, score) => sum + alone(score), 0);
    });
  return Math.max(
    of.reduce((sum, score) => sum + alone(score), 0),
    ...sums,
  );
}

function leastOf({ atLeast }: { atLeast: number }): number {
  return atLeast;
}
