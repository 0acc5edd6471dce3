import { PARTS } from '../../shared/sweep/part.ts';
import { PRICES } from './costs.ts';
import { type PassCost, type PassDay, PLANNED_ONLY } from './pass-costs.ts';
import { type Definition, passRun } from './pass-history.ts';

/** List prices in us-east-1, in dollars, as read in September 2026. */
const LIST = {
  aMillionEvents: 1,
  aMillionTransitions: 25,
  aMillionLambdaCalls: 0.2,
  /** On ARM. */
  aMillionGigabyteSeconds: 13.3334,
  aMillionSchedules: 1,
} as const;

/**
 * How long things take at AWS in a function of 1,024 MB, in milliseconds: taken to be so, and not
 * measured there. A page is a query and a read of a hundred states, one after the other; ten
 * errands at once are a read and a transaction each.
 */
export const TAKES = { page: 40, tenErrands: 30, lookUp: 20 } as const;

const PAGE = 100;
const AT_ONCE = 10;

/** A task takes six minutes and begins no page in the last fifteen seconds. */
const TASK_MS = 345_000;

/** What one pass comes to over so many members. */
export interface Reckoned {
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly events: number;
  readonly lambdaSeconds: number;
  readonly lambdaCalls: number;
  readonly transitions: number;
  readonly longestHistory: number;
  /** How long it takes, with all its parts at once. */
  readonly minutes: number;
  readonly dollars: number;
}

/** What a pass over so many members comes to, with as many of them due as the day says. */
export function reckon(
  day: PassDay,
  cost: PassCost,
  members: number,
  definition: Definition,
): Reckoned {
  const due = (members * day.dueBps) / 10_000;
  const msOfPart =
    (Math.ceil(members / PAGE) * TAKES.page + Math.ceil(due / AT_ONCE) * TAKES.tenErrands) / PARTS;
  const tasksAPart = Math.max(1, Math.ceil(msOfPart / TASK_MS));
  return withPrice({
    readUnits: members * cost.readUnitsAMember + due * cost.ofOneDue.readUnits,
    writeUnits: due * cost.ofOneDue.writeUnits,
    events: due * cost.ofOneDue.events,
    lambdaSeconds: (PARTS * msOfPart + 2 * TAKES.lookUp) / 1_000,
    lambdaCalls: PARTS * tasksAPart + 2,
    minutes: msOfPart / 60_000,
    ...passRun(definition, { due: true, parts: PARTS, tasksAPart }),
  });
}

/** A pass on a day on which nothing can be due: it looks at nobody. */
export function reckonPlan(definition: Definition): Reckoned {
  return withPrice({
    readUnits: 0,
    writeUnits: 0,
    events: 0,
    lambdaSeconds: TAKES.lookUp / 1_000,
    lambdaCalls: 1,
    minutes: 0,
    ...passRun(definition, { due: false, parts: PARTS, tasksAPart: 1 }),
  });
}

/** All passes of a month of thirty days. */
export function reckonMonth(
  days: readonly { readonly times: number; readonly of: Reckoned }[],
  plan: Reckoned,
): Reckoned {
  const all = [...days, { times: PLANNED_ONLY, of: plan }];
  const sum = (name: keyof Reckoned) =>
    all.reduce((total, { times, of }) => total + times * of[name], 0);
  return {
    readUnits: sum('readUnits'),
    writeUnits: sum('writeUnits'),
    events: sum('events'),
    lambdaSeconds: sum('lambdaSeconds'),
    lambdaCalls: sum('lambdaCalls'),
    transitions: sum('transitions'),
    longestHistory: Math.max(...all.map(({ of }) => of.longestHistory)),
    minutes: sum('minutes'),
    dollars: sum('dollars'),
  };
}

function withPrice(of: Omit<Reckoned, 'dollars'>): Reckoned {
  const millions =
    of.readUnits * PRICES.aMillionReadUnits +
    of.writeUnits * PRICES.aMillionWriteUnits +
    of.events * LIST.aMillionEvents +
    of.transitions * LIST.aMillionTransitions +
    of.lambdaCalls * LIST.aMillionLambdaCalls +
    of.lambdaSeconds * LIST.aMillionGigabyteSeconds +
    LIST.aMillionSchedules;
  return { ...of, dollars: millions / 1_000_000 };
}
