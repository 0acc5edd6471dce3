import type { Figures } from './figures.ts';
import { type Lots, spendable } from './lots.ts';
import { type Instant, type Month, monthAt } from './time.ts';

/** Everything the next decision about a member needs; a replay of the entries gives just this. */
export interface MemberState {
  readonly member: string;
  /** How many entries the member's ledger has. */
  readonly v: number;
  /** The latest instant the ledger has seen: time never runs backwards for a member. */
  readonly asOf: Instant;
  readonly lots: Lots;
  /** Points taken back that were no longer there: future earnings pay them first. */
  readonly debt: number;
  readonly figures: Figures;
  /** Over the member's life, net of refunds. */
  readonly purchases: number;
  /** Over the member's life, net of refunds, in minor units of the base currency. */
  readonly spendMinor: number;
  readonly lastOrderAt: Instant;
  /** Id of the tier held; null before the first purchase. */
  readonly tier: string | null;
  readonly tierSince: Instant;
  /** Ids of what is given once in a lifetime and has been. */
  readonly givenOnce: readonly string[];
}

/** A member of whom the ledger has heard nothing yet. */
export function newMember(member: string): MemberState {
  return {
    member,
    v: 0,
    asOf: 0,
    lots: [],
    debt: 0,
    figures: [],
    purchases: 0,
    spendMinor: 0,
    lastOrderAt: 0,
    tier: null,
    tierSince: 0,
    givenOnce: [],
  };
}

/** The month in which a member's next entry is decided. */
export function monthOf(state: MemberState, receivedAt: Instant, timeZone: string): Month {
  return monthAt(Math.max(receivedAt, state.asOf), timeZone);
}

/** The points a member can spend at an instant. */
export function balanceAt(state: MemberState, at: Instant, timeZone: string): number {
  return spendable(state.lots, monthOf(state, at, timeZone));
}
