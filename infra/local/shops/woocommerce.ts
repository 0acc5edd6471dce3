import { type Context, Hono } from 'hono';
import * as z from 'zod';
import type { FakeShopApi } from './fake-shop.ts';
import { numberedPages } from './numbered-pages.ts';
import type { ShopDocument } from './shop-documents.ts';

/**
 * WooCommerce's REST API: orders, and an order's refunds. A real one takes a key and its secret so
 * plainly only over TLS. It sets no limit itself; what stands before it may.
 *
 * @see https://woocommerce.github.io/woocommerce-rest-api-docs/#list-all-orders
 * @see https://developer.wordpress.org/rest-api/using-the-rest-api/pagination/
 */
export const woocommerceApi: FakeShopApi = {
  collections: /^orders(\/\d+\/refunds)?$/,
  unauthorized: (context, { token }) => {
    const [, given = ''] = context.req.header('authorization')?.match(/^Basic (.+)$/) ?? [];
    const [key, secret] = Buffer.from(given, 'base64').toString().split(':');
    const [expectedKey, expectedSecret] = token.split(':');
    if (key !== expectedKey) {
      return refuse(
        context,
        401,
        'woocommerce_rest_cannot_view',
        'Sorry, you cannot list resources.',
      );
    }
    return secret === expectedSecret
      ? undefined
      : refuse(
          context,
          401,
          'woocommerce_rest_authentication_error',
          'Consumer secret is invalid.',
        );
  },
  tooMany: (context, seconds) =>
    context.html('<html><title>429 Too Many Requests</title></html>', 429, {
      'retry-after': String(Math.ceil(seconds)),
    }),
  broken: (context) =>
    refuse(
      context,
      500,
      'internal_server_error',
      '<p>There has been a critical error on this website.</p>',
    ),
  notFound: (context) =>
    refuse(
      context,
      404,
      'rest_no_route',
      'No route was found matching the URL and request method.',
    ),
  routes: (shop) => {
    const pageOf = numberedPages((number) => number === 1 && shop.faults.repeatPage());
    const refundPageOf = numberedPages();
    return new Hono()
      .basePath('/wp-json/wc/v3')
      .get('/orders', (context) => {
        const asked = listing.safeParse(context.req.query());
        if (!asked.success) return refuseParameters(context, asked.error);
        const orders = shop.documents.all('orders').filter(isAskedFor(asked.data));
        return answerPage(context, sorted(orders, asked.data), asked.data, pageOf);
      })
      .get('/orders/:id{[0-9]+}', (context) => {
        const order = shop.documents.get('orders', context.req.param('id'));
        return order === undefined ? refuseId(context) : context.json(order);
      })
      .get('/orders/:id{[0-9]+}/refunds', (context) => {
        const id = context.req.param('id');
        if (shop.documents.get('orders', id) === undefined) return refuseId(context);
        const asked = listing.safeParse(context.req.query());
        if (!asked.success) return refuseParameters(context, asked.error);
        const refunds = shop.documents.all(`orders/${id}/refunds`);
        return answerPage(context, sorted(refunds, asked.data), asked.data, refundPageOf);
      });
  },
};

const moment = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/);
const listing = z.object({
  page: z.coerce.number().int().min(1).default(1),
  per_page: z.coerce.number().int().min(1).max(100).default(10),
  modified_after: moment.optional(),
  modified_before: moment.optional(),
  dates_are_gmt: z.enum(['true', 'false', '1', '0']).default('false'),
  order: z.enum(['asc', 'desc']).default('desc'),
  orderby: z.enum(['date', 'id', 'modified']).default('date'),
});

type Listing = z.infer<typeof listing>;

/**
 * Both ends are left out, and everything is compared in whole seconds: by the shop's own time unless
 * the dates are said to be GMT.
 */
function isAskedFor({ modified_after, modified_before, dates_are_gmt }: Listing) {
  const field = /true|1/.test(dates_are_gmt) ? 'date_modified_gmt' : 'date_modified';
  const [after, before] = [modified_after, modified_before].map((text) => text?.slice(0, 19));
  return (order: ShopDocument) => {
    const modified = String(order[field]);
    return (after === undefined || modified > after) && (before === undefined || modified < before);
  };
}

const fieldsOfOrder = { date: 'date_created_gmt', id: 'id', modified: 'date_modified_gmt' };

function sorted(documents: readonly ShopDocument[], { order, orderby }: Listing) {
  const field = fieldsOfOrder[orderby];
  const up = documents.toSorted((a, b) => {
    const byField = field === 'id' ? 0 : compare(String(a[field]), String(b[field]));
    return byField || Number(a.id) - Number(b.id);
  });
  return order === 'asc' ? up : up.reverse();
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function answerPage(
  context: Context,
  list: readonly ShopDocument[],
  { page, per_page }: Listing,
  pageOf: ReturnType<typeof numberedPages>,
): Response {
  const { items, pages } = pageOf(list, page, per_page);
  const link = (number: number, rel: string) => {
    const url = new URL(context.req.url);
    url.searchParams.set('page', String(number));
    return `<${url}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [link(Math.min(page - 1, pages), 'prev')] : []),
    ...(page < pages ? [link(page + 1, 'next')] : []),
  ];
  return context.json(items, 200, {
    'x-wp-total': String(list.length),
    'x-wp-totalpages': String(pages),
    ...(links.length > 0 && { link: links.join(', ') }),
  });
}

function refuseParameters(context: Context, { issues }: z.ZodError): Response {
  const names = issues.map(({ path }) => path.join('.'));
  const params = Object.fromEntries(issues.map(({ path, message }) => [path.join('.'), message]));
  const message = `Invalid parameter(s): ${names.join(', ')}`;
  const body = { code: 'rest_invalid_param', message, data: { status: 400, params } };
  return context.json(body, 400);
}

function refuseId(context: Context): Response {
  return refuse(context, 404, 'woocommerce_rest_shop_order_invalid_id', 'Invalid ID.');
}

function refuse(
  context: Context,
  status: 401 | 404 | 500,
  code: string,
  message: string,
): Response {
  return context.json({ code, message, data: { status } }, status);
}
