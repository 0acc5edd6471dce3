import type { Wish } from '../../shared/domain/ledger/redemption.ts';

/** When something happened, and when Perch heard of it. */
interface Told {
  readonly occurredAt: number;
  readonly receivedAt: number;
}

/** An order as a shop tells of it; members are numbered. */
export interface OrderDeed extends Told {
  readonly does: 'order';
  readonly orderId: string;
  /** Absent where the order names no customer. */
  readonly member?: number;
  readonly currency: string;
  readonly totalMinor: number;
  readonly shippingMinor: number;
  readonly earningBaseMinor: number;
}

/** What a shop tells of an order afterwards. */
export interface AfterwardsDeed extends Told {
  readonly does: 'refund' | 'reverse' | 'cancel';
  readonly orderId: string;
  readonly refundId: string;
  readonly amountMinor: number;
  readonly shippingMinor: number;
  /** How often it has been put off already. */
  readonly waits: number;
}

export type ShopDeed = OrderDeed | AfterwardsDeed;

/** What people and schedules ask for. */
export type DeskDeed = Told &
  (
    | { readonly does: 'redeem'; readonly member: number; readonly id: string; readonly wish: Wish }
    | { readonly does: 'restore'; readonly id: string }
    | {
        readonly does: 'adjust';
        readonly member: number;
        readonly id: string;
        readonly points: number;
      }
    | { readonly does: 'look' | 'expire'; readonly member: number }
    | {
        readonly does: 'import';
        readonly member: number;
        readonly id: string;
        readonly points: readonly { readonly points: number; readonly expiresAt: number }[];
        readonly tier: string | null;
        readonly purchases: number;
        readonly spendMinor: number;
      }
    | { readonly does: 'merge' | 'unmerge'; readonly survivor: number; readonly absorbed: number }
  );

export type Deed = ShopDeed | DeskDeed;

/** One arrival of a deed. A deed may arrive often, late and in any order. */
export interface Delivery {
  readonly at: number;
  readonly deed: Deed;
  /** Decides how long its steps take, and what goes wrong with them. */
  readonly seed: number;
  /** False where nothing goes wrong. */
  readonly faults: boolean;
}

/** The one shop of the simulated world. */
export const SHOP = 'birdhouse';

/** A member's id. */
export function memberOf(number: number): string {
  return `member-${String(number).padStart(15, '0')}`;
}

export function isOfShop(deed: Deed): deed is ShopDeed {
  return (
    deed.does === 'order' ||
    deed.does === 'refund' ||
    deed.does === 'reverse' ||
    deed.does === 'cancel'
  );
}
