import { type Context, Hono } from 'hono';
import type { FakeShop, FakeShopApi } from './fake-shop.ts';
import { numberedPages } from './numbered-pages.ts';
import { fixedWindow } from './rate-limit.ts';
import type { ShopDocument } from './shop-documents.ts';

/** What a Pro plan allows. */
const QUOTA = 450;
const WINDOW_MS = 30_000;

/**
 * BigCommerce's API: orders and their products in version 2, which answers 204 where there is
 * nothing, and their refunds in version 3. A refund is held beside its order's products, under
 * `orders/<id>/refunds`.
 *
 * @see https://developer.bigcommerce.com/docs/rest-management/orders
 * @see https://developer.bigcommerce.com/docs/start/best-practices/api-rate-limits
 */
export const bigcommerceApi: FakeShopApi = {
  collections: /^orders(\/\d+\/(products|refunds))?$/,
  limit: (now) => ({
    spend: fixedWindow(QUOTA, WINDOW_MS, now),
    headers: ({ used, resetMs }) => ({
      'x-rate-limit-requests-left': String(QUOTA - used),
      'x-rate-limit-requests-quota': String(QUOTA),
      'x-rate-limit-time-reset-ms': String(resetMs),
      'x-rate-limit-time-window-ms': String(WINDOW_MS),
    }),
  }),
  unauthorized: (context, { token }) =>
    context.req.header('x-auth-token') === token
      ? undefined
      : refuse(context, 401, 'The credentials supplied in the request are invalid.'),
  // No Retry-After: the header of its own says when the window ends.
  tooMany: (context, seconds) => {
    context.header('x-rate-limit-requests-left', '0');
    context.header('x-rate-limit-time-reset-ms', String(Math.ceil(seconds * 1_000)));
    return refuse(context, 429, 'You have exceeded your request limit.');
  },
  broken: (context) => refuse(context, 500, 'An internal error occurred.'),
  notFound: (context) => refuse(context, 404, 'The requested resource was not found.'),
  routes: (shop) => {
    const pageOf = numberedPages((number) => number > 1 && shop.faults.repeatPage());
    const productPageOf = numberedPages();
    const { documents } = shop;
    return new Hono()
      .basePath(`/stores/${shop.storeHash}`)
      .get('/v2/orders', (context) => listOrders(context, shop, pageOf))
      .get('/v2/orders/:id{[0-9]+}', (context) => {
        const order = documents.get('orders', context.req.param('id'));
        return order === undefined ? bigcommerceApi.notFound(context) : context.json(order);
      })
      .get('/v2/orders/:id{[0-9]+}/products', (context) => {
        const id = context.req.param('id');
        if (documents.get('orders', id) === undefined) return bigcommerceApi.notFound(context);
        return answerPage(context, documents.all(`orders/${id}/products`), productPageOf);
      })
      .get('/v3/orders/:id{[0-9]+}/payment_actions/refunds', (context) => {
        const id = context.req.param('id');
        if (documents.get('orders', id) === undefined) return bigcommerceApi.notFound(context);
        return context.json({ data: documents.all(`orders/${id}/refunds`), meta: {} });
      });
  },
};

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 250;

type Field = 'id' | 'date_created' | 'date_modified';

function listOrders(
  context: Context,
  shop: FakeShop,
  pageOf: ReturnType<typeof numberedPages>,
): Response {
  const query = context.req.query();
  const { min_id, min_date_modified, max_date_modified, sort = 'id:asc', page = '1' } = query;
  const minId = Number(min_id ?? 0);
  const min = instantOf(min_date_modified, Number.NEGATIVE_INFINITY);
  const max = instantOf(max_date_modified, Number.POSITIVE_INFINITY);
  const [, field, direction] = sort.match(/^(id|date_created|date_modified):(asc|desc)$/) ?? [];
  if ([minId, min, max].some(Number.isNaN) || field === undefined) {
    return refuse(context, 400, 'A filter of the request is not valid.');
  }
  const up = shop.documents
    .all('orders')
    .filter((order) => {
      const modified = rankOf(order, 'date_modified');
      return modified >= min && modified <= max;
    })
    .sort(
      (a, b) =>
        rankOf(a, field as Field) - rankOf(b, field as Field) || Number(a.id) - Number(b.id),
    );
  const all = direction === 'asc' ? up : up.reverse();
  // Whoever goes on by ids is given what lies before them where a page is to come twice.
  const repeats = min_id !== undefined && page === '1' && shop.faults.repeatPage();
  const list = all.filter(({ id }) => (repeats ? Number(id) < minId : Number(id) >= minId));
  return answerPage(context, repeats ? list.slice(-sizeOf(context)) : list, pageOf);
}

/** Dates are RFC 2822 or ISO 8601; an order writes the former, in whole seconds. */
function instantOf(text: string | undefined, absent: number): number {
  return text === undefined ? absent : Date.parse(text);
}

function rankOf(order: ShopDocument, field: Field): number {
  return field === 'id' ? Number(order.id) : Date.parse(String(order[field]));
}

function answerPage(
  context: Context,
  list: readonly ShopDocument[],
  pageOf: ReturnType<typeof numberedPages>,
): Response {
  const number = Number(context.req.query('page') ?? 1);
  const size = sizeOf(context);
  if (!(Number.isInteger(number) && Number.isInteger(size) && number > 0 && size > 0)) {
    return refuse(context, 400, 'The page or the limit is not valid.');
  }
  const { items } = pageOf(list, number, size);
  return items.length === 0 ? context.body(null, 204) : context.json(items);
}

function sizeOf(context: Context): number {
  return Math.min(Number(context.req.query('limit') ?? DEFAULT_LIMIT), MAX_LIMIT);
}

/** Version 2 tells of faults in a list, version 3 in a problem. */
function refuse(context: Context, status: 400 | 401 | 404 | 429 | 500, message: string): Response {
  const type = 'https://developer.bigcommerce.com/api-docs/getting-started/api-status-codes';
  return context.req.path.includes('/v3/')
    ? context.json({ status, title: message, type }, status)
    : context.json([{ status, message }], status);
}
