import * as z from 'zod/mini';
import { identifier } from '../../events/fields.ts';
import { type Endpoint, expected, type Patience, type Question, shopHttp } from '../api/http.ts';
import { gather, gatherChanges, type OnRefused } from '../api/listing.ts';
import type { ShopApi } from '../api/shop-api.ts';
import { readAs } from '../body.ts';
import { pricedIn } from '../money.ts';
import type { Reading } from '../platform.ts';
import type { ShopSettings } from '../shop-settings.ts';
import { readRefund } from './refund.ts';
import { readHistory } from './webhooks.ts';

/** WooCommerce lists up to 100 at once, for which a small host takes longer than is waited. */
const PAGE_SIZE = '50';

/** As many refunds as WooCommerce lists at once; an order with more is none that was ever seen. */
const MOST_REFUNDS = '100';

/** @param token consumer key and secret, `ck_...:cs_...` */
export function woocommerceEndpoint(shop: ShopSettings, token: string, baseUrl?: string) {
  if (baseUrl === undefined && shop.domain === undefined) return undefined;
  return {
    baseUrl: `${baseUrl ?? `https://${shop.domain}`}/wp-json/wc/v3`,
    headers: { authorization: `Basic ${Buffer.from(token).toString('base64')}` },
  };
}

/**
 * WooCommerce's REST API, version 3. Pages are counted, and an order that changes while they are
 * read falls out of the span, so that those behind it move up by one. Hence the last page is read
 * first and the first one last: what moves up is read twice, and nothing is passed over.
 */
export function woocommerceApi(
  endpoint: Endpoint,
  patience: Patience,
  onRefused: OnRefused,
): ShopApi {
  const question = shopHttp(endpoint, patience);

  return {
    async changes(since, until, from) {
      const page = from ?? '1';
      const asking = question();
      const answer = await asking.get('orders', {
        // Both ends are left out by WooCommerce, and it counts in seconds.
        modified_after: gmt(Math.floor(since / 1000) * 1000 - 1000),
        modified_before: gmt(Math.ceil(until / 1000) * 1000 + 1000),
        dates_are_gmt: 'true',
        orderby: 'id',
        order: 'asc',
        per_page: PAGE_SIZE,
        page,
      });
      const orders = expected(list, answer?.json, 'a list of orders');
      const gathered = await gatherChanges(
        orders,
        (one) => historyOf(asking, one, until),
        until,
        onRefused,
      );
      // The first question finds how many pages there are; then they are read backwards.
      const last = Number(answer?.header('x-wp-totalpages') ?? '1');
      const next = from === undefined ? last : Number(page) - 1;
      const isMore = from === undefined ? last > 1 : next >= 1;
      return isMore ? { ...gathered, next: String(next) } : gathered;
    },

    async order(orderId, at) {
      const asking = question();
      const answer = await asking.get(`orders/${encodeURIComponent(orderId)}`);
      if (answer === undefined) return undefined;
      const read = (order: unknown) => historyOf(asking, order, at);
      return (await gather([answer.json], read, onRefused)).events;
    },

    /** WooCommerce has none of its own; the extension that has some is not read. */
    subscription: async () => undefined,
  };
}

const list = z.array(z.unknown()).check(z.maxLength(100));

const refunded = z.object({ id: identifier, refunds: z.nullish(z.array(z.unknown())) });

async function historyOf(
  asking: Question,
  order: unknown,
  at: number,
): Promise<readonly Reading[]> {
  const history = readHistory(order, at);
  const read = readAs(refunded, order, 'an order');
  if (history.length === 0 || !read.ok || !read.value.refunds?.length) return history;
  const priced = readAs(pricedIn, order, 'an order');
  if (!priced.ok) return history;
  const { id: orderId } = read.value;
  const answer = await asking.get(`orders/${encodeURIComponent(orderId)}/refunds`, {
    per_page: MOST_REFUNDS,
  });
  if (answer === undefined) return history;
  const refunds = expected(list, answer.json, 'a list of refunds');
  const of = { orderId, currency: priced.value.currency };
  return [...history, ...refunds.map((refund) => readRefund(refund, of, at))];
}

/** `2026-11-01T08:00:00`, as WooCommerce writes times in GMT. */
function gmt(at: number): string {
  return new Date(at).toISOString().slice(0, 19);
}
