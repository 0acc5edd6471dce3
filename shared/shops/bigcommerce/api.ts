import * as z from 'zod/mini';
import {
  type Answer,
  type Endpoint,
  expected,
  type Patience,
  type Question,
  shopHttp,
} from '../api/http.ts';
import { gather, gatherChanges, type OnRefused } from '../api/listing.ts';
import { type ShopApi, ShopUnavailable } from '../api/shop-api.ts';
import type { Reading } from '../platform.ts';
import type { ShopSettings } from '../shop-settings.ts';
import { calledOff, readMoney, readPaid, readState } from './order.ts';
import { readRefund } from './refund.ts';

/** Each order takes one or two requests more, so that a page is small: it has one deadline. */
const PAGE_SIZE = 25;

export function bigcommerceEndpoint({ storeHash }: ShopSettings, token: string, baseUrl?: string) {
  if (storeHash === undefined) return undefined;
  return {
    baseUrl: `${baseUrl ?? 'https://api.bigcommerce.com'}/stores/${storeHash}`,
    headers: { 'x-auth-token': token },
  };
}

/**
 * BigCommerce's API: orders of version 2, refunds of version 3. Pages go by the orders' ids and not
 * by count: an order that changes while they are read falls out of the span, and those behind it
 * would move up by one, past the edge of the page.
 */
export function bigcommerceApi(
  endpoint: Endpoint,
  patience: Patience,
  onRefused: OnRefused,
): ShopApi {
  const question = shopHttp(endpoint, patience);

  return {
    async changes(since, until, from) {
      const asking = question();
      const answer = await asking.get('v2/orders', {
        // It counts in seconds.
        min_date_modified: new Date(Math.floor(since / 1000) * 1000).toISOString(),
        max_date_modified: new Date(Math.ceil(until / 1000) * 1000).toISOString(),
        sort: 'id:asc',
        limit: String(PAGE_SIZE),
        ...(from !== undefined && { min_id: from }),
      });
      const orders = listed(answer, 'a list of orders');
      const gathered = await gatherChanges(
        orders,
        (one) => historyOf(asking, one, until),
        until,
        onRefused,
      );
      if (orders.length < PAGE_SIZE) return gathered;
      const { id } = expected(last, orders.at(-1), 'an order');
      if (from !== undefined && id < BigInt(from)) {
        throw new ShopUnavailable('the shop gave the same page twice');
      }
      return { ...gathered, next: String(id + 1n) };
    },

    async order(orderId, at) {
      const asking = question();
      const answer = await asking.get(`v2/orders/${encodeURIComponent(orderId)}`);
      if (answer === undefined) return undefined;
      const read = (order: unknown) => historyOf(asking, order, at);
      return (await gather([answer.json], read, onRefused)).events;
    },

    /** BigCommerce has none: they are other companies' apps. */
    subscription: async () => undefined,
  };
}

const list = z.array(z.unknown()).check(z.maxLength(1000));

/** Where there is nothing to list, version 2 answers without a body. */
function listed(answer: Answer | undefined, what: string): readonly unknown[] {
  const isEmpty = answer !== undefined && answer.json === undefined;
  return isEmpty ? [] : expected(list, answer?.json, what);
}

const last = z.object({
  id: z.pipe(
    z.string().check(z.regex(/^\d{1,18}$/, 'is not a number')),
    z.transform((digits: string) => BigInt(digits)),
  ),
});

const refundList = z.object({ data: list });

async function historyOf(
  asking: Question,
  order: unknown,
  at: number,
): Promise<readonly Reading[]> {
  const state = readState(order);
  if (!state.ok) return [state];
  const { orderId, paid, calledOff: isOff, refunded } = state.value;
  if (!paid && !isOff) return [];
  const off = isOff ? [calledOff(state.value, at)] : [];
  if (!paid) return off;
  const money = readMoney(order);
  if (!money.ok) return [money, ...off];
  const products = await productsOf(asking, orderId);
  const refunds = refunded ? await refundsOf(asking, orderId) : [];
  return [
    readPaid(order, products, state.value, money.value, at),
    ...refunds.map((refund) => readRefund(refund, orderId, money.value, at)),
    ...off,
  ];
}

/** As many as it lists at once; an order of more pages than these is refused for its many lines. */
const LINES_AT_ONCE = 250;
const MOST_PAGES = 5;

async function productsOf(asking: Question, orderId: string): Promise<readonly unknown[]> {
  const path = `v2/orders/${encodeURIComponent(orderId)}/products`;
  const products: unknown[] = [];
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const answer = await asking.get(path, { limit: String(LINES_AT_ONCE), page: String(page) });
    const some = listed(answer, 'a list of products');
    products.push(...some);
    if (some.length < LINES_AT_ONCE) break;
  }
  return products;
}

async function refundsOf(asking: Question, orderId: string): Promise<readonly unknown[]> {
  const answer = await asking.get(
    `v3/orders/${encodeURIComponent(orderId)}/payment_actions/refunds`,
  );
  return answer === undefined ? [] : expected(refundList, answer.json, 'a list of refunds').data;
}
