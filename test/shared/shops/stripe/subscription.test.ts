import { describe, expect, test } from 'vitest';
import { event } from '../bodies/stripe.ts';
import { item, olderSubscription, price, subscription } from '../bodies/stripe-billing.ts';
import { demoShop, NOTHING, reading, theEvent } from '../delivery.ts';

const read = (changes: object = {}, type = 'updated', shop = demoShop('stripe')) =>
  reading(
    'stripe',
    event(`customer.subscription.${type}`, { ...subscription, ...changes }),
    '',
    shop,
  );
const detail = (changes: object = {}, type?: string) =>
  theEvent('subscription.changed', read(changes, type));
const items = (...data: object[]) => ({ items: { data } });
const at = (instant: string) => Date.parse(instant) / 1000;

describe('a subscription of Stripe', () => {
  test('tells whose it is, what it costs, how often, and when it renews', () => {
    expect(detail()).toEqual({
      subscriptionId: 'sub_1',
      customer: 'cus_1',
      status: 'active',
      productId: 'prod_beans',
      plan: 'Monthly',
      price: { currency: 'EUR', amountMinor: 2400 },
      every: { unit: 'month', count: 1 },
      startedAt: '2026-09-01T08:59:00.000Z',
      periodEndsAt: '2026-12-01T08:59:00.000Z',
      autoRenews: true,
      occurredAt: '2026-11-01T08:59:00.000Z',
    });
  });

  test('says the same in the fields of older API versions', () => {
    const older = reading('stripe', event('customer.subscription.updated', olderSubscription));
    expect(theEvent('subscription.changed', older)).toEqual({ ...detail(), plan: 'monthly' });
  });

  test.each(['created', 'deleted', 'paused', 'resumed', 'trial_will_end'])(
    'is told as it is when it is %s',
    (type) => {
      expect(detail({}, type)).toEqual(detail());
    },
  );

  test('does not tell its description, which may name anybody', () => {
    expect(JSON.stringify(read())).not.toContain('Mara');
  });

  test.each<[string, object, string, boolean]>([
    ['trialing', {}, 'trialing', true],
    ['past_due', {}, 'past-due', true],
    ['unpaid', {}, 'past-due', false],
    ['paused', {}, 'paused', false],
    ['active', { pause_collection: { behavior: 'void' } }, 'paused', false],
    ['active', { cancel_at_period_end: true }, 'active', false],
    ['active', { cancel_at: item.current_period_end }, 'active', false],
    ['active', { cancel_at: item.current_period_end + 1 }, 'active', true],
    ['active', { collection_method: 'send_invoice' }, 'active', false],
    ['canceled', { pause_collection: { behavior: 'void' } }, 'cancelled', false],
  ])('that is %s (%o) is %s, and renews by itself: %s', (status, more, is, autoRenews) => {
    expect(detail({ status, ...more })).toMatchObject({ status: is, autoRenews });
  });

  test.each(['incomplete', 'incomplete_expired'])('tells nothing while it is %s', (status) => {
    expect(read({ status })).toEqual(NOTHING);
  });

  test('ends when it is cancelled, or is to be, if that comes before the period’s end', () => {
    const ended = at('2026-11-11T00:00:00Z');
    const ends = '2026-11-11T00:00:00.000Z';
    expect(detail({ status: 'canceled', ended_at: ended }).periodEndsAt).toBe(ends);
    expect(detail({ cancel_at: ended })).toMatchObject({ periodEndsAt: ends, autoRenews: false });
  });

  test('of several items costs what they cost together, and ends with the first of them', () => {
    const soon = { ...item, quantity: 1, current_period_end: at('2026-11-21T00:00:00Z') };
    expect(detail(items(item, soon))).toMatchObject({
      price: { currency: 'EUR', amountMinor: 3600 },
      periodEndsAt: '2026-11-21T00:00:00.000Z',
    });
  });

  test.each<[string, object]>([
    ['is metered', { recurring: { ...price.recurring, usage_type: 'metered' } }],
    ['comes in tiers', { unit_amount: null, billing_scheme: 'tiered' }],
    ['is for so many pieces at a time', { transform_quantity: { divide_by: 10, round: 'up' } }],
  ])('has no price that could be told where one of them %s', (_, changes) => {
    const told = detail(items(item, { ...item, price: { ...price, ...changes } }));
    expect(told).toMatchObject({ every: { unit: 'month', count: 1 } });
    expect(told).not.toHaveProperty('price');
  });

  test('has neither price nor interval where its items are not alike or not all there', () => {
    const yearly = { ...price, recurring: { interval: 'year', interval_count: 1 } };
    const dollars = { ...price, currency: 'usd' };
    for (const other of [yearly, dollars]) {
      const told = detail(items(item, { ...item, price: other }));
      expect(told).not.toHaveProperty('price');
      expect(told).not.toHaveProperty('every');
    }
    expect(detail({ items: { has_more: true, data: [item] } })).not.toHaveProperty('price');
    expect(detail(items())).toMatchObject({ subscriptionId: 'sub_1', status: 'active' });
  });

  test('costs minor units in currencies of no and of three decimals', () => {
    const of = (currency: string) =>
      detail(items({ ...item, price: { ...price, currency } })).price;
    expect(of('jpy')).toEqual({ currency: 'JPY', amountMinor: 2400 });
    expect(of('kwd')).toEqual({ currency: 'KWD', amountMinor: 2400 });
    expect(of('isk')).toEqual({ currency: 'ISK', amountMinor: 24 });
  });

  test('is called by its product where that is told', () => {
    const product = { id: 'prod_beans', name: 'Beans every month' };
    const told = detail(items({ ...item, price: { ...price, product, nickname: null } }));
    expect(told).toMatchObject({ title: 'Beans every month', productId: 'prod_beans' });
    expect(told.plan).toBe('price_1');
  });

  test('is managed where its shop says', () => {
    const subscriptionsUrl = 'https://billing.example/p/login';
    const read1 = read({}, 'updated', { ...demoShop('stripe'), subscriptionsUrl });
    expect(theEvent('subscription.changed', read1).manageUrl).toBe(subscriptionsUrl);
  });

  test('is nobody’s where it names no customer', () => {
    expect(detail({ customer: null }).customer).toBeUndefined();
    expect(detail({ customer: { id: 'cus_1', email: 'mara@example.org' } }).customer).toBe('cus_1');
  });
});
