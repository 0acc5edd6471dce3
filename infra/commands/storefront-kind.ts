import type { Aftermath, GivenRefund, SoldOrder } from './sold-order.ts';

/** What a storefront posts: a body, and its topic in the platform's own words. */
export interface Post {
  readonly topic: string;
  readonly body: object;
}

/** What a shop's API shows: a document of the platform, at its place in a fake shop. */
export interface Shown {
  readonly collection: string;
  readonly id: string;
  readonly document: object;
}

/** How shops of one kind tell of what they do, with the fields that matter here. */
export interface StorefrontKind {
  paid(order: SoldOrder): Post;
  /** @param earlier the order's refunds before this one; some shops tell of all of them each time. */
  refunded(order: SoldOrder, refund: GivenRefund, earlier?: readonly GivenRefund[]): Post;
  cancelled(order: SoldOrder, at: string): Post;
  /** A refund came to nothing; absent where shops of this kind do not tell of it. */
  refundReversed?(order: SoldOrder, refund: GivenRefund): Post;
  /** All that the API shows of an order, what the rest hangs on last; absent where there is none. */
  shown?(order: SoldOrder, since: Aftermath): readonly Shown[];
}
