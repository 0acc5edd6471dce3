import type { Context, Hono } from 'hono';
import type { RateLimit } from './rate-limit.ts';
import type { ShopDocuments } from './shop-documents.ts';
import type { ShopFaults } from './shop-faults.ts';

/** One shop of a kind that has an API, played on loopback. */
export interface FakeShop {
  readonly id: string;
  /** The credentials that it takes, as `shared/shops/demo-shops.ts` gives them. */
  readonly token: string;
  /** BigCommerce: the store's hash. */
  readonly storeHash: string | undefined;
  readonly documents: ShopDocuments;
  readonly faults: ShopFaults;
  /** The host's clock, epoch milliseconds. */
  readonly now: () => number;
}

/** The API of a kind of shop, as far as its platform documents what Perch asks of it. */
export interface FakeShopApi {
  /** The paths of the collections that a shop of this kind holds. */
  readonly collections: RegExp;
  /** What a shop may be asked by a clock; absent where the platform sets no limit of its own. */
  readonly limit?: (now: () => number) => RateLimit;
  /** The refusal of a request whose credentials are not the shop's. */
  readonly unauthorized: (context: Context, shop: FakeShop) => Response | undefined;
  readonly tooMany: (context: Context, retryAfterSeconds: number) => Response;
  readonly broken: (context: Context) => Response;
  readonly notFound: (context: Context) => Response;
  readonly routes: (shop: FakeShop) => Hono;
}
