import type { ShopEvent } from '../platform.ts';

/** A part of what a shop's API lists. */
export interface Page {
  /** What became of the orders on it, as their webhooks would have told. */
  readonly events: readonly ShopEvent[];
  /** How many of them could not be read; what is wrong with each is in the log. */
  readonly refused: number;
  /** Where the next part begins; absent on the last. */
  readonly next?: string;
}

/**
 * What Perch asks the API of a shop, and nothing more. Each call ends by itself within some
 * seconds, with an answer or with a throw of {@link ShopUnavailable}.
 */
export interface ShopApi {
  /**
   * What became of orders that changed in a span of time, from its start to its end, both included.
   * An order may be on two pages, and pages may overlap what was listed before.
   *
   * @param since epoch milliseconds
   * @param until epoch milliseconds
   * @param from `next` of the page before
   */
  changes(since: number, until: number, from?: string): Promise<Page>;
  /** All that became of one order so far; undefined where the shop knows no such order. */
  order(orderId: string): Promise<readonly ShopEvent[] | undefined>;
  /** A subscription as it is now; undefined where the shop knows no such one. */
  subscription(subscriptionId: string): Promise<readonly ShopEvent[] | undefined>;
}

/** A shop's API that does not answer, or not with what it should: to be asked again later. */
export class ShopUnavailable extends Error {
  override name = 'ShopUnavailable';
}
