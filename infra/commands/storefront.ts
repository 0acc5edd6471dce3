import { randomUUID } from 'node:crypto';
import { demoSecret, demoShops } from '../../shared/shops/demo-shops.ts';
import type { ShopSettings } from '../../shared/shops/shop-settings.ts';
import { signDelivery } from '../../shared/shops/sign.ts';
import {
  type GivenRefund,
  type Post,
  type SoldOrder,
  storefrontBodies,
} from './storefront-bodies.ts';

/** What Perch answered to a delivery. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Plays one of the shops of a local host: posts what it would post, signed as it would sign. */
export function storefront(host: string, shopId: string, now: () => number) {
  const shop = demoShop(shopId);
  const bodies = storefrontBodies[shop.platform];

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

  return {
    sells: (order: SoldOrder) => post(bodies.paid(order)),
    refunds: (order: SoldOrder, refund: GivenRefund) => post(bodies.refunded(order, refund)),
    cancels: (order: SoldOrder, at: string) => post(bodies.cancelled(order, at)),
    /** @throws where shops of this kind do not tell that a refund came to nothing. */
    undoes: (order: SoldOrder, refund: GivenRefund) => {
      if (bodies.refundReversed === undefined) throw new Error(`${shopId} does not tell of that`);
      return post(bodies.refundReversed(order, refund));
    },
  };
}

function demoShop(id: string): ShopSettings {
  const shop = demoShops.find((candidate) => candidate.id === id);
  if (shop !== undefined) return shop;
  throw new Error(`There is no ${id}; there are ${demoShops.map((known) => known.id).join(', ')}.`);
}
