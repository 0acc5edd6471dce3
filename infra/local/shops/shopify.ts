import { type Context, Hono } from 'hono';
import * as z from 'zod';
import type { FakeShop, FakeShopApi } from './fake-shop.ts';
import { leakyBucket } from './rate-limit.ts';
import type { ShopDocument } from './shop-documents.ts';

/** What Shopify Plus allows: a bucket of 400 requests, of which 20 leak in a second. */
const BUCKET = 400;
const LEAKS_PER_SECOND = 20;

/**
 * Shopify's Admin API: orders by REST, subscription contracts by GraphQL. An order holds its refunds;
 * a contract is held in the shape in which GraphQL answers, and is answered whole whatever fields a
 * query names.
 *
 * @see https://shopify.dev/docs/api/admin-rest/latest/resources/order
 * @see https://shopify.dev/docs/api/admin-rest/usage/pagination
 */
export const shopifyApi: FakeShopApi = {
  collections: /^(orders|subscription_contracts)$/,
  limit: (now) => ({
    spend: leakyBucket(BUCKET, LEAKS_PER_SECOND, now),
    headers: ({ used }) => ({ 'x-shopify-shop-api-call-limit': `${used}/${BUCKET}` }),
  }),
  unauthorized: (context, { token }) =>
    context.req.header('x-shopify-access-token') === token
      ? undefined
      : context.json({ errors: UNKNOWN_TOKEN }, 401),
  tooMany: (context, seconds) =>
    isGraphql(context)
      ? context.json(THROTTLED)
      : context.json({ errors: TOO_MANY }, 429, { 'retry-after': seconds.toFixed(1) }),
  broken: (context) => context.json({ errors: 'Internal Server Error' }, 500),
  notFound: (context) => context.json({ errors: 'Not Found' }, 404),
  routes: (shop) =>
    new Hono()
      .basePath('/admin/api/:version{20[0-9]{2}-(01|04|07|10)|unstable}')
      .get('/orders.json', (context) => listOrders(context, shop))
      .get('/orders/:id{[0-9]+\\.json}', (context) => {
        const order = shop.documents.get('orders', context.req.param('id').replace('.json', ''));
        return order === undefined ? shopifyApi.notFound(context) : context.json({ order });
      })
      .post('/graphql.json', (context) => answerGraphql(context, shop)),
};

const UNKNOWN_TOKEN =
  '[API] Invalid API key or access token (unrecognized login or wrong password)';
const TOO_MANY =
  'Exceeded 20 calls per second for api client. Reduce request rates to resume uninterrupted service.';

/** GraphQL refuses under status 200, and says no seconds. */
const THROTTLED = { errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }] };

function isGraphql(context: Context): boolean {
  return context.req.path.endsWith('/graphql.json');
}

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 250;

/** What a list is asked for by; a cursor carries it on, so that it is said once. */
interface Filters {
  readonly status: string;
  readonly updatedMin: number;
  readonly updatedMax: number;
}

/** Where a page begins: after an order, by time and id; with where the page before it began. */
interface Cursor extends Filters {
  readonly after?: Rank;
  readonly before?: Rank;
}

type Rank = readonly [createdAt: number, id: number];

