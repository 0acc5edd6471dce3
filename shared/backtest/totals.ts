import type { EntryKind } from '../domain/ledger/entry.ts';
import type { MemberState } from '../domain/ledger/member.ts';
import { stockOf } from '../domain/ledger/redemption.ts';
import { budgetOf, costBudgetOf } from '../domain/orders/campaign.ts';
import type { Instant } from '../domain/time/time.ts';
import type { Limit, Program } from '../program/program.ts';
import type { Outcome, Pair } from './backtest.ts';
import { putInOrder } from './first-few.ts';
import {
  add,
  countEntries,
  countState,
  emptyTally,
  inHand,
  type Prices,
  pricesOf,
  type Tally,
} from './tally.ts';

/** A member, and how many points more are in hand under the program that is tried. */
export interface Affected extends Pair<MemberState> {
  readonly points: Pair<number>;
}

/** The kind of an entry that could not have happened, and why. */
export type Impossible = `${EntryKind}: ${string}`;

/**
 * What became of all members under another program. It keeps sums by month, tier and reason and
 * lists of a fixed length, so that it is as small for millions of members as for ten; families may
 * be added in any order.
 */
export interface Totals {
  readonly prices: Pair<Prices>;
  readonly tally: Pair<Tally>;
  members: number;
  /** Entries read, and those of them that came about since the change. */
  read: number;
  entries: number;
  /** Of the last entry; 0 where there is none. */
  lastAt: Instant;
  /** How many of the entries since the change each version of a program had decided. */
  readonly versions: Map<string, number>;
  /** Counts of members by the tier held and the tier that would be; empty for none. */
  readonly tiers: Map<string, Map<string, number>>;
  /** Those with the largest difference, that one first. */
  readonly affected: Affected[];
  readonly kept: {
    orders: number;
    points: number;
    /** The first ones by shop and id. */
    readonly examples: string[];
  };
  readonly impossible: Map<Impossible, number>;
}

const MOST_AFFECTED = 10;
const EXAMPLES = 10;

/**
 * @param current the program that is deployed now, by which what was recorded is valued
 * @param tried the program that is tried
 */
export function emptyTotals(current: Program, tried: Program): Totals {
  return {
    prices: { was: pricesOf(current), would: pricesOf(tried) },
    tally: { was: emptyTally(), would: emptyTally() },
    members: 0,
    read: 0,
    entries: 0,
    lastAt: 0,
    versions: new Map(),
    tiers: new Map(),
    affected: [],
    kept: { orders: 0, points: 0, examples: [] },
    impossible: new Map(),
  };
}

/** Adds what became of one family of ledgers. */
export function addOutcome(totals: Totals, outcome: Outcome): void {
  const { tally, prices, kept } = totals;
  countEntries(tally.was, outcome.entries.was, prices.was);
  countEntries(tally.would, outcome.entries.would, prices.would);
  totals.read += outcome.read;
  totals.entries += outcome.entries.was.length;
  for (const { program } of outcome.entries.was) add(totals.versions, program, 1);
  for (const { was, would } of outcome.members) {
    if (was.v === 0) continue;
    totals.members += 1;
    totals.lastAt = Math.max(totals.lastAt, was.asOf);
    const row = totals.tiers.get(was.tier ?? '') ?? new Map<string, number>();
    totals.tiers.set(was.tier ?? '', row);
    add(row, would.tier ?? '', 1);
    addAffected(totals, was, would);
  }
  // A parting that was refused leaves two members with one ledger, which counts once.
  const states = outcome.members.map((member) => member.would);
  for (const { was } of outcome.members) countState(tally.was, was);
  for (const would of new Set(states)) countState(tally.would, would);
  for (const entry of outcome.kept) {
    kept.orders += 1;
    kept.points += entry.figures.points;
    putExample(totals, `${entry.order.shop} ${entry.order.orderId}`);
  }
  for (const { entry, reason } of outcome.refused) {
    add(totals.impossible, `${entry.kind}: ${reason}`, 1);
  }
}

/** A limited thing of which more would have been needed than there is. */
export interface Overdrawn extends Limit {
  readonly cap: string;
  readonly needed: number;
}

/** What the program limits and its members would have exceeded: here nothing is refused for it. */
export function overdrawn({ prices, tally }: Totals): readonly Overdrawn[] {
  const { campaigns, catalogue } = prices.would.program;
  const limits: [string, Limit | undefined][] = [
    ...campaigns.map((of): [string, Limit | undefined] => [budgetOf(of), of.budget?.points]),
    ...campaigns.map((of): [string, Limit | undefined] => [costBudgetOf(of), of.budget?.costMinor]),
    ...catalogue.map((of): [string, Limit | undefined] => [stockOf(of.reward), of.stock]),
  ];
  return limits.flatMap(([cap, limit]) => {
    const needed = tally.would.uses.get(cap) ?? 0;
    return limit === undefined || needed <= limit.units ? [] : [{ cap, needed, ...limit }];
  });
}

function addAffected(totals: Totals, was: MemberState, would: MemberState): void {
  const { prices } = totals;
  const points = {
    was: inHand(was, prices.was.program.timeZone),
    would: inHand(would, prices.would.program.timeZone),
  };
  if (points.was !== points.would || was.tier !== would.tier)
    putAffected(totals, { was, would, points });
}

export function putAffected({ affected }: Totals, member: Affected): void {
  putInOrder(affected, member, MOST_AFFECTED, byDifference);
}

export function putExample({ kept }: Totals, order: string): void {
  putInOrder(kept.examples, order, EXAMPLES, byText);
}

/** The largest difference first; members of the same by their ids. */
function byDifference(one: Affected, other: Affected): number {
  const difference = ({ points }: Affected) => Math.abs(points.would - points.was);
  return difference(other) - difference(one) || byText(one.was.member, other.was.member);
}

function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
