import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';

/** The kinds of shop that Perch understands. */
export const platformNames = [
  'shopify',
  'woocommerce',
  'stripe',
  'bigcommerce',
  'standard-webhooks',
] as const;

export type PlatformName = (typeof platformNames)[number];

const shopSettings = z.object({
  /** The shop's name in the webhook's URL, in its secret's name and in every event. */
  id: z.string().check(z.regex(/^[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?$/)),
  platform: z.enum(platformNames),
  /**
   * The domain that a delivery's shop header must name; not checked where it is absent. The APIs of
   * Shopify and WooCommerce are there.
   */
  domain: z.optional(z.string().check(z.minLength(1))),
  /** Whether test orders count. For demonstrations only: nobody pays for a test order. */
  testMode: z.optional(z.boolean()),
  /** Stripe: the `api_version` that the endpoint is pinned to; others are refused. */
  apiVersion: z.optional(z.string().check(z.minLength(1))),
  /** Where buyers look after their subscriptions, where what tells of one does not say. */
  subscriptionsUrl: z.optional(z.url().check(z.regex(/^https:/), z.maxLength(500))),
  /** BigCommerce: the store's hash, which is in its API's path. */
  storeHash: z.optional(z.string().check(z.regex(/^[a-z0-9]{1,40}$/))),
});

/** What is configured of a shop. Its secret is not among it: see `shop-secrets.ts`. */
export type ShopSettings = z.infer<typeof shopSettings>;

/** Whether Perch can ask shops of this kind; one that speaks Standard Webhooks only tells. */
export function hasApi({ platform }: ShopSettings): boolean {
  return platform !== 'standard-webhooks';
}

const shopList = z.array(shopSettings).check(
  z.refine((shops) => new Set(shops.map(({ id }) => id)).size === shops.length, {
    message: 'names a shop twice',
  }),
);

/**
 * Reads the list of shops, as `shops.json` holds it.
 *
 * @throws when it is malformed: a list of shops with nonsense in it is never served.
 */
export function parseShops(value: unknown): readonly ShopSettings[] {
  return z.parse(shopList, value);
}

/** Reads the shops that were bundled beside a function. */
export function readShops(file: string): readonly ShopSettings[] {
  return parseShops(JSON.parse(readFileSync(file, 'utf8')));
}
