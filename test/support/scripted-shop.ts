import { type Page, type ShopApi, ShopUnavailable } from '../../shared/shops/api/shop-api.ts';
import type { ShopEvent } from '../../shared/shops/platform.ts';

/** One thing that a shop's webhook would have told, and when. */
export interface Webhook {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly event: ShopEvent;
}

/** What a test sells; money in minor units of euros. */
export interface Sale {
  readonly orderId: string;
  /** Absent for a guest. */
  readonly customer?: string;
  readonly totalMinor?: number;
}

/** A shop that sells as it is told, remembers it, and has an API over what it remembers. */
export function scriptedShop({ perPage = 100 }: { readonly perPage?: number } = {}) {
  const webhooks: Webhook[] = [];
  /** The shop's orders by id, with what became of each. */
  const orders = new Map<string, Webhook[]>();
  /** Questions that were asked, and faults ahead: one for each that is to fail. */
  const asked: string[] = [];
  const faults: Error[] = [];
  let beforePage: (from: string | undefined) => void = () => {};

  function happen(orderId: string, at: number, event: ShopEvent): void {
    const webhook = { at, event };
    webhooks.push(webhook);
    orders.set(orderId, [...(orders.get(orderId) ?? []), webhook]);
  }

  function question(about: string): void {
    asked.push(about);
    const fault = faults.shift();
    if (fault !== undefined) throw fault;
  }

  const changedAt = (order: readonly Webhook[]) => Math.max(...order.map(({ at }) => at));
  const eventsOf = (order: readonly Webhook[]) => order.map(({ event }) => event);

  const api: ShopApi = {
    async changes(since, until, from): Promise<Page> {
      question(`${new Date(since).toISOString()} to ${new Date(until).toISOString()}`);
      beforePage(from);
      const left = [...orders]
        .map(([orderId, order]) => ({ order, place: `${changedAt(order)} ${orderId}` }))
        .filter(({ order }) => changedAt(order) >= since && changedAt(order) <= until)
        .filter(({ place }) => from === undefined || place > from)
        .toSorted((a, b) => (a.place < b.place ? -1 : 1));
      const page = left.slice(0, perPage);
      const last = page.at(-1);
      return {
        events: page.flatMap(({ order }) => eventsOf(order)),
        refused: 0,
        ...(last !== undefined && left.length > perPage && { next: last.place }),
      };
    },
    async order(orderId) {
      question(`order ${orderId}`);
      const order = orders.get(orderId);
      return order && eventsOf(order);
    },
    async subscription(subscriptionId) {
      question(`subscription ${subscriptionId}`);
      return undefined;
    },
  };

  return {
    api,
    webhooks: webhooks as readonly Webhook[],
    asked,
    /** Has the next question go unanswered. */
    fail: (fault: Error = new ShopUnavailable('it did not answer in time')) => faults.push(fault),
    /** Has something happen just before a page is listed. */
    beforePage: (happens: (from: string | undefined) => void) => {
      beforePage = happens;
    },
    sells: (at: number, { orderId, customer, totalMinor = 5_000 }: Sale) =>
      happen(orderId, at, {
        name: 'order.paid',
        detail: {
          orderId,
          orderNumber: orderId,
          customer,
          currency: 'EUR',
          totalMinor,
          shippingMinor: 0,
          earningBaseMinor: totalMinor,
          discountCodes: [],
          lines: [],
          occurredAt: new Date(at).toISOString(),
        },
      }),
    refunds: (at: number, orderId: string, refundId: string, amountMinor: number) =>
      happen(orderId, at, {
        name: 'order.refunded',
        detail: {
          orderId,
          refundId,
          currency: 'EUR',
          amountMinor,
          shippingMinor: 0,
          occurredAt: new Date(at).toISOString(),
        },
      }),
    takesBack: (at: number, orderId: string, refundId: string) =>
      happen(orderId, at, {
        name: 'order.refund-reversed',
        detail: { orderId, refundId, occurredAt: new Date(at).toISOString() },
      }),
    cancels: (at: number, orderId: string) =>
      happen(orderId, at, {
        name: 'order.cancelled',
        detail: { orderId, occurredAt: new Date(at).toISOString() },
      }),
  };
}

export type ScriptedShop = ReturnType<typeof scriptedShop>;
