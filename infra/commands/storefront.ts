import { randomUUID } from 'node:crypto';
import { demoSecret, demoShops } from '../../shared/shops/demo-shops.ts';
import type { ShopSettings } from '../../shared/shops/shop-settings.ts';
import { signDelivery } from '../../shared/shops/sign.ts';
import type { Aftermath, GivenRefund, SoldOrder } from './sold-order.ts';
import { storefrontBodies } from './storefront-bodies.ts';
import type { Post } from './storefront-kind.ts';

/** What Perch answered to a delivery. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/**
 * Plays one of the shops of a local host: its API shows what it does, and it posts what it would
 * post, signed as it would sign. What it does `quietly` nobody is told of, as in an outage of its
 * webhooks.
 */
export function storefront(host: string, shopId: string, now: () => number) {
  const shop = demoShop(shopId);
  const kind = storefrontBodies[shop.platform];
  const aftermaths = new Map<string, Aftermath>();

  async function post({ topic, body }: Post): Promise<Answer> {
    const text = JSON.stringify(body);
    const delivery = { body: text, topic, at: now(), id: `msg_${randomUUID()}` };
    const response = await fetch(`${host}/webhooks/${shop.id}`, {
      method: 'POST',
      headers: signDelivery(shop.platform, demoSecret(shop), delivery),
      body: text,
    });
    const answered = await response.text();
    return { status: response.status, body: answered === '' ? null : JSON.parse(answered) };
  }

  /** Has the shop's API show the order as it is by now. */
  async function show(order: SoldOrder, since: Aftermath): Promise<void> {
    aftermaths.set(order.orderId, since);
    for (const { collection, id, document } of kind.shown?.(order, since) ?? []) {
      const place = `/_local/shops/${shop.id}/${collection}/${id}`;
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify(document);
      const { status } = await fetch(`${host}${place}`, { method: 'PUT', headers, body });
      if (status !== 204) throw new Error(`${place} answered ${status}`);
    }
  }

  const sinceOf = (order: SoldOrder): Aftermath =>
    aftermaths.get(order.orderId) ?? { refunds: [], undone: [] };

  function deeds<Told>(tell: (post: Post) => Promise<Told>) {
    return {
      async sells(order: SoldOrder): Promise<Told> {
        await show(order, sinceOf(order));
        return tell(kind.paid(order));
      },
      async refunds(order: SoldOrder, refund: GivenRefund): Promise<Told> {
        const since = sinceOf(order);
        const earlier = since.refunds.filter(({ refundId }) => refundId !== refund.refundId);
        await show(order, { ...since, refunds: [...earlier, refund] });
        return tell(kind.refunded(order, refund, earlier));
      },
      async cancels(order: SoldOrder, at: string): Promise<Told> {
        await show(order, { ...sinceOf(order), cancelledAt: at });
        return tell(kind.cancelled(order, at));
      },
      /** @throws where shops of this kind do not tell that a refund came to nothing. */
      async undoes(order: SoldOrder, refund: GivenRefund): Promise<Told> {
        if (kind.refundReversed === undefined) throw new Error(`${shopId} does not tell of that`);
        const since = sinceOf(order);
        await show(order, { ...since, undone: [...since.undone, refund] });
        return tell(kind.refundReversed(order, refund));
      },
    };
  }

  return {
    ...deeds(post),
    /** Posts whatever else it has to tell. */
    tells: post,
    quietly: deeds(async () => {}),
  };
}

function demoShop(id: string): ShopSettings {
  const shop = demoShops.find((candidate) => candidate.id === id);
  if (shop !== undefined) return shop;
  throw new Error(`There is no ${id}; there are ${demoShops.map((known) => known.id).join(', ')}.`);
}
