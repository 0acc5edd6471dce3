import type { Instant } from '../time/time.ts';

/** A paid order, as far as the ledger needs it. Amounts are minor units of its own currency. */
export interface Order {
  readonly shop: string;
  readonly orderId: string;
  readonly orderNumber: string;
  readonly currency: string;
  /** What was paid, with tax and shipping. */
  readonly totalMinor: number;
  readonly shippingMinor: number;
  /** What earns: goods after discounts, without tax, shipping and gift cards. */
  readonly earningBaseMinor: number;
}

/** What an order holds of one product. */
export interface OrderLine {
  readonly productId: string;
  /** Pieces. */
  readonly quantity: number;
  /** What they add to the earning base: after discounts, without tax. */
  readonly netMinor: number;
}

/** A paid order as a shop tells of it. Its lines decide what it earns, and no entry keeps them. */
export interface PaidOrder extends Order {
  /** Absent where a shop does not tell them: then rules for certain products give nothing. */
  readonly lines?: readonly OrderLine[];
}

/** Money of an order that went back, its shipping part included in the amount. */
export interface Refund {
  readonly refundId: string;
  readonly amountMinor: number;
  readonly shippingMinor: number;
}

/** When something happened in the shop, when Perch heard of it, and the trace it belongs to. */
export interface Occasion {
  /** Decides months, validity and tier windows. */
  readonly occurredAt: Instant;
  /** Decides what has expired; stamped once at ingress. */
  readonly receivedAt: Instant;
  readonly correlationId: string;
}
