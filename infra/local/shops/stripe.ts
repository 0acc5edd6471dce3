import { type Context, Hono } from 'hono';
import type { FakeShop, FakeShopApi } from './fake-shop.ts';
import { leakyBucket } from './rate-limit.ts';
import type { ShopDocument } from './shop-documents.ts';

/** What an account in live mode is allowed: 100 requests a second. */
const PER_SECOND = 100;

/**
 * Stripe's API: events, and the objects that they tell of. What `expand[]` asks for must be in the
 * object that is held.
 *
 * @see https://docs.stripe.com/api/events/list
 * @see https://docs.stripe.com/api/pagination
 * @see https://docs.stripe.com/rate-limits
 */
export const stripeApi: FakeShopApi = {
  collections:
    /^(events|payment_intents|checkout\/sessions|refunds|invoices|invoice_payments|subscriptions)$/,
  limit: (now) => ({ spend: leakyBucket(PER_SECOND, PER_SECOND, now), headers: () => ({}) }),
  unauthorized: (context, { token }) => {
    const [scheme = '', given = ''] = (context.req.header('authorization') ?? '').split(' ');
    // As a user without a password a key is as good as a bearer's.
    const key = scheme === 'Basic' ? Buffer.from(given, 'base64').toString().split(':')[0] : given;
    if (key === token) return undefined;
    const message = key === '' ? 'You did not provide an API key.' : 'Invalid API Key provided.';
    return refuse(context, 401, { type: 'invalid_request_error', message });
  },
  tooMany: (context, seconds) => {
    context.header('retry-after', String(Math.ceil(seconds)));
    context.header('stripe-should-retry', 'true');
    context.header('stripe-rate-limited-reason', 'global-rate');
    const message = 'Request rate limit exceeded.';
    return refuse(context, 429, { type: 'invalid_request_error', code: 'rate_limit', message });
  },
  broken: (context) =>
    refuse(context, 500, { type: 'api_error', message: 'An unknown error occurred.' }),
  notFound: (context) =>
    refuse(context, 404, {
      type: 'invalid_request_error',
      message: `Unrecognized request URL (${context.req.method}: ${context.req.path}).`,
    }),
  routes: (shop) => {
    const app = new Hono().basePath('/v1');
    app.get('/events', (context) => answerList(context, shop, 'events', [], isListed));
    for (const [collection, filters] of Object.entries(filtersOf)) {
      app.get(`/${collection}`, (context) => answerList(context, shop, collection, filters));
    }
    for (const collection of ['events', 'payment_intents', ...Object.keys(filtersOf)]) {
      app.get(`/${collection}/:id`, (context) => {
        const id = context.req.param('id');
        const object = shop.documents.get(collection, id);
        return object === undefined
          ? refuseMissing(context, collection, id, 'id')
          : context.json(object);
      });
    }
    return app;
  },
};

/** The filters of the lists that Perch asks for; each names a field of the object. */
const filtersOf: Readonly<Record<string, readonly string[]>> = {
  'checkout/sessions': ['payment_intent', 'subscription', 'customer'],
  refunds: ['payment_intent', 'charge'],
  invoices: ['subscription', 'customer', 'status'],
  invoice_payments: ['invoice', 'payment[type]', 'payment[payment_intent]'],
  subscriptions: ['customer', 'status'],
};

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 100;

const MAX_TYPES = 20;

/** How long events are kept to be listed. */
const EVENT_DAYS_MS = 30 * 24 * 3_600_000;

type Matches = (object: ShopDocument, asked: URLSearchParams, shop: FakeShop) => boolean;

/** Whether an event is of one of the types asked for, and not too old to be listed at all. */
const isListed: Matches = (event, asked, { now }) => {
  const types = typesOf(asked);
  if (Number(event.created) * 1_000 < now() - EVENT_DAYS_MS) return false;
  return types.length === 0 || types.includes(String(event.type));
};

const typesOf = (asked: URLSearchParams): readonly string[] =>
  [...asked].filter(([name]) => TYPES.test(name)).map(([, type]) => type);

