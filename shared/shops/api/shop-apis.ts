import { bigcommerceApi, bigcommerceEndpoint } from '../bigcommerce/api.ts';
import type { ShopSettings } from '../shop-settings.ts';
import { shopifyApi, shopifyEndpoint } from '../shopify/api.ts';
import { stripeApi, stripeEndpoint } from '../stripe/api.ts';
import { woocommerceApi, woocommerceEndpoint } from '../woocommerce/api.ts';
import { PATIENCE, type Patience } from './http.ts';
import type { OnRefused } from './listing.ts';
import type { ShopApi } from './shop-api.ts';

export interface ShopApiOptions {
  /** In place of the platform's own address, as on one machine; without a slash at its end. */
  readonly baseUrl?: string | undefined;
  readonly patience?: Patience;
  readonly onRefused?: OnRefused;
}

/**
 * The API of a shop; undefined where it has none that Perch knows of: a shop of one's own, or one
 * whose settings do not say where it is (`domain`, or `storeHash` of BigCommerce).
 */
export function shopApi(
  shop: ShopSettings,
  token: string,
  { baseUrl, patience = PATIENCE, onRefused = () => {} }: ShopApiOptions = {},
): ShopApi | undefined {
  switch (shop.platform) {
    case 'shopify': {
      const at = shopifyEndpoint(shop, token, baseUrl);
      return at && shopifyApi(shop, at, patience, onRefused);
    }
    case 'woocommerce': {
      const at = woocommerceEndpoint(shop, token, baseUrl);
      return at && woocommerceApi(at, patience, onRefused);
    }
    case 'stripe':
      return stripeApi(shop, stripeEndpoint(shop, token, baseUrl), patience, onRefused);
    case 'bigcommerce': {
      const at = bigcommerceEndpoint(shop, token, baseUrl);
      return at && bigcommerceApi(at, patience, onRefused);
    }
    case 'standard-webhooks':
      return undefined;
  }
}
