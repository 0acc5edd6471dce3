import { mostActivityPoints, pointsOfTypicalMonth } from '../earnings.ts';
import type { ProgramRules } from '../program.ts';

/** Activities may not bring more points than buying does. */
export function faultyActivities(program: ProgramRules): string[] {
  const unseen = program.activities.flatMap(({ limited, approval }, i) =>
    limited || approval === 'operator'
      ? []
      : [`activities.${i}.limited: nobody approves it, so the limits of all must hold for it`],
  );
  const orders = pointsOfTypicalMonth(program);
  if (orders === undefined) return unseen;
  const most = mostActivityPoints(program, false);
  if (most <= orders) return unseen;
  const inAll = Number.isFinite(most) ? String(most) : 'any number of';
  return [
    ...unseen,
    `activityLimits.pointsAMonth: activities can bring ${inAll} points a month, and the orders of a typical month bring ${Math.floor(orders)}; limit them to that`,
  ];
}
