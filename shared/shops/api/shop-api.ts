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
   * An order may be on two pages, and pages may overlap what was listed before. An order that
   * changes once more meanwhile may be on none: it is in a later span then. That an order was paid
   * more than 30 days before the end is not told again, what became of it since is.
   *
   * @param since epoch milliseconds
   * @param until epoch milliseconds; what is told counts as received then
   * @param from `next` of the page before
   */
  changes(since: number, until: number, from?: string): Promise<Page>;
  /**
   * All that became of one order so far; undefined where the shop knows no such order.
   *
   * @param at epoch milliseconds at which what is told counts as received
   */
  order(orderId: string, at: number): Promise<readonly ShopEvent[] | undefined>;
  /**
   * A subscription as it is now; undefined where the shop knows no such one.
   *
   * @param at epoch milliseconds at which what is told counts as received
   */
  subscription(subscriptionId: string, at: number): Promise<readonly ShopEvent[] | undefined>;
}

/**
 * A shop's API that understood and said no: the token is wrong, or may not read this. Asking again
 * does not help before somebody has mended that.
 */
export class ShopRefused extends Error {
  override name = 'ShopRefused';
}

/** A shop's API that does not answer, or not with what it should: to be asked again later. */
export class ShopUnavailable extends Error {
  override name = 'ShopUnavailable';
}
