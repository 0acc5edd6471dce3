import { bigcommerce } from './bigcommerce.ts';
import type { Platform } from './platform.ts';
import type { PlatformName } from './shop-settings.ts';
import { shopify } from './shopify.ts';
import { standardWebhooks } from './standard-webhooks.ts';
import { stripe } from './stripe.ts';
import { woocommerce } from './woocommerce.ts';

/** Every kind of shop. */
export const platforms: Readonly<Record<PlatformName, Platform>> = {
  shopify,
  woocommerce,
  stripe,
  bigcommerce,
  'standard-webhooks': standardWebhooks,
};
