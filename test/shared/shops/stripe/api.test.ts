import { describe, expect, test } from 'vitest';
import { ShopUnavailable } from '../../../../shared/shops/api/shop-api.ts';
import { shopApi } from '../../../../shared/shops/api/shop-apis.ts';
import { eventTypes } from '../../../../shared/shops/stripe/webhooks.ts';
import { type Asked, HASTE, type Played, playedApi } from '../api/played-api.ts';
import { clientOf, detailOf, lines, pagesOf } from '../api/told.ts';
import { event, refund, session } from '../bodies/stripe.ts';
import { invoice, invoicePayment, subscription } from '../bodies/stripe-billing.ts';
import { demoShop, RECEIVED_AT, reading } from '../delivery.ts';

const api = playedApi();
const stripe = (options = {}) => clientOf('stripe', api.url(), options);

const SINCE = RECEIVED_AT - 3_600_000;
const completed = event('checkout.session.completed', session);

const page = (data: readonly unknown[], has_more = false) => ({
  json: { object: 'list', url: '/v1/events', data, has_more },
});
const orderLines = (events: Parameters<typeof lines>[0]) =>
  lines(events)?.filter((line) => line.startsWith('order.'));

describe('events of Stripe', () => {
  test('are asked for by when they were, and by the types that webhooks are read for', async () => {
    api.answers(() => page([completed]));
    await stripe().changes(SINCE, RECEIVED_AT);
    const [asked] = api.asked;
    expect(asked?.path).toBe('/v1/events');
    expect(asked?.headers.authorization).toBe('Bearer perch-dev-token-demo-stripe');
    expect(asked?.search.get('created[gte]')).toBe(String(SINCE / 1000));
    expect(asked?.search.get('created[lte]')).toBe(String(RECEIVED_AT / 1000));
    expect(asked?.search.get('limit')).toBe('100');
    expect(asked?.search.getAll('types[]')).toEqual(eventTypes);
  });

  test('are of as many types as may be asked for at once', () => {
    expect(eventTypes.length).toBeGreaterThan(0);
    expect(eventTypes.length).toBeLessThanOrEqual(20);
  });

  test('tell what they tell when they are delivered', async () => {
    const listed = [completed, event('refund.created', refund), event('customer.created', {})];
    api.answers(() => page(listed));
    const { events, refused } = await stripe().changes(SINCE, RECEIVED_AT);
    expect(events).toEqual(
      listed.flatMap((one) => {
        const webhook = reading('stripe', one);
        return webhook.ok ? webhook.events : [];
      }),
    );
    expect(refused).toBe(0);
  });

  test('come in pages, each behind the last of the one before', async () => {
    api.answers((_, i) =>
      page(
        [0, 1].map((n) => ({ ...completed, id: `evt_${i}${n}` })),
        i < 2,
      ),
    );
    expect(await pagesOf(stripe(), SINCE, RECEIVED_AT)).toMatchObject({ pages: 3 });
    expect(api.asked.map(({ search }) => search.get('starting_after'))).toEqual([
      null,
      'evt_01',
      'evt_11',
    ]);
  });

  test('that come a page twice without end are not asked for without end', async () => {
    api.answers(() => page([completed], true));
    await expect(pagesOf(stripe(), SINCE, RECEIVED_AT)).rejects.toThrow(ShopUnavailable);
    expect(api.asked).toHaveLength(2);
  });

  test('of tests or of another version are read as webhooks are', async () => {
    const listed = [
      { ...completed, id: 'evt_1', livemode: false },
      { ...completed, id: 'evt_2', api_version: '2019-01-01' },
    ];
    api.answers(() => page(listed));
    const live = { ...demoShop('stripe'), testMode: false, apiVersion: '2025-04-30.basil' };
    const refusedOnes: string[] = [];
    const onRefused = (id: string) => refusedOnes.push(id);
    const client = shopApi(live, 'sk_1', { baseUrl: api.url(), patience: HASTE, onRefused });
    expect(await client?.changes(SINCE, RECEIVED_AT)).toEqual({ events: [], refused: 1 });
    expect(refusedOnes).toEqual(['evt_2']);
    expect(api.asked[0]?.headers['stripe-version']).toBe('2025-04-30.basil');
  });

  test('are not what something else than a list of them is', async () => {
    for (const json of [{}, { data: [] }, { data: {}, has_more: false }, null]) {
      api.answers(() => ({ json }));
      await expect(stripe().changes(SINCE, RECEIVED_AT)).rejects.toThrow(ShopUnavailable);
    }
    api.answers(() => page([{ object: 'event' }], true));
    await expect(stripe().changes(SINCE, RECEIVED_AT)).rejects.toThrow(ShopUnavailable);
  });
});

