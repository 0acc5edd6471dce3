import type { MemberState } from '../../shared/domain/ledger/member.ts';
import { type Ranked, rankedOver } from '../../shared/domain/tiers/ranking.ts';
import { rankOf } from '../../shared/domain/tiers/tier.ts';
import type { Week } from '../../shared/domain/time/calendar-day.ts';
import { DAY, type Instant, monthAt } from '../../shared/domain/time/time.ts';
import type { OwnerList, Program } from '../../shared/program/program.ts';
import type { Listing } from '../../shared/sweep/listing.ts';
import { type OwnerWeek, writeOwnerWeek } from '../../shared/table/operator/owner-list-item.ts';
import { newTask, openTask } from '../../shared/table/operator/task-item.ts';
import { readHistory } from '../../shared/table/people/member-reads.ts';
import { readRanked } from '../../shared/table/rewards/ranked-item.ts';
import type { Table } from '../../shared/table/table.ts';

/** How many of a tier, and of those who went quiet, are counted for each part of the pass. */
const COUNTED = 1_000;
/** And how many are named. */
const NAMED = 100;

/**
 * Of so many, those who bought most in the months that the week touches, the orders of the week are
 * looked at: in a small shop that is everybody who bought.
 */
const LOOKED_AT = 200;
const ENTRIES = 100;
const AT_ONCE = 10;

/** The lists out of which a week's is made. */
export function weekListings(week: Week, rules: OwnerList, program: Program): readonly Listing[] {
  const months = {
    from: monthAt(week.from, program.timeZone),
    to: monthAt(week.to - 1, program.timeZone),
  };
  return [
    ...program.tiers.map(({ id }) => ({
      id: tierListing(week, id),
      most: COUNTED,
      of: (state: MemberState) =>
        state.tier === id && isWithin(state.tierSince, week) && hasRisen(state, program)
          ? { member: state.member, figure: state.tierSince, since: state.tierSince }
          : undefined,
    })),
    {
      id: buyerListing(week),
      most: LOOKED_AT,
      of: (state) =>
        state.lastOrderAt >= week.from ? rankedOver(state, 'spend', months) : undefined,
    },
    {
      id: quietListing(week),
      most: COUNTED,
      of: (state) => wentQuiet(state, week, rules.quietAfterDays),
    },
  ];
}

/** Makes the list of a week, and opens the task to go through it. */
export async function makeOwnerList(
  table: Table,
  { bestBuyers }: OwnerList,
  program: Program,
  week: Week,
  parts: readonly number[],
  at: Instant,
): Promise<readonly string[]> {
  const all = COUNTED * parts.length;
  const tiers: OwnerWeek['tiers'] = [];
  for (const { id: tier } of program.tiers) {
    const reached = await readRanked(table, tierListing(week, tier), parts, all);
    tiers.push({ tier, count: reached.length, members: named(reached) });
  }
  const quiet = await readRanked(table, quietListing(week), parts, all);
  const candidates = await readRanked(table, buyerListing(week), parts, LOOKED_AT);
  const buyers = await buyersOf(table, candidates, week);
  const isWritten = await writeOwnerWeek(table, {
    week: week.day,
    from: new Date(week.from).toISOString(),
    to: new Date(week.to).toISOString(),
    tiers,
    buyers: buyers.slice(0, bestBuyers),
    quiet: { count: quiet.length, members: named(quiet) },
  });
  await openTask(table, newTask({ kind: 'owner-list', week: week.day }, at));
  return isWritten ? ['weekListed'] : [];
}

type Buyer = OwnerWeek['buyers'][number];

/** What candidates bought in the week, those who spent most first. */
async function buyersOf(table: Table, candidates: readonly Ranked[], week: Week) {
  const buyers: Buyer[] = [];
  for (let from = 0; from < candidates.length; from += AT_ONCE) {
    const some = candidates.slice(from, from + AT_ONCE);
    buyers.push(...(await Promise.all(some.map(({ member }) => boughtBy(table, member, week)))));
  }
  return buyers
    .filter(({ spendMinor }) => spendMinor > 0)
    .toSorted((a, b) => b.spendMinor - a.spendMinor || (a.member < b.member ? -1 : 1));
}

/** What the latest entries of a member say of the week, refunds of its orders taken off. */
async function boughtBy(table: Table, member: string, week: Week): Promise<Buyer> {
  const { things: entries } = await readHistory(table, member, ENTRIES);
  const earned = entries
    .filter((entry) => entry.kind === 'earned')
    .filter(({ occurredAt }) => isWithin(occurredAt, week));
  const orders = new Set(earned.map(({ order }) => `${order.shop}#${order.orderId}`));
  const taken = entries
    .filter((entry) => entry.kind === 'clawed-back')
    .filter(({ shop, orderId }) => orders.has(`${shop}#${orderId}`));
  const spendMinor = [...earned, ...taken].reduce(
    (sum, { figures }) => sum + figures.spendMinor,
    0,
  );
  return { member, orders: earned.length, spendMinor };
}

/** Whether the tier that is held was not come down to: who falls was told of it before. */
function hasRisen({ tier, tierSince, notice }: MemberState, program: Program): boolean {
  const fell =
    notice !== null &&
    rankOf(program, notice.tier) > rankOf(program, tier) &&
    notice.month === monthAt(tierSince, program.timeZone);
  return !fell;
}

/** Whether so many days without an order or a visit were full within the week. */
function wentQuiet(state: MemberState, week: Week, afterDays: number): Ranked | undefined {
  const { member, lastOrderAt, lastVisitAt, spendMinor } = state;
  const last = Math.max(lastOrderAt, lastVisitAt);
  return last > 0 && isWithin(last + afterDays * DAY, week)
    ? { member, figure: spendMinor, since: last }
    : undefined;
}

function isWithin(at: Instant, { from, to }: Week): boolean {
  return at >= from && at < to;
}

function named(ranked: readonly Ranked[]): string[] {
  return ranked.slice(0, NAMED).map(({ member }) => member);
}

const tierListing = ({ day }: Week, tier: string): string => `week#${day}#tier#${tier}`;
const buyerListing = ({ day }: Week): string => `week#${day}#buyers`;
const quietListing = ({ day }: Week): string => `week#${day}#quiet`;
