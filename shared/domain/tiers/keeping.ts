import type { Program, TierCondition } from '../../program/program.ts';
import { addFigures } from '../ledger/figures.ts';
import { DAY, type Instant, type Month, monthAt, monthStart } from '../time/time.ts';
import { distance, type Standing } from './tier.ts';
import type { Way } from './way.ts';

type Path = readonly TierCondition[];

/**
 * Whether what someone is seen to have on the first of a month keeps the tier of a rank: by one of
 * the tier's own paths, or because they would reach it or a higher one anew with the next order.
 */
export function keeps(program: Program, rank: number, standing: Standing): boolean {
  const fulfils = (path: Path) =>
    path.every((condition) => missing(program, condition, standing) === 0);
  const reaches = (path: Path) =>
    path.every((condition) => distance(condition, standing, program.scores).missing === 0);
  return (
    ownPaths(program, rank).some(fulfils) ||
    program.tiers.slice(rank).some(({ reach }) => reach.some(reaches))
  );
}

/**
 * The nearest way to keep the tier of a rank on the first of a month: by the path whose condition
 * furthest behind is nearest, and on it what asks least of the member. An order on any day of it
 * counts. Undefined where no order could do.
 *
 * @param standing the member on that first, if nothing more happened
 */
export function wayToKeep(
  program: Program,
  rank: number,
  standing: Standing,
  now: Instant,
): Way | undefined {
  return ownPaths(program, rank)
    .flatMap((path): Candidate[] => {
      const found = candidates(program, path, standing, now).toSorted(byEffort)[0];
      return found === undefined ? [] : [{ ...found, percent: nearness(program, path, standing) }];
    })
    .toSorted((a, b) => b.percent - a.percent || byEffort(a, b))[0]?.way;
}

interface Candidate {
  readonly way: Way;
  /** What it asks, in minor units of the base currency: an order counts as one of the usual size. */
  readonly effort: number;
  readonly percent: number;
}

function byEffort(a: Candidate, b: Candidate): number {
  return a.effort - b.effort || a.way.from - b.way.from || a.way.orders - b.way.orders;
}

function ownPaths(program: Program, rank: number): readonly Path[] {
  const tier = program.tiers[rank];
  return tier?.keep ?? tier?.reach ?? [];
}

/**
 * What a condition lacks on the first of a month. A calendar year is judged when it is over: in the
 * January after it and for the months of grace, in which the year that runs may make up for it.
 */
function missing(program: Program, condition: TierCondition, standing: Standing): number {
  const { scores } = program;
  if (!isOfYear(condition)) return distance(condition, standing, scores).missing;
  const sinceJanuary = standing.month % 12;
  if (!isJudged(program, standing.month)) return 0;
  const ended = { ...standing, month: standing.month - sinceJanuary - 1 };
  const ofYears = sinceJanuary === 0 ? [ended] : [ended, standing];
  return Math.min(...ofYears.map((year) => distance(condition, year, scores).missing));
}

function isOfYear(condition: TierCondition): boolean {
  return 'window' in condition && condition.window === 'calendar-year';
}

function isJudged({ review }: Program, month: Month): boolean {
  return month % 12 <= (review?.graceMonths ?? 0);
}

/** How near a path is to being fulfilled, by the condition furthest behind; 0 to 100. */
function nearness(program: Program, path: Path, standing: Standing): number {
  const shares = path.map((condition) => {
    const { atLeast } = condition;
    const lacking = Math.min(atLeast, missing(program, condition, standing));
    return Math.floor((100 * (atLeast - lacking)) / atLeast);
  });
  return Math.min(...shares);
}

/** Ways to fulfil a path: one for each instant from which on it is easier. */
function candidates(program: Program, path: Path, standing: Standing, now: Instant): Candidate[] {
  const { timeZone, scores } = program;
  const before = monthStart(standing.month, timeZone);
  const starts = path.map((condition) => firstMonth(program, condition, standing.month));
  const earliest = Math.max(now, ...starts.map((month) => monthStart(month, timeZone)));
  const cuts = path.some(({ measure }) => measure === 'score') ? (scores?.recencyDays ?? []) : [];
  const later = cuts.map((days) => before - days * DAY).filter((from) => from > earliest);
  return [earliest, ...later]
    .filter((from) => from < before)
    .flatMap((from) => candidatesFrom(program, path, standing, from, before));
}

