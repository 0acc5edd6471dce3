import type { ActivityDay } from '../rewards/activity-day.ts';
import type { DemotionLock } from '../tiers/falling.ts';
import type { Lent } from '../tiers/lent.ts';
import type { Notice } from '../tiers/notice.ts';
import { type Instant, type Month, monthAt } from '../time/time.ts';
import type { Figures } from './figures.ts';
import { type Holds, mature } from './hold.ts';
import { type Lots, move, spendable } from './lots.ts';

/** Everything the next decision about a member needs; a replay of the entries gives just this. */
export interface MemberState {
  readonly member: string;
  /** How many entries the member's ledger has. */
  readonly v: number;
  /** The latest instant the ledger has seen: time never runs backwards for a member. */
  readonly asOf: Instant;
  readonly lots: Lots;
  /** Points that cannot be spent yet. */
  readonly holds: Holds;
  /** Points taken back that were no longer there: future earnings pay them first. */
  readonly debt: number;
  readonly figures: Figures;
  /** When the first entry of the ledger happened, or of one that went into it; 0 before it. */
  readonly joinedAt: Instant;
  /** Over the member's life, net of refunds. */
  readonly purchases: number;
  /** Over the member's life, net of refunds, in minor units of the base currency. */
  readonly spendMinor: number;
  readonly lastOrderAt: Instant;
  /** When the member last came by without an order; 0 where nothing tells of it. */
  readonly lastVisitAt: Instant;
  /** What activities brought on the latest day on which one did; null where none ever did. */
  readonly activityDay: ActivityDay | null;
  /** Id of the tier held; null before the first purchase. */
  readonly tier: string | null;
  readonly tierSince: Instant;
  /** The latest notice that a tier goes; it counts for its own tier and month alone. */
  readonly notice: Notice | null;
  /** The tier that is lent, until its date, beside the one that is held. */
  readonly lent: Lent | null;
  readonly demotionLock: DemotionLock | null;
  /** What refunds took away, by the month of the order: it tells a tier that refunds cost. */
  readonly refunded: Figures;
  /** Ids of what is given once in a lifetime and has been. */
  readonly givenOnce: readonly string[];
  /** Ids of the members whose ledgers went into this one. */
  readonly absorbed: readonly string[];
  /** Id of the member into whose ledger this one went; what is addressed here is done there. */
  readonly mergedInto: string | null;
}

/** A member of whom the ledger has heard nothing yet. */
export function newMember(member: string): MemberState {
  return {
    member,
    v: 0,
    asOf: 0,
    lots: [],
    holds: [],
    debt: 0,
    figures: [],
    joinedAt: 0,
    purchases: 0,
    spendMinor: 0,
    lastOrderAt: 0,
    lastVisitAt: 0,
    activityDay: null,
    tier: null,
    tierSince: 0,
    notice: null,
    lent: null,
    demotionLock: null,
    refunded: [],
    givenOnce: [],
    absorbed: [],
    mergedInto: null,
  };
}

/** A member as the next entry finds it: when that is, and with what has become available by then. */
export interface Present {
  readonly state: MemberState;
  readonly now: Instant;
  readonly month: Month;
}

/** The member at an instant, or at the latest one that the ledger has seen, if that is later. */
export function presentAt(member: MemberState, at: Instant, timeZone: string): Present {
  const now = Math.max(at, member.asOf);
  return { state: withMatured(member, now), now, month: monthAt(now, timeZone) };
}

/** The member with pending points made available that are so by now. No sweep is needed for it. */
export function withMatured(state: MemberState, now: Instant): MemberState {
  if (!state.holds.some(({ availableAt }) => availableAt <= now)) return state;
  const { matured, left } = mature(state.holds, now);
  const lots = matured.map(({ expires, points }) => ({ expires, points }));
  return { ...state, lots: move(state.lots, lots), holds: left };
}

/** The points a member can spend at an instant. */
export function balanceAt(state: MemberState, at: Instant, timeZone: string): number {
  const present = presentAt(state, at, timeZone);
  return spendable(present.state.lots, present.month);
}
