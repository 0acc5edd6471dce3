import { describe, expect, test } from 'vitest';
import { billingAttempt, contract } from '../bodies/shopify-subscription.ts';
import { reading, theEvent } from '../delivery.ts';

const touched = (body: object, topic: string) =>
  theEvent('subscription.touched', reading('shopify', body, topic));

describe('a subscription contract of Shopify', () => {
  test.each(['create', 'update', 'activate', 'pause', 'cancel', 'expire', 'fail'])(
    'has to be asked for after %s, for its body does not know when it renews',
    (what) => {
      expect(touched(contract, `subscription_contracts/${what}`)).toEqual({
        subscriptionId: '9007199254740993',
        occurredAt: '2026-11-01T09:00:02.000Z',
      });
    },
  );

  test.each(['success', 'failure'])('has to be asked for after a billing’s %s', (what) => {
    const told = touched(billingAttempt, `subscription_billing_attempts/${what}`);
    expect(told.subscriptionId).toBe('9007199254740993');
  });

  test.each([
    ['subscription_contracts/update', billingAttempt],
    ['subscription_billing_attempts/success', contract],
    ['subscription_contracts/update', { admin_graphql_api_id: 'gid://shopify/Order/1' }],
    ['subscription_contracts/update', { admin_graphql_api_id: 17 }],
  ])('is refused where a body is not what %s says', (topic, body) => {
    expect(reading('shopify', body, topic)).toMatchObject({ ok: false, status: 400 });
  });
});
