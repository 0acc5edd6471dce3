import { describe, expect, test } from 'vitest';
import { platforms } from '../../../shared/shops/platforms.ts';
import type { PlatformName } from '../../../shared/shops/shop-settings.ts';
import { order as shopifyOrder } from './bodies/shopify.ts';
import { paid } from './bodies/store.ts';
import { event, session } from './bodies/stripe.ts';
import { invoice } from './bodies/stripe-billing.ts';
import { order as wooOrder } from './bodies/woocommerce.ts';
import { contactIn, delivery, demoShop, reading, theEvent } from './delivery.ts';

const shopify = (changes: object = {}) =>
  reading('shopify', { ...shopifyOrder, ...changes }, 'orders/paid');
const woo = (changes: object = {}) =>
  reading('woocommerce', { ...wooOrder, ...changes }, 'order.updated');
const stripe = (changes: object = {}) =>
  reading('stripe', event('checkout.session.completed', { ...session, ...changes }));
const store = (changes: object = {}) =>
  reading('standard-webhooks', { ...paid, data: { ...paid.data, ...changes } });

const mara = { email: 'mara@example.org', phone: '+4915550001111', name: 'Mara Holz' };

describe('how a customer can be reached', () => {
  test('is in an order of Shopify, beside it or with its customer', () => {
    expect(contactIn(shopify({ customer_locale: 'de' }))).toEqual({
      customer: '42',
      contact: { ...mara, language: 'de' },
      unfit: [],
      occurredAt: '2026-11-01T08:59:00.000Z',
    });
    const { customer } = shopifyOrder;
    const elsewhere = { email: null, contact_email: '', phone: null };
    const told = shopify({ ...elsewhere, customer: { ...customer, phone: mara.phone } });
    expect(contactIn(told)?.contact).toEqual(mara);
  });

  test('is not in one whose app may not know, and no order is lost for it', () => {
    const hidden = { email: null, contact_email: null, phone: null, customer: { id: 42 } };
    expect(shopify(hidden)).toMatchObject({ ok: true, events: [{ name: 'order.paid' }] });
    expect(contactIn(shopify(hidden))).toBeUndefined();
  });

  test('is in whom WooCommerce’s bill is for', () => {
    expect(contactIn(woo())).toEqual({
      customer: '26',
      contact: { email: mara.email, phone: '+49155500', name: 'Mara Holz' },
      unfit: [],
      occurredAt: '2026-11-01T08:58:00.000Z',
    });
    const local = { first_name: 'Mara', phone: '0421 123456', email: mara.email };
    expect(contactIn(woo({ billing: local }))).toMatchObject({
      contact: { email: mara.email, name: 'Mara' },
      unfit: ['phone'],
    });
  });

  test('is in what was filled in at Stripe’s Checkout, and on an invoice', () => {
    expect(contactIn(stripe({ locale: 'de' }))).toMatchObject({
      customer: 'cus_1',
      contact: { ...mara, language: 'de' },
    });
    expect(contactIn(stripe({ locale: 'auto' }))?.contact).toEqual(mara);
    expect(contactIn(stripe({ customer_details: null }))?.contact).toEqual({ email: mara.email });
    const billed = {
      customer_email: mara.email,
      customer_name: mara.name,
      customer_phone: mara.phone,
    };
    const read = reading('stripe', event('invoice.paid', { ...invoice, ...billed }));
    expect(contactIn(read)?.contact).toEqual(mara);
  });

  test('is in what a shop of one’s own says of its customer', () => {
    expect(contactIn(store())).toMatchObject({
      customer: '42',
      contact: { ...mara, language: 'de' },
    });
    expect(contactIn(store({ customer: undefined }))).toBeUndefined();
  });
});

const odd = { email: 'x'.repeat(10_000), phone: '+49\u0000155', name: 'Mara\nHolz', language: 7 };

test.each([
  ['shopify', shopify({ ...odd, contact_email: [], customer: { id: 42, first_name: {} } })],
  ['shopify', shopify({ email: {}, phone: 17, customer_locale: [] })],
  ['woocommerce', woo({ billing: odd })],
  ['woocommerce', woo({ billing: 'Mara' })],
  ['woocommerce', woo({ billing: [] })],
  ['stripe', stripe({ customer_details: odd, customer_email: 17, locale: {} })],
  ['stripe', stripe({ customer_details: 'Mara' })],
  ['standard-webhooks', store({ customer: odd })],
  ['standard-webhooks', store({ customer: 'Mara' })],
  ['standard-webhooks', store({ customer: { email: { at: 'example.org' } } })],
] as const)('an order of %s is told, however odd its contact is (%#)', (_, read) => {
  expect(theEvent('order.paid', read)).toMatchObject({ currency: 'EUR' });
  expect(JSON.stringify(contactIn(read) ?? {})).not.toMatch(/xxx|155|\\n/);
});

test.each([
  ['shopify', shopify({ customer: null })],
  ['woocommerce', woo({ customer_id: 0 })],
  ['stripe', stripe({ customer: null, client_reference_id: null })],
  ['standard-webhooks', store({ customerId: undefined })],
] as const)('of a guest of %s no more is told than the address of the order', (_, read) => {
  expect(contactIn(read)).toBeUndefined();
  expect(theEvent('order.paid', read)).toMatchObject({ customer: undefined, email: mara.email });
});

test.each<[PlatformName, object, string]>([
  ['shopify', { ...shopifyOrder, processed_at: '2020-01-01T00:00:00Z' }, 'orders/paid'],
  ['woocommerce', { ...wooOrder, date_paid_gmt: '2020-01-01T00:00:00' }, 'order.updated'],
  ['standard-webhooks', { ...paid, timestamp: '2020-01-01T00:00:00Z' }, ''],
])('an old order of %s tells how its customer could be reached then', (platform, body, topic) => {
  const read = reading(platform, body, topic);
  expect(theEvent('order.paid', read).occurredAt).toBe('2026-10-02T09:00:02.000Z');
  expect(contactIn(read)?.occurredAt).toBe('2020-01-01T00:00:00.000Z');
});

test('nobody tells anything of the future', () => {
  const body = { ...shopifyOrder, processed_at: '2031-01-01T00:00:00Z' };
  const sent = delivery('shopify', body, 'orders/paid');
  const read = platforms.shopify.normalise(sent, demoShop('shopify'));
  expect(contactIn(read)?.occurredAt).toBe('2026-11-01T09:00:02.000Z');
});