/** A shop that has just these things, by their paths. */
const shopWith = (things: Readonly<Record<string, Played>>) =>
  api.answers(({ path }: Asked) => things[path] ?? { status: 404, json: { error: {} } });

const at = (instant: string) => Date.parse(instant) / 1000;

describe('one order of Stripe', () => {
  const intent = {
    id: 'pi_1',
    object: 'payment_intent',
    created: at('2026-11-01T08:40:00Z'),
    latest_charge: { id: 'ch_1', object: 'charge', created: at('2026-11-01T08:45:00Z') },
  };

  test('is a payment with its Checkout session, paid when it was charged, and its refunds', async () => {
    shopWith({
      '/v1/payment_intents/pi_1': { json: intent },
      '/v1/checkout/sessions': page([session]),
      '/v1/refunds': page([refund, { ...refund, id: 're_2', status: 'pending' }]),
    });
    const events = await stripe().order('pi_1', RECEIVED_AT);
    expect(orderLines(events)).toEqual(['order.paid pi_1', 'order.refunded pi_1 re_1']);
    expect(detailOf(events, 'order.paid')).toMatchObject({
      totalMinor: 6588,
      occurredAt: '2026-11-01T08:45:00.000Z',
    });
    expect(detailOf(events, 'order.refunded').occurredAt).toBe('2026-11-01T08:58:00.000Z');
    const [payment, sessions, refunds] = api.asked.map(({ search }) => String(search));
    expect(payment).toBe('expand%5B%5D=latest_charge');
    expect(sessions).toBe('payment_intent=pi_1');
    expect(refunds).toBe('payment_intent=pi_1&limit=100');
  });

  test('is a session alone where there was nothing to pay', async () => {
    const free = { ...session, payment_intent: null, created: at('2026-11-01T08:40:00Z') };
    shopWith({ '/v1/checkout/sessions/cs_1': { json: { ...free, amount_total: 0 } } });
    expect(orderLines(await stripe().order('cs_1', RECEIVED_AT))).toEqual(['order.paid cs_1']);
  });

  test('is a paid invoice with the refunds of its payments', async () => {
    const paid = {
      ...invoice,
      status: 'paid',
      created: at('2026-11-01T08:40:00Z'),
      payments: { data: [invoicePayment] },
    };
    shopWith({
      [`/v1/invoices/${invoice.id}`]: { json: paid },
      '/v1/refunds': page([{ ...refund, payment_intent: 'pi_9' }]),
    });
    const events = await stripe().order(invoice.id, RECEIVED_AT);
    expect(orderLines(events)).toEqual([`order.paid ${invoice.id}`, 'order.refunded pi_9 re_1']);
    shopWith({ [`/v1/invoices/${invoice.id}`]: { json: { ...paid, status: 'open' } } });
    expect(await stripe().order(invoice.id, RECEIVED_AT)).toEqual([]);
  });

  test('does not count where it is a test and tests do not', async () => {
    shopWith({
      '/v1/payment_intents/pi_1': { json: intent },
      '/v1/checkout/sessions': page([{ ...session, livemode: false }]),
      '/v1/refunds': page([]),
    });
    const live = { ...demoShop('stripe'), testMode: false };
    const client = shopApi(live, 'sk_1', { baseUrl: api.url(), patience: HASTE });
    expect(await client?.order('pi_1', RECEIVED_AT)).toEqual([]);
    expect(orderLines(await stripe().order('pi_1', RECEIVED_AT))).toEqual(['order.paid pi_1']);
  });

  test.each(['pi_9', 'in_9', 'cs_9'])('may be none that Stripe knows, as %s', async (id) => {
    shopWith({});
    expect(await stripe().order(id, RECEIVED_AT)).toBeUndefined();
  });
});

describe('a subscription of Stripe', () => {
  test('tells what its webhooks tell, as of now', async () => {
    shopWith({ [`/v1/subscriptions/${subscription.id}`]: { json: subscription } });
    const webhook = reading('stripe', event('customer.subscription.updated', subscription));
    const told = await stripe().subscription(subscription.id, RECEIVED_AT);
    const now = new Date(RECEIVED_AT).toISOString();
    expect(detailOf(told, 'subscription.changed')).toEqual({
      ...(webhook.ok ? webhook.events[0]?.detail : {}),
      occurredAt: now,
    });
  });

  test('may be none that Stripe knows', async () => {
    shopWith({});
    expect(await stripe().subscription('sub_9', RECEIVED_AT)).toBeUndefined();
  });
});
