import type { ShopSettings } from './shop-settings.ts';

/** The shops that exist on one machine: one of each kind, all of them counting test orders. */
export const demoShops: readonly ShopSettings[] = [
  { id: 'demo-shopify', platform: 'shopify', testMode: true },
  { id: 'demo-woocommerce', platform: 'woocommerce', testMode: true },
  { id: 'demo-stripe', platform: 'stripe', testMode: true },
  { id: 'demo-bigcommerce', platform: 'bigcommerce', testMode: true, storeHash: 'demo' },
  { id: 'demo-store', platform: 'standard-webhooks', testMode: true },
];

/**
 * The secret of a shop on one machine. Everybody knows it, which is why no deployment uses it.
 * Standard Webhooks secrets are `whsec_` and base64; the others are raw text.
 */
export function demoSecret({ id, platform }: ShopSettings): string {
  const text = `perch-dev-secret-${id}`;
  return platform === 'standard-webhooks' ? `whsec_${Buffer.from(text).toString('base64')}` : text;
}

/** The token for a shop's API on one machine, as known as its secret. */
export function demoToken({ id, platform }: ShopSettings): string {
  const token = `perch-dev-token-${id}`;
  return platform === 'woocommerce' ? `ck_${token}:cs_${token}` : token;
}
