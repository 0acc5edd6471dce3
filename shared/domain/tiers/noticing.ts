import type { Program } from '../../program/program.ts';
import type { MemberState } from '../ledger/member.ts';
import { DAY, type Instant, type Month, monthAt, monthStart } from '../time/time.ts';
import { monthsFalling, ordersToHalt } from './falling.ts';
import { keeps, wayToKeep } from './keeping.ts';
import type { DueNotice, Threat } from './notice.ts';
import { fallingMonthsFor, isRefunded, standingOn } from './review.ts';
import { rankOf } from './tier.ts';
import type { Way } from './way.ts';

/**
 * When notices of a month's review are given, first to last: so long before it as the program says,
 * and where orders that fall cost a tier, once all their months but the last are complete.
 */
export function noticeTimes(program: Program, month: Month): readonly Instant[] {
  const { review, timeZone } = program;
  if (review === undefined) return [];
  const early = monthStart(month, timeZone) - review.noticeDays * DAY;
  const complete = monthStart(month - 1, timeZone);
  return review.fallingMonths === undefined || early >= complete ? [early] : [early, complete];
}

/**
 * The notice that a member is due before the review of a month; undefined where the tier stays as
 * things are, where it was given, or where it is too late for it: then a later review's gives it.
 * With a grace, it tells of the review at whose end the grace is over.
 */
export function dueNotice(
  state: MemberState,
  program: Program,
  month: Month,
  at: Instant,
): DueNotice | undefined {
  const { review: rules, timeZone } = program;
  const { tier, notice } = state;
  const rank = rankOf(program, tier);
  const end = monthStart(month, timeZone);
  // Of a month that the ledger has left behind, nobody can say any more what was due.
  const now = Math.max(at, state.asOf);
  if (rules === undefined || tier === null || rank < 0 || now >= end) return undefined;
  if (state.mergedInto !== null || monthAt(state.tierSince, timeZone) >= month) return undefined;
  if (notice?.tier === tier && notice.month >= month) return undefined;

  const isLost = !keeps(program, rank, standingOn(state, month, timeZone));
  const refunds = isLost && isRefunded(state, program, rank, month);
  const halting = ordersMissing(state, program, rank, month, at);
  const isTimely = rank > 0 && rules.demotes && now + rules.noticeDays * DAY <= end;
  const paths = isLost && !refunds && isTimely;
  const soon: Threat[] = [
    ...(refunds ? (['refunds'] as const) : []),
    ...(halting > 0 ? (['falling'] as const) : []),
    ...(paths && rules.graceMonths === 0 ? (['paths'] as const) : []),
  ];
  // What costs the tier sooner is told first; of paths that have a grace, a later notice tells.
  const effect = soon.length > 0 ? month : month + rules.graceMonths;
  const threats = soon.length > 0 || !paths ? soon : (['paths'] as const);
  const then = standingOn(state, effect, timeZone);
  const isOfPaths = threats.some((threat) => threat !== 'falling');
  if (threats.length === 0 || (isOfPaths && keeps(program, rank, then))) return undefined;

  const to = program.tiers[rank - 1]?.id ?? null;
  const base = { tier, month: effect, threats, to };
  if (!isOfPaths) return { ...base, way: orders(halting, program, effect, now) };
  const way = wayToKeep(program, rank, then, now);
  return { ...base, way: way && withOrders(way, orders(halting, program, effect, now)) };
}

/** How many orders the month before a review lacks, so that it is not the last of falling ones. */
function ordersMissing(
  state: MemberState,
  program: Program,
  rank: number,
  month: Month,
  at: Instant,
): number {
  const wanted = fallingMonthsFor(program, rank);
  const last = month - 1;
  if (wanted === undefined || monthAt(at, program.timeZone) !== last) return 0;
  const since = monthAt(state.tierSince, program.timeZone);
  const falling = monthsFalling(state.figures, last - 1, since);
  return falling >= wanted - 1 ? ordersToHalt(state.figures, last) : 0;
}

/** So many orders in the month before a review. */
function orders(count: number, { timeZone }: Program, month: Month, now: Instant): Way {
  return {
    orders: count,
    spendMinor: 0,
    points: 0,
    contribution: 0,
    interactions: 0,
    from: count === 0 ? now : Math.max(now, monthStart(month - 1, timeZone)),
    before: monthStart(month, timeZone),
  };
}

/** A way that is also the other one, which asks for orders alone. */
function withOrders(way: Way, other: Way): Way {
  return {
    ...way,
    orders: Math.max(way.orders, other.orders),
    from: Math.max(way.from, other.from),
  };
}
