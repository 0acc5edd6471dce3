import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';

/** The secrets that a shop may sign with: the current one and, during a rotation, the one before. */
export type FetchSecrets = (shop: string) => Promise<readonly string[]>;

/** Shops' secrets, kept in memory for a short while. Times are the requests' own, epoch ms. */
export interface ShopSecrets {
  /** The shop's secrets, at most `LIFE` old. */
  readonly of: (shop: string, at: number) => Promise<readonly string[]>;
  /**
   * The shop's secrets fetched anew, for a signature that did not fit the ones in hand; undefined
   * where those are so fresh that fetching again would let anybody make us ask without end.
   */
  readonly renewed: (shop: string, at: number) => Promise<readonly string[] | undefined>;
}

/** How long secrets are believed without asking, in milliseconds. */
const LIFE = 5 * 60 * 1000;

/** How long they are believed although a signature did not fit. */
const FRESH = 10 * 1000;

export function cachedSecrets(fetch: FetchSecrets): ShopSecrets {
  const cache = new Map<string, { readonly secrets: readonly string[]; readonly at: number }>();

  // The distance counts, not the order: on one machine the clock may be moved either way.
  const isWithin = (life: number, shop: string, at: number) => {
    const entry = cache.get(shop);
    return entry !== undefined && Math.abs(at - entry.at) <= life ? entry.secrets : undefined;
  };
  const fetchAnew = async (shop: string, at: number) => {
    const secrets = await fetch(shop);
    cache.set(shop, { secrets, at });
    return secrets;
  };

  return {
    of: async (shop, at) => isWithin(LIFE, shop, at) ?? (await fetchAnew(shop, at)),
    renewed: async (shop, at) =>
      isWithin(FRESH, shop, at) === undefined ? await fetchAnew(shop, at) : undefined,
  };
}

const secretValue = z.object({
  current: z.string().check(z.minLength(1)),
  previous: z.optional(z.string().check(z.minLength(1))),
  api: z.optional(z.string().check(z.minLength(1))),
});

/**
 * Fetches a shop's secrets from Secrets Manager, where they stand as
 * `{"current": "...", "previous": "...", "api": "..."}` under the prefix and the shop's id.
 */
export function secretFetcher(client: SecretsManagerClient, prefix: string): FetchSecrets {
  return async (shop) => {
    const { current, previous } = await fetchValue(client, `${prefix}${shop}`);
    return previous === undefined ? [current] : [current, previous];
  };
}

/**
 * Fetches the token with which a shop's API is asked, from the same place: one, or none where it has
 * not been set. Shopify's is an access token, or an app's client id and secret with a colon between;
 * BigCommerce's an access token, Stripe's a key that may read, and WooCommerce's a consumer key and
 * its secret, `ck_...:cs_...`.
 */
export function tokenFetcher(client: SecretsManagerClient, prefix: string): FetchSecrets {
  return async (shop) => {
    const { api } = await fetchValue(client, `${prefix}${shop}`);
    return api === undefined ? [] : [api];
  };
}

async function fetchValue(client: SecretsManagerClient, SecretId: string) {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId }));
  return z.parse(secretValue, JSON.parse(SecretString ?? 'null'));
}
