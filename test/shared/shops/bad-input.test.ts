import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sealWith } from '../../../shared/contact/seal.ts';
import { busEvent } from '../../../shared/shops/bus-event.ts';
import { demoSecret } from '../../../shared/shops/demo-shops.ts';
import type { Delivery } from '../../../shared/shops/platform.ts';
import { platforms } from '../../../shared/shops/platforms.ts';
import { type PlatformName, platformNames } from '../../../shared/shops/shop-settings.ts';
import { callback, transactionCallback } from './bodies/bigcommerce.ts';
import { beans, order, refund } from './bodies/shopify.ts';
import { billingAttempt, contract } from './bodies/shopify-subscription.ts';
import { paid, refunded, subscribed } from './bodies/store.ts';
import { charge, event, session, refund as stripeRefund } from './bodies/stripe.ts';
import {
  invoice,
  invoicePayment,
  item,
  olderSubscription,
  price,
  subscription,
  upcoming,
} from './bodies/stripe-billing.ts';
import { order as wooOrder } from './bodies/woocommerce.ts';
import { delivery, demoShop, RECEIVED_AT, reading } from './delivery.ts';

/** One good body of each thing that each kind of shop tells. */
const good: readonly (readonly [PlatformName, string, object])[] = [
  ['shopify', 'orders/paid', order],
  ['shopify', 'orders/cancelled', { ...order, cancelled_at: '2026-11-01T09:00:00Z' }],
  ['shopify', 'refunds/create', refund],
  ['shopify', 'subscription_contracts/update', contract],
  ['shopify', 'subscription_billing_attempts/failure', billingAttempt],
  ['woocommerce', 'order.updated', wooOrder],
  ['stripe', '', event('checkout.session.completed', session)],
  ['stripe', '', event('refund.created', stripeRefund)],
  ['stripe', '', event('charge.refunded', charge)],
  ['stripe', '', event('invoice.paid', invoice)],
  ['stripe', '', event('invoice_payment.paid', invoicePayment)],
  ['stripe', '', event('invoice.upcoming', upcoming)],
  ['stripe', '', event('customer.subscription.updated', subscription)],
  ['stripe', '', event('customer.subscription.updated', olderSubscription)],
  ['bigcommerce', '', callback],
  ['bigcommerce', '', transactionCallback],
  ['standard-webhooks', '', paid],
  ['standard-webhooks', '', refunded],
  ['standard-webhooks', '', subscribed],
];

const stamps = {
  shop: 'demo',
  receivedAt: RECEIVED_AT,
  correlationId: 'c-1',
  memberKey: 'a key of the tests',
  seal: sealWith(
    generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey,
    'a key of the tests',
  ),
};

/** What becomes of a body in the end: events for the bus, or the first refusal. */
function outcome(platform: PlatformName, body: unknown, topic: string) {
  const read = reading(platform, body, topic);
  if (!read.ok) return read;
  const made = read.events.map((told) => busEvent(told, stamps));
  return made.find((one) => !one.ok) ?? { ok: true };
}

describe.each(good)('%s %s', (platform, topic, body) => {
  test.each([
    ['an empty body', ''],
    ['a body that is not JSON', 'order=5001'],
    ['a body that is JSON cut short', JSON.stringify(body).slice(0, -1)],
    ['null', 'null'],
    ['a list', '[]'],
    ['a text', '"order"'],
    ['an empty object', '{}'],
    ['a number alone', '17'],
    ['a deeply nested body', `${'['.repeat(400_000)}${']'.repeat(400_000)}`],
  ])('refuses %s with a sentence', (_, text) => {
    expect(reading(platform, text, topic)).toEqual({
      ok: false,
      status: 400,
      detail: expect.stringMatching(/^[A-Z].*\.$/),
    });
  });

  test('refuses a body that is not UTF-8', () => {
    const rest = Buffer.from(`",${JSON.stringify(body).slice(1)}`);
    const spoilt = Buffer.concat([Buffer.from('{"note":"'), Buffer.from([0xff]), rest]);
    const sent = { ...delivery(platform, body, topic), body: spoilt };
    expect(platforms[platform].normalise(sent, demoShop(platform))).toMatchObject({ status: 400 });
  });

  test('takes the good body, which makes every refusal here mean something', () => {
    expect(outcome(platform, body, topic)).toEqual({ ok: true });
  });

  test('returns a value on any JSON at all', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const { ok } = outcome(platform, JSON.stringify(json), topic);
        expect(typeof ok).toBe('boolean');
      }),
    );
  });

  test('returns a value on the good body with anything at all in any one place', () => {
    const places = placesIn(body);
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom<unknown>(-1, 0, 1e15, '-1', '1e9', '9'.repeat(30), 'x'.repeat(500), '\u0000'),
    );
    fc.assert(
      fc.property(fc.constantFrom(...places), anything, (place, value) => {
        const { ok } = outcome(platform, withPlace(body, place, value), topic);
        expect(typeof ok).toBe('boolean');
      }),
      { numRuns: 300 },
    );
  });
});