/** The newest first. A cursor stands for a place among the orders, not for a number of them. */
function listOrders(context: Context, shop: FakeShop): Response {
  const asked = new URL(context.req.url).searchParams;
  const info = asked.get('page_info');
  if (info !== null) {
    const said = [...asked.keys()].find((name) => !['page_info', 'limit', 'fields'].includes(name));
    if (said !== undefined) {
      return context.json({ errors: { [said]: `${said} cannot be passed.` } }, 400);
    }
  }
  const cursor = info === null ? filtersOf(asked) : readCursor(info);
  if (cursor === undefined) return context.json({ errors: { page_info: 'Invalid value.' } }, 400);
  const limit = limitOf(asked);
  const repeats = cursor.after !== undefined && shop.faults.repeatPage();
  const after = repeats ? cursor.before : cursor.after;
  const listed = shop.documents
    .all('orders')
    .filter((order) => isAskedFor(order, cursor))
    .map((order) => ({ order, rank: rankOf(order) }))
    .sort((a, b) => compare(a.rank, b.rank))
    .filter(({ rank }) => after === undefined || compare(after, rank) < 0);
  const page = listed.slice(0, limit);
  const last = page.at(-1)?.rank;
  if (listed.length > limit && last !== undefined) {
    const { status, updatedMin, updatedMax } = cursor;
    const next = { status, updatedMin, updatedMax, after: last, ...(after && { before: after }) };
    const url = new URL(context.req.url);
    url.search = new URLSearchParams({
      limit: String(limit),
      page_info: Buffer.from(JSON.stringify(next)).toString('base64url'),
    }).toString();
    context.header('link', `<${url}>; rel="next"`);
  }
  return context.json({ orders: page.map(({ order }) => order) });
}

function filtersOf(asked: URLSearchParams): Cursor {
  return {
    // Orders that were called off or archived are left out unless they are asked for.
    status: asked.get('status') ?? 'open',
    updatedMin: instantOf(asked.get('updated_at_min'), Number.MIN_SAFE_INTEGER),
    updatedMax: instantOf(asked.get('updated_at_max'), Number.MAX_SAFE_INTEGER),
  };
}

function instantOf(text: string | null, absent: number): number {
  const instant = Date.parse(text ?? '');
  return Number.isNaN(instant) ? absent : instant;
}

const rank = z.tuple([z.number(), z.number()]);
const cursorShape = z.object({
  status: z.string(),
  updatedMin: z.number(),
  updatedMax: z.number(),
  after: rank,
  before: rank.optional(),
});

function readCursor(info: string): Cursor | undefined {
  try {
    const { before, ...cursor } = cursorShape.parse(
      JSON.parse(Buffer.from(info, 'base64url').toString()),
    );
    return before === undefined ? cursor : { ...cursor, before };
  } catch {
    return undefined;
  }
}

function limitOf(asked: URLSearchParams): number {
  const limit = Number(asked.get('limit') ?? DEFAULT_LIMIT);
  return Number.isInteger(limit) && limit > 0 ? Math.min(limit, MAX_LIMIT) : DEFAULT_LIMIT;
}

function isAskedFor(order: ShopDocument, { status, updatedMin, updatedMax }: Filters): boolean {
  const updated = instantOf(String(order.updated_at), Number.NaN);
  const isOf =
    status === 'any' ||
    (status === 'cancelled' && typeof order.cancelled_at === 'string') ||
    (status === 'closed' && typeof order.closed_at === 'string') ||
    (status === 'open' && !order.cancelled_at && !order.closed_at);
  return isOf && updated >= updatedMin && updated <= updatedMax;
}

const rankOf = (order: ShopDocument): Rank => [
  instantOf(String(order.created_at), 0),
  Number(order.id),
];

/** Below 0 where the first stands before the second. */
const compare = (a: Rank, b: Rank): number => b[0] - a[0] || b[1] - a[1];

const contractQuery = z.object({
  query: z.string().regex(/\bsubscriptionContract\s*\(\s*id\s*:/),
  variables: z.object({
    id: z.string().regex(/^gid:\/\/shopify\/SubscriptionContract\/\d+$/),
  }),
});

/** Knows one query: a contract by its id, which comes as a variable. */
async function answerGraphql(context: Context, shop: FakeShop): Promise<Response> {
  const asked = contractQuery.safeParse(await context.req.json().catch(() => undefined));
  if (!asked.success) {
    const message = `This is not subscriptionContract(id:): ${z.prettifyError(asked.error)}`;
    return context.json({ errors: [{ message }] });
  }
  const id = asked.data.variables.id.split('/').at(-1) ?? '';
  const subscriptionContract = shop.documents.get('subscription_contracts', id) ?? null;
  return context.json({ data: { subscriptionContract } });
}
