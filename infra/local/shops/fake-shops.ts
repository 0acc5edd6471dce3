import { type ServerType, serve } from '@hono/node-server';
import { type Context, Hono, type Next } from 'hono';
import { demoShops, demoToken } from '../../../shared/shops/demo-shops.ts';
import type { PlatformName } from '../../../shared/shops/shop-settings.ts';
import type { Clock } from '../clock.ts';
import type { Journal } from '../journal.ts';
import { bigcommerceApi } from './bigcommerce.ts';
import type { FakeShop, FakeShopApi } from './fake-shop.ts';
import { openShopDocuments } from './shop-documents.ts';
import { openShopFaults } from './shop-faults.ts';
import { shopifyApi } from './shopify.ts';
import { stripeApi } from './stripe.ts';
import { woocommerceApi } from './woocommerce.ts';

/** The kinds of shop that have an API; a store that sends Standard Webhooks has none. */
const apis: Readonly<Partial<Record<PlatformName, FakeShopApi>>> = {
  shopify: shopifyApi,
  woocommerce: woocommerceApi,
  stripe: stripeApi,
  bigcommerce: bigcommerceApi,
};

/** A demo shop whose API is played here. */
export interface PlayedShop {
  readonly shop: FakeShop;
  readonly api: FakeShopApi;
}

/** The APIs of the demo shops, served on a loopback port of their own. */
export interface FakeShops {
  /** A shop's API is under `<url>/<shop>`. */
  readonly url: string;
  readonly all: readonly PlayedShop[];
  find(id: string): PlayedShop | undefined;
  close(): Promise<void>;
}

/** Opens them; what the shops hold is in the journal. */
export async function openFakeShops(journal: Journal, clock: Clock): Promise<FakeShops> {
  const documentsOf = openShopDocuments(journal);
  const played = demoShops.flatMap((settings): PlayedShop[] => {
    const api = apis[settings.platform];
    if (api === undefined) return [];
    const { id, storeHash } = settings;
    const documents = documentsOf(id);
    const faults = openShopFaults();
    const token = demoToken(settings);
    return [{ api, shop: { id, token, storeHash, documents, faults, now: clock.now } }];
  });
  const app = new Hono();
  for (const each of played) app.route(`/${each.shop.id}`, shopApp(each));
  const { http, url } = await listen(app);
  return {
    url,
    all: played,
    find: (id) => played.find(({ shop }) => shop.id === id),
    close: () =>
      new Promise((closed) => {
        http.close(() => closed());
        if ('closeAllConnections' in http) http.closeAllConnections();
      }),
  };
}

/** One shop's API: refusals and faults come before what it is asked for. */
export function shopApp({ shop, api }: PlayedShop): Hono {
  const limit = api.limit?.(shop.now);
  const guard = async (context: Context, next: Next) => {
    const refusal = api.unauthorized(context, shop);
    if (refusal !== undefined) return refusal;
    const fault = shop.faults.meet();
    if (fault?.answer === 429) return api.tooMany(context, fault.retryAfter);
    if (fault?.answer === 500) return api.broken(context);
    if (fault?.answer === 'nonsense') return context.html('<h1>We will be back soon</h1>', 200);
    if (fault?.answer === 'nothing') return silence(context);
    const usage = limit?.spend();
    if (limit !== undefined && usage !== undefined) {
      for (const [name, value] of Object.entries(limit.headers(usage))) context.header(name, value);
      if (!usage.allowed) return api.tooMany(context, usage.resetMs / 1_000);
    }
    return next();
  };
  return new Hono()
    .use('*', guard)
    .route('/', api.routes(shop))
    .all('*', (context) => api.notFound(context));
}

/** Longer than anybody should wait. */
const SILENCE_MS = 60_000;

async function silence(context: Context): Promise<Response> {
  await new Promise((waited) => setTimeout(waited, SILENCE_MS).unref());
  return context.body(null, 504);
}

function listen(app: Hono): Promise<{ http: ServerType; url: string }> {
  return new Promise((listening, failed) => {
    const http = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
      listening({ http, url: `http://127.0.0.1:${port}` });
    });
    http.once('error', failed);
  });
}
