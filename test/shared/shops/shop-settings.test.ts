import { expect, test } from 'vitest';
import { demoSecret, demoShops } from '../../../shared/shops/demo-shops.ts';
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
    'whsec_cGVyY2gtZGV2LXNlY3JldC1kZW1vLXN0b3Jl',
  ]);
});

test.each([
  [[{ id: 'a', platform: 'myspace' }]],
  [[{ id: 'a/b', platform: 'stripe' }]],
  [[{ id: 'Shop', platform: 'stripe' }]],
  [[{ id: '', platform: 'stripe' }]],
  [[{ id: 'x'.repeat(51), platform: 'stripe' }]],
  [[{ id: 'a', platform: 'stripe', testMode: 'yes' }]],
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
