import type { Settlement, Share } from '../../../shared/domain/ledger/entry.ts';
import type { Calendar } from '../calendar.ts';
import type { AfterwardsDeed, DeskDeed, OrderDeed } from '../deed.ts';
import type { Account } from './account.ts';
import type { Caps } from './caps.ts';

/** An order that was entered, as the oracle remembers it. */
export interface KnownOrder {
  /** In whose ledger it was entered. */
  readonly member: string;
  readonly told: OrderDeed;
  readonly shares: readonly Share[];
  readonly availableAt: number | undefined;
  readonly month: number;
  readonly spendMinor: number;
  /** Points that never came into a lot. */
  readonly lapsed: number;
  /** What was taken back for it: refunds by their id, with their reversal. */
  readonly refunds: Map<string, { goods: number; isReversed: boolean }>;
  isCancelled: boolean;
  /** What is settled so far. */
  settled: Settlement;
  /** Points that left lots for it, and points that left what was pending, net of what came back. */
  takenFromLots: number;
  takenFromPending: number;
  /** Months that its points were taken from, or would go back to. */
  readonly months: Set<number>;
}

/** What the oracle knows of a redemption. */
export interface KnownRedemption {
  readonly points: number;
  readonly lots: readonly { readonly expires: number; readonly points: number }[];
  isRestored: boolean;
}

/** Everything that the oracle knows: what was told, and what came of it. */
export interface WorldView {
  readonly calendar: Calendar;
  readonly accounts: Map<string, Account>;
  readonly caps: Caps;
  /** What the shop tells, by order: versions of it, and what follows. */
  readonly told: {
    readonly orders: ReadonlyMap<string, readonly OrderDeed[]>;
    readonly afterwards: ReadonlyMap<string, readonly AfterwardsDeed[]>;
    readonly desk: ReadonlyMap<string, DeskDeed>;
  };
  readonly orders: Map<string, KnownOrder>;
  readonly redemptions: Map<string, KnownRedemption>;
  /** What each imported row brought, and in whose ledger it was entered. */
  readonly imported: Map<string, { member: string; purchases: number; spendMinor: number }>;
}

/** In whose ledger is done what is addressed to a member. */
export function root(view: WorldView, member: string): string {
  return view.accounts.get(member)?.into ?? member;
}
