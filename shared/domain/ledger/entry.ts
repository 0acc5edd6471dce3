import type { Occasion, Order, Refund } from '../orders/order.ts';
import type { CountedOn } from '../rewards/activity-day.ts';
import type { ReviewOutcome } from '../tiers/review-outcome.ts';
import type { Instant, Month } from '../time/time.ts';
import type { ActivityFigures, OrderFigures } from './figures.ts';
import type { Holds } from './hold.ts';
import type { LotMovements } from './lots.ts';
import type { MemberState } from './member.ts';

/** A figure before and after an entry. */
export interface Change<T> {
  readonly before: T;
  readonly after: T;
}

/** What every entry of a member's ledger says. An entry is never changed once it is written. */
export interface EntryBase extends Occasion {
  readonly member: string;
  /** 1 for the member's first entry, and so on without a gap. */
  readonly v: number;
  /** Version of the program that decided it. */
  readonly program: string;
  /** What it does to the points that can be spent. */
  readonly movements: LotMovements;
  /** What it does to the points that are pending. */
  readonly held: Holds;
  /** What it changes of the member's debt. */
  readonly debt: number;
  readonly balance: Change<number>;
  readonly purchases: Change<number>;
  readonly tier: Change<string | null>;
}

/** The points that one rule gave. */
export interface Share {
  /** Id of the earning rule, `tier:<id>` for points on reaching a tier, `campaign:<id>`. */
  readonly rule: string;
  readonly points: number;
  readonly expires: Month;
  /** 10,000 is x1. */
  readonly multiplierBps: number;
  /** Whether a refund takes it back; what is given once in a lifetime stays. */
  readonly clawedBack: boolean;
}

/** Why an order earned nothing. */
export type NothingEarned =
  | 'currency-not-listed'
  | 'nothing-to-earn-on'
  /** So soon after the order before it that it is no purchase. */
  | 'too-soon'
  /** The day's orders have earned as much as they may; what is given once in a lifetime is given. */
  | 'daily-limit';

/** Part of a limited thing that an entry used, or with negative units gave back. */
export interface CapUse {
  readonly cap: string;
  readonly slice: number;
  readonly units: number;
}

/** A paid order, entered once in the whole system whoever it is said to belong to. */
export interface EarnedEntry extends EntryBase {
  readonly kind: 'earned';
  readonly order: Order;
  /** What it adds to the figures of its month. */
  readonly figures: OrderFigures;
  readonly shares: readonly Share[];
  /** When its points can be spent; absent where that is at once. */
  readonly availableAt?: Instant;
  /** Points of the shares that had expired before they could enter a lot. */
  readonly lapsed: number;
  readonly nothingEarned?: NothingEarned;
  /** Ids of the rewards that the tiers it reached bring, lowest tier first, and then campaigns. */
  readonly rewards: readonly string[];
  /** Ids of the campaigns that gave their rewards, which they do once for each member. */
  readonly rewardedBy: readonly string[];
  readonly uses: readonly CapUse[];
  /** Ids of campaigns whose budget had no room for this order. */
  readonly exhausted: readonly string[];
}

/** How the points that an order must give back are settled; negative where a refund is undone. */
export interface Settlement {
  /** Left the member's points. */
  readonly taken: number;
  /** Were gone, and are owed. */
  readonly owed: number;
  /** Were gone, and are let go. */
  readonly forgiven: number;
  /** Had expired. */
  readonly lapsed: number;
}

/** A refund, the undoing of one, or a cancellation of an order, entered once. */
export interface ClawedBackEntry extends EntryBase {
  readonly kind: 'clawed-back';
  readonly shop: string;
  readonly orderId: string;
  readonly reason: 'refund' | 'refund-reversed' | 'cancellation';
  /** The refund, or the one that was undone. */
  readonly refund?: Refund;
  readonly figures: OrderFigures;
  /** How much of the order's earning base is refunded so far, this entry included. */
  readonly refundedBaseMinor: number;
  readonly settled: Settlement;
}

/** What points were redeemed for. */
export type Purpose =
  | { readonly for: 'checkout'; readonly amountMinor: number; readonly currency: string }
  | {
      readonly for: 'reward';
      readonly reward: string;
      /** What is paid beside the points; absent where they are enough. */
      readonly cash?: { readonly amountMinor: number; readonly currency: string };
    };

/** Points spent. */
export interface RedeemedEntry extends EntryBase {
  readonly kind: 'redeemed';
  readonly redemption: string;
  /** Hash of what was asked for, so that a repeat can be told from another request. */
  readonly request: string;
  readonly points: number;
  readonly purpose: Purpose;
  readonly uses: readonly CapUse[];
}