type Place = readonly (string | number)[];

function placesIn(value: unknown, place: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [place];
  return [
    place,
    ...Object.entries(value).flatMap(([key, part]) => placesIn(part, [...place, key])),
  ];
}

function withPlace(whole: unknown, place: Place, value: unknown): unknown {
  const [key, ...rest] = place;
  if (key === undefined) return value;
  if (Array.isArray(whole)) {
    return whole.map((part, i) => (String(i) === key ? withPlace(part, rest, value) : part));
  }
  const object: Record<string, unknown> = { ...Object(whole) };
  return { ...object, [key]: withPlace(object[key], rest, value) };
}

const shopify = (changes: object) => ['shopify', 'orders/paid', { ...order, ...changes }] as const;
const woo = (changes: object) =>
  ['woocommerce', 'order.updated', { ...wooOrder, ...changes }] as const;
const stripe = (changes: object) =>
  ['stripe', '', event('checkout.session.completed', { ...session, ...changes })] as const;
const stripeInvoice = (changes: object) =>
  ['stripe', '', event('invoice.paid', { ...invoice, ...changes })] as const;
const stripeSubscription = (changes: object) =>
  ['stripe', '', event('customer.subscription.updated', { ...subscription, ...changes })] as const;
const atPrice = (changes: object) =>
  stripeSubscription({ items: { data: [{ ...item, price: { ...price, ...changes } }] } });
const bigcommerce = (changes: object) => ['bigcommerce', '', { ...callback, ...changes }] as const;
const store = (changes: object) =>
  ['standard-webhooks', '', { ...paid, data: { ...paid.data, ...changes } }] as const;

const long = 'x'.repeat(201);
const huge = '99999999999999999999';

