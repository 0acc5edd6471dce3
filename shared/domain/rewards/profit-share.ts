import type { Program } from '../../program/program.ts';
import { share } from '../ledger/amount.ts';
import type { ClawedBackEntry, EarnedEntry } from '../ledger/entry.ts';
import type { MemberState } from '../ledger/member.ts';
import { type Instant, type Month, monthAt, monthStart } from '../time/time.ts';

/** A quarter of a calendar year as `2026-Q1`. */
export type Quarter = string;

export function quarterOf(month: Month): Quarter {
  return `${Math.floor(month / 12)}-Q${Math.floor((month % 12) / 3) + 1}`;
}

/** The quarter in which an instant falls, in the program's zone. */
export function quarterAt(at: Instant, { timeZone }: Pick<Program, 'timeZone'>): Quarter {
  return quarterOf(monthAt(at, timeZone));
}

/** The first instant after a quarter. */
export function endOfQuarter(quarter: Quarter, { timeZone }: Pick<Program, 'timeZone'>): Instant {
  const [year = 0, number = 1] = quarter.split('-Q').map(Number);
  return monthStart(year * 12 + number * 3, timeZone);
}

/** Whether an order counts for a share of what a member's code brings; one's own never does. */
export function countsForShare(
  { member, absorbed }: Pick<MemberState, 'member' | 'absorbed'>,
  { figures }: EarnedEntry,
  owner: string,
  { profitShare }: Pick<Program, 'profitShare'>,
): boolean {
  const isOwn = owner === member || absorbed.includes(owner);
  return profitShare !== undefined && !isOwn && figures.spendMinor > 0;
}

/** An order that came with a member's code, and what was taken back for it. */
export interface BroughtOrder {
  readonly entry: EarnedEntry;
  readonly clawbacks: readonly ClawedBackEntry[];
}

/** What is a member's of what their code brought, in minor units of the base currency. */
export interface ProfitShare {
  /** Goods after discounts and refunds, without tax and shipping. */
  readonly netMinor: number;
  readonly creditMinor: number;
}

/**
 * A member's share of what orders with their code brought, refunds taken off and rounded down once.
 *
 * @param paidMinor what those got for the same quarter who went into the member since
 */
export function profitShareOf(
  orders: readonly BroughtOrder[],
  { shareBps, mostMinor }: NonNullable<Program['profitShare']>,
  paidMinor = 0,
): ProfitShare {
  const netMinor = orders.reduce((sum, order) => sum + netOf(order), 0);
  const mine = share(netMinor, shareBps, 10_000);
  return { netMinor, creditMinor: Math.max(0, Math.min(mine, mostMinor - paidMinor)) };
}

function netOf({ entry, clawbacks }: BroughtOrder): number {
  const taken = clawbacks.reduce((sum, { figures }) => sum + figures.spendMinor, 0);
  return Math.max(0, entry.figures.spendMinor + taken);
}
