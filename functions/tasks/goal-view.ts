import { monthsAfter } from '../../shared/domain/time/day.ts';
import { changeBps, type Goal, ratioOf } from '../../shared/domain/time/goal-figures.ts';
import type { Program } from '../../shared/program/program.ts';
import type { GoalDay } from '../../shared/table/operator/goal-figures-item.ts';
import type { GoalView } from './contract.ts';

/**
 * What became of the program's goals up to a day, against when their time began; where nothing was
 * counted then, against the first day after it on which something was.
 *
 * @param days the latest first, none after that day
 */
export function viewGoals({ goals }: Program, days: readonly GoalDay[], day: string): GoalView[] {
  return goals.map((goal) => {
    const now = days.find((one) => one.day === day);
    const began = monthsAfter(day, -goal.withinMonths);
    const before =
      days.find((one) => one.day <= began) ??
      days.toReversed().find((one) => one.day > began && one.day < day);
    const [is, was] = [figureOf(goal, now), figureOf(goal, before)];
    const change = is === undefined || was === undefined ? undefined : changeBps(was, is);
    return {
      ...goal,
      ...(is === undefined ? {} : { now: is }),
      ...(was === undefined ? {} : { before: was }),
      ...(change === undefined ? {} : { changedBps: change }),
    };
  });
}

function figureOf(goal: Goal, day: GoalDay | undefined) {
  const ratio = day === undefined ? undefined : ratioOf(goal, day.counted);
  return day === undefined || ratio === undefined ? undefined : { day: day.day, ...ratio };
}