const TYPES = /^types\[\d*\]$/;
const CREATED = /^created\[(gte|gt|lte|lt)\]$/;
const PAGING = /^(limit|starting_after|expand\[\d*\])$/;

/** The newest first; `starting_after` names the last object of the page before. */
function answerList(
  context: Context,
  shop: FakeShop,
  collection: string,
  filters: readonly string[],
  matches: Matches = () => true,
): Response {
  const asked = new URL(context.req.url).searchParams;
  const unknown = [...asked.keys()].find(
    (name) =>
      !(PAGING.test(name) || CREATED.test(name) || filters.includes(name)) &&
      !(collection === 'events' && TYPES.test(name)),
  );
  if (unknown !== undefined) {
    const message = `Received unknown parameter: ${unknown}`;
    return refuseParameter(context, unknown, message, 'parameter_unknown');
  }
  const limit = Number(asked.get('limit') ?? DEFAULT_LIMIT);
  if (!(Number.isInteger(limit) && limit >= 1 && limit <= MAX_LIMIT)) {
    const message = `This value must be between 1 and ${MAX_LIMIT} (inclusive).`;
    return refuseParameter(context, 'limit', message, 'parameter_invalid_integer');
  }
  if (typesOf(asked).length > MAX_TYPES) {
    const message = `Array must have at most ${MAX_TYPES} entries.`;
    return refuseParameter(context, 'types', message, 'parameter_invalid_array');
  }
  const listed = shop.documents
    .all(collection)
    .filter((object) => filters.every((name) => isOf(object, name, asked.get(name))))
    .filter((object) => isCreated(object, asked) && matches(object, asked, shop))
    .map((object, row) => ({ object, row }))
    .sort((a, b) => Number(b.object.created ?? 0) - Number(a.object.created ?? 0) || b.row - a.row)
    .map(({ object }) => object);

  const after = asked.get('starting_after');
  const last = after === null ? -1 : listed.findIndex(({ id }) => id === after);
  if (after !== null && last < 0)
    return refuseMissing(context, collection, after, 'starting_after');
  const from =
    after !== null && shop.faults.repeatPage() ? Math.max(0, last + 1 - limit) : last + 1;
  return context.json({
    object: 'list',
    url: `/v1/${collection}`,
    has_more: listed.length > from + limit,
    data: listed.slice(from, from + limit),
  });
}

/** Whether a field, `customer` or `payment[payment_intent]`, is as asked; anything is where nothing is. */
function isOf(object: ShopDocument, name: string, asked: string | null): boolean {
  if (asked === null) return true;
  const path = name.split(/[[\]]+/).filter((part) => part !== '');
  const value = path.reduce<unknown>(
    (at, part) => (typeof at === 'object' && at !== null ? Reflect.get(at, part) : undefined),
    object,
  );
  return value === asked;
}

function isCreated({ created }: ShopDocument, asked: URLSearchParams): boolean {
  const at = Number(created ?? 0);
  const bound = (name: string, absent: number) => Number(asked.get(`created[${name}]`) ?? absent);
  return (
    at >= bound('gte', Number.NEGATIVE_INFINITY) &&
    at > bound('gt', Number.NEGATIVE_INFINITY) &&
    at <= bound('lte', Number.POSITIVE_INFINITY) &&
    at < bound('lt', Number.POSITIVE_INFINITY)
  );
}

function refuseMissing(context: Context, collection: string, id: string, param: string): Response {
  const what = collection.replace('/', '.').replace(/s$/, '');
  return refuse(context, param === 'id' ? 404 : 400, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    param,
    message: `No such ${what}: '${id}'`,
  });
}

function refuseParameter(context: Context, param: string, message: string, code: string): Response {
  return refuse(context, 400, { type: 'invalid_request_error', code, param, message });
}

function refuse(context: Context, status: 400 | 401 | 404 | 429 | 500, error: object): Response {
  return context.json({ error }, status);
}
