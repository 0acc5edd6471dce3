import Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { stripe } from '../../../../shared/shops/stripe/webhooks.ts';
import { charge, event, refund, session } from '../bodies/stripe.ts';
import {
  delivery,
  demoShop,
  liveShop,
  NOTHING,
  RECEIVED_AT,
  reading,
  theEvent,
  verdict,
} from '../delivery.ts';

const secret = 'whsec_cGVyY2gtZGV2LXNlY3JldA';
const payload = '{"id":"evt_1","object":"event"}';

describe('a signature of Stripe', () => {
  const shop = demoShop('stripe');
  const header = (timestamp: number, key = secret) =>
    new Stripe('sk_test_x').webhooks.generateTestHeaderString({ payload, secret: key, timestamp });
  const sent = (signature: string | undefined) =>
    verdict(delivery('stripe', payload, '', { 'stripe-signature': signature }), shop, secret);
  const now = Math.floor(RECEIVED_AT / 1000);

  test('is what Stripe’s own library makes, with the secret undecoded', () => {
    expect(sent(header(now))).toEqual({ ok: true });
    expect(sent(header(now, 'whsec_another'))).toMatchObject({ ok: false, status: 401 });
  });

  test('is made here as Stripe’s own library checks it', () => {
    const headers = stripe.sign(secret, { body: payload, topic: '', at: Date.now(), id: 'evt_1' });
    const { webhooks } = new Stripe('sk_test_x');
    const checked = webhooks.constructEvent(payload, headers['stripe-signature'] ?? '', secret);
    expect(checked).toEqual(JSON.parse(payload));
  });

  test('is one of several while a secret is rolled', () => {
    const [time, old] = header(now, 'whsec_old').split(',');
    const [, current] = header(now).split(',');
    expect(sent(`${time},${old},${current},v0=00`)).toEqual({ ok: true });
    expect(sent(`${time},${old}`)).toMatchObject({ status: 401 });
    expect(
      verdict(delivery('stripe', payload), shop, 'next', 'perch-dev-secret-demo-stripe'),
    ).toEqual({ ok: true });
  });

  test('does for 300 seconds before and after the time it carries', () => {
    expect(sent(header(now - 300))).toEqual({ ok: true });
    expect(sent(header(now + 300))).toEqual({ ok: true });
    expect(sent(header(now - 301))).toMatchObject({ status: 401, detail: /more than 300 seconds/ });
    expect(sent(header(now + 301))).toMatchObject({ status: 401 });
  });

  test('is needed whole', () => {
    const [time, v1] = header(now).split(',');
    for (const part of [undefined, '', 'x', time, v1, `t=soon,${v1}`, `t=,${v1}`]) {
      expect(sent(part)).toMatchObject({ ok: false, status: 401 });
    }
  });
});

const completed = (changes: object = {}, envelope: object = {}, shop = demoShop('stripe')) =>
  reading(
    'stripe',
    event('checkout.session.completed', { ...session, ...changes }, envelope),
    '',
    shop,
  );
const paidDetail = (changes: object = {}) => theEvent('order.paid', completed(changes));

describe('a Checkout session of Stripe', () => {
  test('that is paid tells what it cost, what of it earns, whose it is and when', () => {
    expect(paidDetail()).toEqual({
      orderId: 'pi_1',
      orderNumber: 'pi_1',
      customer: 'cus_1',
      email: 'mara@example.org',
      currency: 'EUR',
      totalMinor: 6588,
      shippingMinor: 600,
      earningBaseMinor: 4990,
      discountCodes: [],
      lines: [],
      occurredAt: '2026-11-01T08:59:00.000Z',
    });
  });

  test('tells its lines where a shop puts them there', () => {
    const line = { quantity: 2, amount_total: 4990, amount_tax: 998 };
    const line_items = {
      data: [
        { ...line, price: { product: 'prod_1' } },
        { ...line, price: { product: { id: 'prod_2' } } },
        { ...line, price: null },
      ],
    };
    expect(paidDetail({ line_items }).lines).toEqual([
      { productId: 'prod_1', quantity: 2, netMinor: 3992 },
      { productId: 'prod_2', quantity: 2, netMinor: 3992 },
    ]);
  });

  test('takes the tax on shipping off but once', () => {
    const inclusive = {
      amount_total: 6600,
      total_details: { amount_shipping: 600, amount_tax: 1100 },
      shipping_cost: { amount_subtotal: 600, amount_tax: 100, amount_total: 600 },
    };
    expect(paidDetail(inclusive)).toMatchObject({ earningBaseMinor: 5000, shippingMinor: 600 });
    expect(paidDetail({ shipping_cost: null })).toMatchObject({
      earningBaseMinor: 6588 - 500 - 1098,
      shippingMinor: 500,
    });
  });

  test('is the Stripe customer’s, else the one that the shop refers to, else nobody’s', () => {
    expect(paidDetail({ customer: null }).customer).toBe('member-42');
    expect(paidDetail({ customer: null, client_reference_id: null }).customer).toBeUndefined();
  });

  test('is an order by its own id when there was nothing to pay', () => {
    const free = {
      payment_intent: null,
      amount_total: 0,
      total_details: null,
      shipping_cost: null,
    };
    expect(paidDetail(free)).toMatchObject({ orderId: 'cs_1', earningBaseMinor: 0 });
  });

  test('tells nothing before the money has come, and everything when it has', () => {
    expect(completed({ payment_status: 'unpaid' })).toEqual(NOTHING);
    const later = event('checkout.session.async_payment_succeeded', session);
    expect(reading('stripe', later)).toEqual(completed());
    const failed = event('checkout.session.async_payment_failed', session);
    expect(reading('stripe', failed)).toEqual(NOTHING);
  });

  test('for a subscription or a set-up tells nothing', () => {
    expect(completed({ mode: 'subscription' })).toEqual(NOTHING);
    expect(completed({ mode: 'setup' })).toEqual(NOTHING);
  });

  test.each([
    ['eur', 6588, 'EUR', 6588],
    ['jpy', 6588, 'JPY', 6588],
    ['mga', 6588, 'MGA', 658800],
    ['isk', 658800, 'ISK', 6588],
    ['ugx', 658800, 'UGX', 6588],
    ['kwd', 65880, 'KWD', 65880],
  ])('in %s is read by Stripe’s own decimals', (currency, amount_total, iso, totalMinor) => {
    const changes = { currency, amount_total, total_details: null, shipping_cost: null };
    expect(paidDetail(changes)).toMatchObject({ currency: iso, totalMinor });
  });

  test('of a sandbox counts only where tests do', () => {
    const sandbox = { livemode: false, api_version: null };
    expect(completed({}, sandbox, liveShop('stripe'))).toEqual(NOTHING);
    expect(theEvent('order.paid', completed({}, sandbox))).toMatchObject({ orderId: 'pi_1' });
  });

  test('is refused in another API version than the pinned one, or in none', () => {
    const pinned = { ...liveShop('stripe'), apiVersion: '2025-04-30.basil' };
    expect(completed({}, {}, pinned)).toMatchObject({ ok: true });
    const other = completed({}, { api_version: '2019-01-01' }, pinned);
    expect(other).toMatchObject({ ok: false, status: 400, detail: /api_version/ });
    expect(completed({}, { api_version: null }, pinned)).toMatchObject({ status: 400 });
    expect(completed({}, { api_version: null }, liveShop('stripe'))).toMatchObject({ status: 400 });
  });
});

