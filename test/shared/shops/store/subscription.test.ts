import { describe, expect, test } from 'vitest';
import { subscribed } from '../bodies/store.ts';
import { demoShop, liveShop, NOTHING, reading, theEvent } from '../delivery.ts';

const read = (changes: object = {}, shop = demoShop('standard-webhooks')) =>
  reading(
    'standard-webhooks',
    { ...subscribed, data: { ...subscribed.data, ...changes } },
    '',
    shop,
  );
const detail = (changes: object = {}) => theEvent('subscription.changed', read(changes));

describe('a subscription of a shop of one’s own', () => {
  test('tells all that is kept of it', () => {
    expect(detail()).toEqual({
      subscriptionId: 'S-77',
      customer: '42',
      status: 'active',
      title: 'Beans every month',
      productId: 'beans-1kg',
      plan: 'monthly',
      price: { currency: 'EUR', amountMinor: 2400 },
      every: { unit: 'month', count: 1 },
      startedAt: '2026-09-01T08:00:00.000Z',
      periodEndsAt: '2026-12-01T09:00:00.000Z',
      autoRenews: false,
      manageUrl: 'https://shop.example/subscriptions/S-77',
      occurredAt: '2026-11-01T08:59:00.000Z',
    });
  });

  test('needs no more than ids, a status and whether it renews by itself', () => {
    const { type, timestamp } = subscribed;
    const data = { subscriptionId: 'S-1', customerId: '42', status: 'expired', autoRenews: false };
    const told = theEvent(
      'subscription.changed',
      reading('standard-webhooks', { type, timestamp, data }),
    );
    expect(told).toMatchObject({ subscriptionId: 'S-1', status: 'expired' });
    expect(told.price).toBeUndefined();
  });

  test('costs minor units in currencies of no and of three decimals', () => {
    const of = (currency: string, amount: string) => detail({ price: { currency, amount } }).price;
    expect(of('JPY', '500')).toEqual({ currency: 'JPY', amountMinor: 500 });
    expect(of('KWD', '1.005')).toEqual({ currency: 'KWD', amountMinor: 1005 });
  });

  test('takes a count in either form', () => {
    expect(detail({ every: { unit: 'week', count: '2' } }).every).toEqual({
      unit: 'week',
      count: 2,
    });
  });

  test('is managed where its shop says, if the message does not', () => {
    const shop = { ...demoShop('standard-webhooks'), subscriptionsUrl: 'https://shop.example/me' };
    expect(theEvent('subscription.changed', read({ manageUrl: undefined }, shop)).manageUrl).toBe(
      'https://shop.example/me',
    );
    expect(theEvent('subscription.changed', read({}, shop)).manageUrl).toMatch(/S-77$/);
  });

  test('that is a test counts only where tests do', () => {
    expect(read({ test: true }, liveShop('standard-webhooks'))).toEqual(NOTHING);
    expect(read({ test: true })).toMatchObject({ events: [{ name: 'subscription.changed' }] });
  });

  test.each<[object, RegExp]>([
    [{ customerId: undefined }, /data\.customerId /],
    [{ status: 'resting' }, /data\.status is none that is known/],
    [{ autoRenews: 'yes' }, /data\.autoRenews /],
    [{ periodEndsAt: '2026-08-31T23:59:59Z' }, /data\.periodEndsAt is before startedAt/],
    [{ periodEndsAt: 'soon' }, /data\.periodEndsAt is not a time with an offset/],
    [{ price: { currency: 'JPY', amount: '5.5' } }, /price\.amount has more decimals than JPY/],
    [{ price: { currency: 'BTC', amount: '1' } }, /price\.currency is not an ISO 4217 currency/],
    [{ price: { currency: 'EUR', amount: '-1' } }, /price\.amount is not a plain decimal/],
    [{ price: '24.00' }, /data\.price /],
    [{ every: { unit: 'fortnight', count: 1 } }, /every\.unit is not day, week, month or year/],
    [{ every: { unit: 'day', count: 0 } }, /every\.count is not a whole number from 1/],
    [{ manageUrl: 'javascript:alert(1)' }, /data\.manageUrl is not an https address/],
    [{ manageUrl: 'shop' }, /data\.manageUrl is not an https address/],
  ])('is refused with a sentence that says where: %o', (changes, sentence) => {
    expect(read(changes)).toMatchObject({ ok: false, status: 400, detail: sentence });
  });
});