/** The first month in which an order counts for a condition; 0 where all do. */
function firstMonth(program: Program, condition: TierCondition, month: Month): Month {
  if (!('window' in condition) || condition.window === 'lifetime') return 0;
  if (condition.window !== 'calendar-year') return month - condition.window.months;
  if (!isJudged(program, month)) return 0;
  return month % 12 === 0 ? month - 12 : month - (month % 12);
}

function candidatesFrom(
  program: Program,
  path: Path,
  standing: Standing,
  from: Instant,
  before: Instant,
): Candidate[] {
  const lacking = (of: TierCondition['measure']): number =>
    Math.max(
      0,
      ...path
        .filter(({ measure }) => measure === of)
        .map((condition) => lackingFrom(program, condition, standing)),
    );
  const spend = lacking('spend');
  const leastOrders = Math.max(lacking('purchases'), spend > 0 ? 1 : 0);
  const asked = {
    points: lacking('points'),
    contribution: lacking('contribution'),
    interactions: lacking('interactions'),
    from,
    before,
  };
  const scored = path.filter(({ measure }) => measure === 'score');
  const usual = Math.max(1, Math.floor(standing.spendMinor / Math.max(1, standing.purchases)));
  return amounts(program, scored, standing, spend).flatMap((spendMinor) => {
    const orders = fewestOrders(
      spendMinor > 0 ? Math.max(1, leastOrders) : leastOrders,
      (count) => {
        const then = withOrders(standing, count, spendMinor, from, program.timeZone);
        return scored.every((condition) => distance(condition, then, program.scores).missing === 0);
      },
    );
    if (orders === undefined) return [];
    const effort = Math.max(spendMinor, orders * usual);
    return [{ way: { orders, spendMinor, ...asked }, effort, percent: 0 }];
  });
}

/** As {@link missing}, of what orders can still change: of a year that is over they cannot. */
function lackingFrom(program: Program, condition: TierCondition, standing: Standing): number {
  const isLate = isOfYear(condition) && standing.month % 12 > 0;
  if (isLate && isJudged(program, standing.month))
    return distance(condition, standing, program.scores).missing;
  return missing(program, condition, standing);
}

/** As many orders as any score can ask for are in the cuts; beyond them none asks for more. */
const MOST_ORDERS = 100;

function fewestOrders(least: number, doThey: (count: number) => boolean): number | undefined {
  for (let count = least; count <= least + MOST_ORDERS; count++) if (doThey(count)) return count;
  return undefined;
}

/** What orders could come to: what is lacking, and what it takes to each higher monetary score. */
function amounts(program: Program, scored: Path, standing: Standing, lacking: number): number[] {
  const isMonetary = scored.some(
    (condition) => condition.measure === 'score' && condition.of.includes('monetary'),
  );
  if (!isMonetary) return [lacking];
  const spent = distance(
    { measure: 'spend', window: { months: 12 }, atLeast: 1 },
    standing,
    program.scores,
  ).have;
  const cuts = program.scores?.spendMinor ?? [];
  return [lacking, ...cuts.map((cut) => cut - spent).filter((amount) => amount > lacking)];
}

function withOrders(
  standing: Standing,
  orders: number,
  spendMinor: number,
  at: Instant,
  timeZone: string,
): Standing {
  if (orders === 0) return standing;
  const month = monthAt(at, timeZone);
  return {
    ...standing,
    purchases: standing.purchases + orders,
    spendMinor: standing.spendMinor + spendMinor,
    figures: addFigures(standing.figures, { month, purchases: orders, spendMinor }),
    lastOrderAt: Math.max(standing.lastOrderAt, at),
  };
}