describe('a refund of Stripe', () => {
  const refunded = (changes: object = {}, type = 'refund.created') =>
    reading('stripe', event(type, { ...refund, ...changes }));

  test('tells its order by the payment, and all of it as goods', () => {
    expect(theEvent('order.refunded', refunded())).toEqual({
      orderId: 'pi_1',
      refundId: 're_1',
      currency: 'EUR',
      amountMinor: 1500,
      shippingMinor: 0,
      occurredAt: '2026-11-01T08:59:00.000Z',
    });
  });

  test('counts once it has succeeded', () => {
    expect(refunded({ status: 'pending' })).toEqual(NOTHING);
    expect(refunded({}, 'refund.updated')).toEqual(refunded());
  });

  test.each([
    ['refund.failed', 'failed'],
    ['refund.updated', 'failed'],
    ['refund.updated', 'canceled'],
    ['charge.refund.updated', 'failed'],
  ])('that has come to nothing is told of as undone: %s, %s', (type, status) => {
    expect(theEvent('order.refund-reversed', refunded({ status }, type))).toEqual({
      orderId: 'pi_1',
      refundId: 're_1',
      occurredAt: '2026-11-01T08:59:00.000Z',
    });
  });

  test('that fails as it is made, or still waits, has never counted', () => {
    expect(refunded({ status: 'failed' }, 'refund.created')).toEqual(NOTHING);
    expect(refunded({ status: 'requires_action' }, 'refund.updated')).toEqual(NOTHING);
  });

  test('of a payment without an intent tells nothing', () => {
    expect(refunded({ payment_intent: null, status: 'failed' }, 'refund.failed')).toEqual(NOTHING);
    expect(refunded({ payment_intent: null })).toEqual(NOTHING);
  });
});

describe('a refunded charge of Stripe', () => {
  const read = (changes: object) =>
    reading('stripe', event('charge.refunded', { ...charge, ...changes }));

  test('counts by the refunds inside it, not by its running total', () => {
    const told = read({});
    expect(told).toMatchObject({
      events: [
        { name: 'order.refunded', detail: { refundId: 're_1', amountMinor: 1500 } },
        { name: 'order.refunded', detail: { refundId: 're_2', amountMinor: 500 } },
      ],
    });
  });

  test('says which payment it was where a refund does not', () => {
    const refunds = { data: [{ ...refund, payment_intent: null }] };
    expect(theEvent('order.refunded', read({ refunds })).orderId).toBe('pi_1');
  });

  test('tells nothing where its refunds are not inside', () => {
    expect(read({ refunds: null })).toEqual(NOTHING);
    expect(read({ refunds: undefined })).toEqual(NOTHING);
  });
});

describe('an event of Stripe', () => {
  test('that does not concern us tells nothing, in whatever version', () => {
    expect(reading('stripe', event('plan.created', {}, { api_version: 'x' }))).toEqual(NOTHING);
  });

  test('that is thin is refused with a hint', () => {
    const thin = { id: 'evt_2', object: 'v2.core.event', type: 'v1.billing.meter' };
    expect(reading('stripe', thin)).toMatchObject({ status: 400, detail: /snapshot destination/ });
  });
});
