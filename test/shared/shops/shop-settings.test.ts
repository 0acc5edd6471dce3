import { expect, test } from 'vitest';
import { demoSecret, demoShops, demoToken } from '../../../shared/shops/demo-shops.ts';
import { parseShops } from '../../../shared/shops/shop-settings.ts';

test('the demonstration shops are well-formed and accept tests', () => {
  expect(parseShops(demoShops)).toEqual(demoShops);
  expect(demoShops.every(({ testMode }) => testMode === true)).toBe(true);
});

test('the demonstration shops’ secrets are raw text, and base64 for Standard Webhooks', () => {
  expect(demoShops.map(demoSecret)).toEqual([
    'perch-dev-secret-demo-shopify',
    'perch-dev-secret-demo-woocommerce',
    'perch-dev-secret-demo-stripe',
    'perch-dev-secret-demo-bigcommerce',
    'whsec_cGVyY2gtZGV2LXNlY3JldC1kZW1vLXN0b3Jl',
  ]);
});

test('the demonstration shops’ tokens are as their platforms have them', () => {
  expect(demoShops.map(demoToken)).toEqual([
    'perch-dev-token-demo-shopify',
    'ck_perch-dev-token-demo-woocommerce:cs_perch-dev-token-demo-woocommerce',
    'perch-dev-token-demo-stripe',
    'perch-dev-token-demo-bigcommerce',
    'perch-dev-token-demo-store',
  ]);
});

test.each([
  [[{ id: 'a', platform: 'myspace' }]],
  [[{ id: 'a/b', platform: 'stripe' }]],
  [[{ id: 'Shop', platform: 'stripe' }]],
  [[{ id: '', platform: 'stripe' }]],
  [[{ id: 'x'.repeat(51), platform: 'stripe' }]],
  [[{ id: 'a', platform: 'stripe', testMode: 'yes' }]],
  [[{ id: 'a', platform: 'bigcommerce', storeHash: '../b' }]],
  [[{ id: 'a', platform: 'stripe', subscriptionsUrl: 'http://shop.example/me' }]],
  [
    [
      { id: 'a', platform: 'stripe' },
      { id: 'a', platform: 'shopify' },
    ],
  ],
  [{ id: 'a', platform: 'stripe' }],
])('a list of shops with nonsense in it is not served (%#)', (shops) => {
  expect(() => parseShops(shops)).toThrow();
});
