import { bigcommerce } from './bigcommerce/webhooks.ts';
import type { Platform } from './platform.ts';
import type { PlatformName } from './shop-settings.ts';
import { shopify } from './shopify/webhooks.ts';
import { standardWebhooks } from './store/webhooks.ts';
import { stripe } from './stripe/webhooks.ts';
import { woocommerce } from './woocommerce/webhooks.ts';

/** Every kind of shop. */
export const platforms: Readonly<Record<PlatformName, Platform>> = {
  shopify,
  woocommerce,
  stripe,
  bigcommerce,
  'standard-webhooks': standardWebhooks,
};