test.each<[PlatformName, string, object, RegExp]>([
  [...shopify({ id: null }), /: id is missing or not of the kind expected\.$/],
  [...shopify({ id: 'a\nb' }), /: id /],
  [...shopify({ id: long }), /: id /],
  [...shopify({ total_price: 'fifty' }), /: total_price is not a plain decimal amount\.$/],
  [...shopify({ total_price: huge }), /: total_price is more than any order comes to\.$/],
  [...shopify({ total_price: '-1.00' }), /: total_price is negative\.$/],
  [...shopify({ total_price: '1.005' }), /: total_price has more decimals than EUR\.$/],
  [...shopify({ currency: 'BTC' }), /: currency is not an ISO 4217 currency\.$/],
  [...shopify({ processed_at: 'today' }), /: processed_at is not a time with an offset\.$/],
  [...shopify({ line_items: null }), /: line_items /],
  [...shopify({ line_items: [{ ...beans, quantity: 'two' }] }), /line_items\.0\.quantity is not/],
  [...shopify({ line_items: [{ ...beans, quantity: -2 }] }), /line_items\.0\.quantity is not/],
  [...shopify({ line_items: [{ ...beans, price_set: null }] }), /line_items\.0\.price_set /],
  [...shopify({ line_items: Array(1001).fill(beans) }), /: line_items /],
  [...shopify({ line_items: [{ ...beans, quantity: 999_999_999 }] }), /quantity/],
  [
    ...shopify({ line_items: manyAt('9999999999.99') }),
    /earningBaseMinor, lines.0.netMinor would be out of bounds/,
  ],
  [...shopify({ customer: { id: long } }), /: customer\.id /],
  [...woo({ total: 'thirty' }), /: total is not a plain decimal amount\.$/],
  [...woo({ currency: 'usd' }), /: currency is not an ISO 4217 currency\.$/],
  [...woo({ customer_id: null }), /: customer_id /],
  [...woo({ date_paid_gmt: '2026-11-01 09:00' }), /: date_paid_gmt is not a time/],
  [...woo({ line_items: [{ total: huge }] }), /line_items\.0\.total is more than/],
  [...stripe({ amount_total: 'forty' }), /: amount_total is not a whole amount\.$/],
  [...stripe({ amount_total: 49.9 }), /: amount_total is not a whole amount\.$/],
  [...stripe({ amount_total: -1 }), /: amount_total is not a whole amount\.$/],
  [...stripe({ amount_total: 999_999_999_999_999 }), /totalMinor, earningBaseMinor would be out/],
  [...stripe({ currency: 'btc' }), /: currency is not an ISO 4217 currency\.$/],
  [...stripe({ object: 'invoice' }), /: object /],
  [...stripeInvoice({ total: 'forty' }), /: total is not a whole amount\.$/],
  [...stripeInvoice({ amount_due: -1 }), /: amount_due is not a whole amount\.$/],
  [...stripeInvoice({ currency: 'btc' }), /: currency is not an ISO 4217 currency\.$/],
  [...stripeInvoice({ lines: { data: Array(1001).fill({ amount: 1 }) } }), /: lines\.data /],
  [...stripeSubscription({ status: 'resting' }), /: status is none that is known\.$/],
  [...stripeSubscription({ ended_at: 1_700_000_000 }), /: it ends before it began\.$/],
  [...stripeSubscription({ cancel_at: 'soon' }), /: cancel_at is not epoch seconds\.$/],
  [...stripeSubscription({ items: null }), /: items /],
  [...atPrice({ currency: 'btc' }), /price\.currency is not an ISO 4217 currency\.$/],
  [...atPrice({ unit_amount: 12.5 }), /price\.unit_amount is not a whole amount\.$/],
  [...atPrice({ unit_amount: 999_999_999_999_999 }), /price\.amountMinor would be out of bounds/],
  [
    ...atPrice({ recurring: { interval: 'day', interval_count: 9_999 } }),
    /every\.count would be out of bounds/,
  ],
  [...bigcommerce({ data: { type: 'order' } }), /store\/order\/created: data\.id /],
  [...bigcommerce({ created_at: 'now' }), /: created_at is not epoch seconds\.$/],
  [...bigcommerce({ scope: null }), /: scope is missing or not of the kind expected\.$/],
  [...store({ total: 'fifty' }), /: data\.total is not a plain decimal amount\.$/],
  [...store({ total: '-1' }), /: data\.total is not a plain decimal amount\.$/],
  [...store({ total: huge }), /: data\.total is more than any order comes to\.$/],
  [...store({ currency: 'EURO' }), /: data\.currency is not an ISO 4217 currency\./],
  [...store({ customerId: '' }), /: data\.customerId /],
])('%s %s with nonsense in it is refused and the sentence says where (%#)', (...row) => {
  const [platform, topic, body, detail] = row;
  const read = outcome(platform, body, topic);
  expect(read).toEqual({ ok: false, status: 400, detail: expect.stringMatching(detail) });
});

function manyAt(price: string) {
  const price_set = { shop_money: { amount: price, currency_code: 'EUR' } };
  return Array(101).fill({ ...beans, price_set });
}

test('a refusal repeats nothing of the body', () => {
  const planted = 'mara@example.org';
  for (const [platform, topic, body] of good) {
    for (const place of placesIn(body)) {
      const read = outcome(platform, withPlace(body, place, planted), topic);
      expect(JSON.stringify(read)).not.toContain(planted);
    }
  }
});

describe.each(platformNames)('a signature of %s', (platform) => {
  const shop = demoShop(platform);
  const [, topic, body] = good.find(([name]) => name === platform) ?? [platform, '', {}];
  const sent = delivery(platform, body, topic);
  const header = {
    shopify: 'x-shopify-hmac-sha256',
    woocommerce: 'x-wc-webhook-signature',
    stripe: 'stripe-signature',
    bigcommerce: 'webhook-signature',
    'standard-webhooks': 'webhook-signature',
  }[platform];
  const verdict = (changed: Partial<Delivery>) =>
    platforms[platform].verify({ ...sent, ...changed }, shop, [demoSecret(shop)]);

  test('fits as it was made', () => {
    expect(verdict({})).toEqual({ ok: true });
  });

  test('does not fit when any bit of the body is another', () => {
    fc.assert(
      fc.property(fc.nat(sent.body.length - 1), fc.nat(7), (at, bit) => {
        const changed = flipped(sent.body, at, bit);
        expect(verdict({ body: changed })).toMatchObject({ ok: false, status: 401 });
      }),
    );
  });

  test('does not fit when any bit of it is another', () => {
    const signature = Buffer.from(sent.header(header) ?? '', 'latin1');
    for (let at = 0; at < signature.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        const changed = flipped(signature, at, bit).toString('latin1');
        const read = verdict({ header: (name) => (name === header ? changed : sent.header(name)) });
        expect(read).toMatchObject({ ok: false, status: 401 });
      }
    }
  });
});

function flipped(bytes: Buffer, at: number, bit: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ (1 << bit);
  return changed;
}
