import type { PlatformName } from '../../shared/shops/shop-settings.ts';
import { bigcommerceStorefront } from './storefront-bigcommerce.ts';
import type { StorefrontKind } from './storefront-kind.ts';
import { shopifyStorefront } from './storefront-shopify.ts';
import { storeStorefront } from './storefront-store.ts';
import { stripeStorefront } from './storefront-stripe.ts';
import { woocommerceStorefront } from './storefront-woocommerce.ts';

/** The bodies that each kind of shop posts, and what its API shows. */
export const storefrontBodies: Readonly<Record<PlatformName, StorefrontKind>> = {
  shopify: shopifyStorefront,
  woocommerce: woocommerceStorefront,
  stripe: stripeStorefront,
  bigcommerce: bigcommerceStorefront,
  'standard-webhooks': storeStorefront,
};
