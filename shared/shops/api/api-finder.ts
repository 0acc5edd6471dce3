import { logWith } from '../../lambda/log.ts';
import type { ShopSecrets } from '../shop-secrets.ts';
import { hasApi, type ShopSettings } from '../shop-settings.ts';
import type { ShopApi } from './shop-api.ts';
import { shopApi } from './shop-apis.ts';

/**
 * Finds a shop's API; undefined where it has none, or nobody has set a token for it.
 *
 * @param at epoch milliseconds of what it is asked for: how old a token may be counts from there
 */
export type ApiOf = (shop: ShopSettings, at: number) => Promise<ShopApi | undefined>;

/** @param ownUrl under which each shop's API is by its id, as on one machine */
export function apiFinder(tokens: ShopSecrets, ownUrl: string | undefined): ApiOf {
  return async (shop, at) => {
    const [token] = hasApi(shop) ? await tokens.of(shop.id, at) : [];
    if (token === undefined) return undefined;
    const log = logWith({ shop: shop.id });
    return shopApi(shop, token, {
      baseUrl: ownUrl === undefined ? undefined : `${ownUrl}/${shop.id}`,
      onRefused: (orderId, why) => log.warn('an order of a shop was refused', { orderId, why }),
    });
  };
}