/** A redemption called off: its points go back to the months that they came from. */
export interface RestoredEntry extends EntryBase {
  readonly kind: 'restored';
  readonly redemption: string;
  /** Came back, debt paid of it included. */
  readonly points: number;
  /** Had expired meanwhile, and do not come back. */
  readonly lapsed: number;
  readonly uses: readonly CapUse[];
}

/** Points whose month has come leave the ledger. */
export interface ExpiredEntry extends EntryBase {
  readonly kind: 'expired';
  readonly month: Month;
  readonly points: number;
}

/** Points given or taken by a person, with a reason. */
export interface AdjustedEntry extends EntryBase {
  readonly kind: 'adjusted';
  readonly adjustment: string;
  readonly request: string;
  readonly points: number;
  readonly reason: string;
  /** Who did it, as the caller's token names them. */
  readonly by: string;
  readonly uses: readonly CapUse[];
}

/** For what points or rewards are given besides orders. */
export const awardKinds = [
  'activity',
  'code',
  'reward',
  'draw',
  'referral',
  'profit-share',
  // An offer to who was lost; that there is none, to compare with; that a person is to call.
  'win-back',
  'hold-out',
  'call',
  // A day of the member's own.
  'occasion',
  // Nothing yet: becoming a member by agreeing to it.
  'joining',
] as const;

/** What points are given for besides orders. */
export interface AwardCause {
  readonly kind: (typeof awardKinds)[number];
  /**
   * Of the activity, code, reward or draw in the program; of a referral, see `ReferralCause`; of
   * win-back the place of the offer; of an occasion, see `DueRewards`.
   */
  readonly id: string;
}

/** What the limits of all activities did not let in. */
export interface Withheld {
  readonly points: number;
  readonly contribution: number;
}

/** Points given for something besides an order, or an activity that brought none. */
export interface AwardedEntry extends EntryBase {
  readonly kind: 'awarded';
  /** Its business key. */
  readonly award: string;
  /** Hash of what was asked, so that a repeat can be told from another request. */
  readonly request: string;
  readonly cause: AwardCause;
  readonly points: number;
  /** Points that had expired before they could enter a lot. */
  readonly lapsed: number;
  /** What it adds to the figures of its month; its points are none that orders earned. */
  readonly figures: ActivityFigures;
  /** Whether it shows that the member came by. */
  readonly visit: boolean;
  /** Absent where what activities may bring does not concern it. */
  readonly counted?: CountedOn;
  /** Absent where all of it was let in. */
  readonly withheld?: Withheld;
  /** Ids of the rewards that it and the tiers it reached bring. */
  readonly rewards: readonly string[];
  readonly uses: readonly CapUse[];
}

/** What time, refunds or a loan did to the tier that a member has, or a notice of it. */
export interface ReviewedEntry extends EntryBase {
  readonly kind: 'reviewed';
  readonly outcome: ReviewOutcome;
}

/** What a member brings from another system. */
export interface ImportedEntry extends EntryBase {
  readonly kind: 'imported';
  readonly row: string;
  readonly request: string;
  readonly spendMinor: number;
  readonly lastOrderAt: Instant;
  /** What is given once in a lifetime and was given there. */
  readonly givenOnce: readonly string[];
}

/** Another member's ledger goes into this one. */
export interface MergedEntry extends EntryBase {
  readonly kind: 'merged';
  /** The state that went in, whole, so that a replay has it. */
  readonly absorbed: MemberState;
  /** Ids of the rewards of tiers that neither had reached alone. */
  readonly rewards: readonly string[];
  /** What an undoing could not tell from the state. */
  readonly before: {
    readonly lastOrderAt: Instant;
    readonly lastVisitAt: Instant;
    readonly joinedAt: Instant;
  };
}

/** This member's ledger went into another one. */
export interface AbsorbedEntry extends EntryBase {
  readonly kind: 'absorbed';
  readonly into: string;
}

/** A merge undone: the absorbed state goes out of the survivor again. */
export interface UnmergedEntry extends EntryBase {
  readonly kind: 'unmerged';
  readonly released: MemberState;
  readonly lastOrderAt: Instant;
  readonly lastVisitAt: Instant;
  readonly joinedAt: Instant;
}

/** A merge undone, in the ledger of the member who is one again. */
export interface ReleasedEntry extends EntryBase {
  readonly kind: 'released';
  readonly from: string;
  readonly state: MemberState;
}

/** One line of a member's ledger. */
export type Entry =
  | EarnedEntry
  | ClawedBackEntry
  | RedeemedEntry
  | RestoredEntry
  | ExpiredEntry
  | AdjustedEntry
  | AwardedEntry
  | ReviewedEntry
  | ImportedEntry
  | MergedEntry
  | AbsorbedEntry
  | UnmergedEntry
  | ReleasedEntry;

export type EntryKind = Entry['kind'];
