import { describe, expect, test } from 'vitest';
import { ShopRefused, ShopUnavailable } from '../../../../shared/shops/api/shop-api.ts';
import { playedApi } from '../api/played-api.ts';
import { clientOf, detailOf } from '../api/told.ts';
import { RECEIVED_AT } from '../delivery.ts';

const api = playedApi();
const shopify = (options = {}) => clientOf('shopify', api.url(), options);

describe('a subscription contract of Shopify', () => {
  const money = (amount: string, currencyCode = 'EUR') => ({ amount, currencyCode });
  const contract = {
    id: 'gid://shopify/SubscriptionContract/77',
    status: 'ACTIVE',
    createdAt: '2026-09-01T08:00:00Z',
    updatedAt: '2026-11-01T08:59:00Z',
    nextBillingDate: '2026-12-01T08:00:00Z',
    lastPaymentStatus: 'SUCCEEDED',
    customer: { id: 'gid://shopify/Customer/42' },
    billingPolicy: { interval: 'MONTH', intervalCount: 2 },
    deliveryPrice: money('4.0'),
    lines: {
      pageInfo: { hasNextPage: false },
      nodes: [
        {
          title: 'House beans 1 kg',
          productId: 'gid://shopify/Product/632910392',
          quantity: 2,
          sellingPlanName: 'Every two months',
          lineDiscountedPrice: money('20.0'),
        },
        { title: 'Cup', productId: null, quantity: 1, lineDiscountedPrice: money('5.5') },
      ],
    },
  };
  const told = async (changes: object = {}) => {
    const subscriptionContract = { ...contract, ...changes };
    api.answers(() => ({ json: { data: { subscriptionContract } } }));
    const events = await shopify().subscription('77', RECEIVED_AT);
    return detailOf(events, 'subscription.changed');
  };

  test('is asked for by its global id and tells what it is now', async () => {
    expect(await told()).toEqual({
      subscriptionId: '77',
      customer: '42',
      status: 'active',
      title: 'House beans 1 kg',
      productId: '632910392',
      plan: 'Every two months',
      price: { currency: 'EUR', amountMinor: 2950 },
      every: { unit: 'month', count: 2 },
      startedAt: '2026-09-01T08:00:00.000Z',
      periodEndsAt: '2026-12-01T08:00:00.000Z',
      autoRenews: true,
      occurredAt: '2026-11-01T08:59:00.000Z',
    });
    expect(api.asked[0]).toMatchObject({ method: 'POST', path: '/admin/api/2026-07/graphql.json' });
    expect(JSON.parse(api.asked[0]?.body ?? '')).toMatchObject({
      query: expect.stringContaining('subscriptionContract(id: $id)'),
      variables: { id: 'gid://shopify/SubscriptionContract/77' },
    });
  });

  test.each([
    [{ lastPaymentStatus: 'FAILED' }, { status: 'past-due', autoRenews: true }],
    [{ status: 'PAUSED' }, { status: 'paused', autoRenews: false }],
    [
      { status: 'CANCELLED', nextBillingDate: null },
      { status: 'cancelled', autoRenews: false },
    ],
    [{ status: 'EXPIRED' }, { status: 'expired', autoRenews: false }],
    [{ status: 'FAILED' }, { status: 'expired', autoRenews: false }],
    [{ nextBillingDate: null }, { status: 'active', autoRenews: false }],
    [{ nextBillingDate: '2026-08-01T08:00:00Z' }, { status: 'active', autoRenews: false }],
  ])('with %o is %o', async (changes, expected) => {
    const detail = await told(changes);
    expect(detail).toMatchObject(expected);
    expect('periodEndsAt' in detail).toBe(expected.autoRenews);
  });

  test('whose price cannot be told as one sum tells none', async () => {
    const { lines: of } = contract;
    expect(await told({ lines: { ...of, pageInfo: { hasNextPage: true } } })).not.toHaveProperty(
      'price',
    );
    expect(await told({ deliveryPrice: money('4.00', 'USD') })).not.toHaveProperty('price');
    expect(await told({ lines: { nodes: [] } })).not.toHaveProperty('price');
  });

  test('that cannot be read tells nothing and is named', async () => {
    const refusedOnes: string[] = [];
    for (const changes of [{ status: 'STALE' }, { billingPolicy: null }, { updatedAt: 'now' }]) {
      const subscriptionContract = { ...contract, ...changes };
      api.answers(() => ({ json: { data: { subscriptionContract } } }));
      const client = shopify({ onRefused: (id: string) => refusedOnes.push(id) });
      expect(await client.subscription('77', RECEIVED_AT)).toEqual([]);
    }
    expect(refusedOnes).toEqual(Array(3).fill('gid://shopify/SubscriptionContract/77'));
  });

  test('may be none that the shop knows', async () => {
    api.answers(() => ({ json: { data: { subscriptionContract: null } } }));
    expect(await shopify().subscription('78', RECEIVED_AT)).toBeUndefined();
  });

  test('is asked for again later when GraphQL wants less, and not when it refuses', async () => {
    const errors = (code: string) =>
      api.answers(() => ({ json: { errors: [{ message: 'no', extensions: { code } }] } }));
    errors('THROTTLED');
    await expect(shopify().subscription('77', RECEIVED_AT)).rejects.toThrow(ShopUnavailable);
    errors('ACCESS_DENIED');
    await expect(shopify().subscription('77', RECEIVED_AT)).rejects.toThrow(ShopRefused);
  });
});
