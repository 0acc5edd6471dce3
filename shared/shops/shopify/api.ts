import * as z from 'zod/mini';
import { type Endpoint, expected, type Patience, shopHttp } from '../api/http.ts';
import { gather, gatherChanges, type OnRefused } from '../api/listing.ts';
import { type ShopApi, ShopRefused, ShopUnavailable } from '../api/shop-api.ts';
import { readAs } from '../body.ts';
import type { Reading } from '../platform.ts';
import type { ShopSettings } from '../shop-settings.ts';
import { CONTRACT_QUERY, readSubscriptionContract } from './contract.ts';
import { paidStates, readTopic } from './webhooks.ts';

/** There is a version a quarter, and each is served for a year at least. */
const API = 'api/2026-07';

/** Shopify lists up to 250 at once; a page of so many orders with all their lines takes seconds. */
const PAGE_SIZE = '100';

/**
 * @param token an access token that stays, as apps made in the shop's own admin have; or the client
 * id and secret of an app of the Dev Dashboard, `<id>:<secret>`, for which Shopify grants tokens of
 * a day (shopify.dev, client credentials grant). Each question asks for one: a day could be kept
 * only by a clock.
 */
export function shopifyEndpoint(
  shop: ShopSettings,
  token: string,
  baseUrl?: string,
): Endpoint | undefined {
  if (baseUrl === undefined && shop.domain === undefined) return undefined;
  const admin = `${baseUrl ?? `https://${shop.domain}`}/admin`;
  const [client_id, client_secret] = token.split(':');
  if (client_secret === undefined) return { baseUrl: admin, headers: { [ACCESS_TOKEN]: token } };
  return {
    baseUrl: admin,
    headers: {},
    authorize: async (question) => {
      const grant_type = 'client_credentials';
      const asked = { grant_type, client_id, client_secret };
      const answer = await question.post('oauth/access_token', asked);
      const { access_token } = expected(granted, answer?.json, 'a token');
      return { [ACCESS_TOKEN]: access_token };
    },
  };
}

const ACCESS_TOKEN = 'x-shopify-access-token';

const granted = z.object({ access_token: z.string().check(z.minLength(1)) });

/**
 * Shopify's Admin API. Orders are asked for over REST, since there they have the very body that
 * webhooks bring, refunds inside, and one reader does for both. Shopify calls REST legacy: once it
 * is taken away, the query `orders(query: "updated_at:>=...")` of GraphQL takes its place, with a
 * reader of its own. Subscriptions have only ever been in GraphQL.
 */
export function shopifyApi(
  shop: ShopSettings,
  endpoint: Endpoint,
  patience: Patience,
  onRefused: OnRefused,
): ShopApi {
  const question = shopHttp(endpoint, patience);

  return {
    async changes(since, until, from) {
      const span = {
        status: 'any',
        updated_at_min: new Date(since).toISOString(),
        updated_at_max: new Date(until).toISOString(),
      };
      const answer = await question().get(`${API}/orders.json`, {
        limit: PAGE_SIZE,
        // The cursor holds the filters already, and may not be sent beside them.
        ...(from === undefined ? span : { page_info: from }),
      });
      const { orders } = expected(orderList, answer?.json, 'a list of orders');
      const gathered = await gatherChanges(
        orders,
        (order) => historyOf(order, shop, until),
        until,
        onRefused,
      );
      const next = nextPage(answer?.header('link'));
      if (next === undefined) return gathered;
      if (next === from) throw new ShopUnavailable('the shop gave the same page twice');
      return { ...gathered, next };
    },

    async order(orderId, at) {
      const answer = await question().get(`${API}/orders/${encodeURIComponent(orderId)}.json`);
      if (answer === undefined) return undefined;
      const { order } = expected(oneOrder, answer.json, 'an order');
      return (await gather([order], () => historyOf(order, shop, at), onRefused)).events;
    },

    async subscription(subscriptionId, at) {
      const id = `gid://shopify/SubscriptionContract/${subscriptionId}`;
      const answer = await question().post(`${API}/graphql.json`, {
        query: CONTRACT_QUERY,
        variables: { id },
      });
      const { data, errors } = expected(graphqlAnswer, answer?.json, 'an answer of GraphQL');
      if (errors?.some(({ extensions }) => extensions?.code === 'THROTTLED')) {
        throw new ShopUnavailable('the shop asks for less at once');
      }
      if (errors?.length) throw new ShopRefused('the shop does not answer this query');
      const contract = data?.subscriptionContract ?? undefined;
      if (contract === undefined) return undefined;
      const read = (json: unknown) => [readSubscriptionContract(json, subscriptionId, shop, at)];
      return (await gather([contract], read, onRefused)).events;
    },
  };
}

const orderList = z.object({ orders: z.array(z.unknown()).check(z.maxLength(250)) });
const oneOrder = z.object({ order: z.unknown() });

const graphqlAnswer = z.object({
  data: z.nullish(z.object({ subscriptionContract: z.nullish(z.unknown()) })),
  errors: z.nullish(
    z.array(z.object({ extensions: z.nullish(z.object({ code: z.nullish(z.string()) })) })),
  ),
});

const orderHistory = z.object({
  financial_status: z.nullish(z.string()),
  cancelled_at: z.nullish(z.string()),
  refunds: z.nullish(z.array(z.unknown()).check(z.maxLength(1000))),
});

/** What webhooks have told of an order by now, if all of them came; nothing before it is paid. */
function historyOf(order: unknown, shop: ShopSettings, at: number): readonly Reading[] {
  const read = readAs(orderHistory, order, 'an order');
  if (!read.ok) return [read];
  const { financial_status, cancelled_at, refunds } = read.value;
  if (!paidStates.has(financial_status ?? '')) return [];
  return [
    readTopic('orders/paid', order, shop, at),
    ...(refunds ?? []).map((refund) => readTopic('refunds/create', refund, shop, at)),
    ...(cancelled_at ? [readTopic('orders/cancelled', order, shop, at)] : []),
  ];
}

/** The cursor in a `Link` header such as `<https://...?page_info=x&limit=100>; rel="next"`. */
function nextPage(link: string | undefined): string | undefined {
  const next = /<([^<>]+)>;\s*rel="?next"?/.exec(link ?? '')?.[1];
  return URL.parse(next ?? '')?.searchParams.get('page_info') ?? undefined;
}
