import type { LotMovements } from './lots.ts';
import type { Occasion, Order, Refund } from './order.ts';
import type { Month } from './time.ts';

/** A figure before and after an entry. */
export interface Change<T> {
  readonly before: T;
  readonly after: T;
}

/** What every entry of a member's ledger says. An entry is never changed once it is written. */
interface EntryBase extends Occasion {
  readonly member: string;
  /** 1 for the member's first entry, and so on without a gap. */
  readonly v: number;
  /** Version of the program that decided it. */
  readonly program: string;
  readonly shop: string;
  readonly orderId: string;
  /** The month whose figures it counts in: the order's. */
  readonly month: Month;
  readonly movements: LotMovements;
  /** What it changed of the member's debt. */
  readonly debt: number;
  readonly balance: Change<number>;
  readonly purchases: Change<number>;
  /** What it changed of the spend, in minor units of the base currency. */
  readonly spendMinor: number;
  readonly tier: Change<string | null>;
}

/** The points that one rule gave. */
export interface Share {
  /** Id of the earning rule, or `tier:<id>` for points on reaching a tier. */
  readonly rule: string;
  readonly points: number;
  readonly expires: Month;
  /** 10,000 is x1. */
  readonly multiplierBps: number;
  /** Whether a refund takes it back; what is given once in a lifetime stays. */
  readonly clawedBack: boolean;
}

/** Why an order earned nothing. */
export type NothingEarned = 'currency-not-listed' | 'nothing-to-earn-on';

/** A paid order, entered once in the whole system whoever it is said to belong to. */
export interface EarnedEntry extends EntryBase {
  readonly kind: 'earned';
  readonly order: Order;
  readonly shares: readonly Share[];
  /** Points of the shares that had expired before they could enter a lot. */
  readonly lapsed: number;
  readonly nothingEarned?: NothingEarned;
  /** Ids of the rewards that the tiers it reached bring, lowest tier first. */
  readonly rewards: readonly string[];
}

/** How the points that an order must give back were settled by one entry. */
export interface Settlement {
  /** Left the member's lots. */
  readonly taken: number;
  /** Were gone, and are owed. */
  readonly owed: number;
  /** Had expired unspent. */
  readonly lapsed: number;
}

/** A refund or a cancellation of an order, entered once. */
export interface ClawedBackEntry extends EntryBase {
  readonly kind: 'clawed-back';
  readonly reason: 'refund' | 'cancellation';
  readonly refund?: Refund;
  /** How much of the order's earning base is refunded so far, this entry included. */
  readonly refundedBaseMinor: number;
  readonly settled: Settlement;
}

/** One line of a member's ledger. */
export type Entry = EarnedEntry | ClawedBackEntry;
