import { describe, expect, test } from 'vitest';
import type { ShopSettings } from '../../../shared/shops/shop-settings.ts';
import { demoShop, NOTHING, reading, theEvent } from './delivery.ts';

const customer = { id: 42, email: 'mara@example.org', phone: '+4915112345678' };
const shop = { shop_id: 954889, shop_domain: 'birdhouse.myshopify.com' };
const at = '2026-11-01T09:00:02.000Z';

describe('Shopify asks', () => {
  const asks = (topic: string, body: object, of?: ShopSettings) =>
    reading('shopify', { ...shop, ...body }, topic, of);

  test('what is kept of a customer, and says nothing of them but an id', () => {
    const orders_requested = [299938, 280263];
    const body = { customer, orders_requested, data_request: { id: 9999 } };
    const read = asks('customers/data_request', body);
    expect(theEvent('customer.data-requested', read)).toEqual({
      requestId: '9999',
      customer: '42',
      orders: ['299938', '280263'],
      occurredAt: at,
    });
  });

  test('to forget a customer, and a repeat on the same day is the same request', () => {
    const body = { customer, orders_to_redact: [299938] };
    expect(theEvent('customer.redacted', asks('customers/redact', body))).toEqual({
      requestId: 'customers/redact:2026-11-01',
      customer: '42',
      orders: ['299938'],
      occurredAt: at,
    });
  });

  test('to forget a guest, by the orders alone', () => {
    const body = { customer: { id: null, email: 'mara@example.org' }, orders_to_redact: [1] };
    const detail = theEvent('customer.redacted', asks('customers/redact', body));
    expect(detail).toMatchObject({ customer: undefined, orders: ['1'] });
  });

  test('with more orders than one event can name, in several', () => {
    const orders_to_redact = Array.from({ length: 1_001 }, (_, i) => i + 1);
    const read = asks('customers/redact', { customer, orders_to_redact });
    if (!read.ok) throw new Error(read.detail);
    const details = read.events.map(({ detail }) => detail as { orders?: string[] });
    expect(details.map(({ orders }) => orders?.length)).toEqual([500, 500, 1]);
    expect(details[2]).toMatchObject({ requestId: 'customers/redact:2026-11-01:3' });
  });

  test('to forget all customers of a shop that has left', () => {
    expect(theEvent('shop.redacted', asks('shop/redact', {}))).toEqual({
      requestId: 'shop/redact:2026-11-01',
      occurredAt: at,
    });
  });

  test('to forget a shop in no body but one that names it alone, whatever the unsigned topic says', () => {
    const body = { customer, orders_to_redact: [1] };
    expect(asks('shop/redact', body)).toMatchObject({ ok: false, status: 400 });
    const other = { ...demoShop('shopify'), domain: 'other.myshopify.com' };
    expect(asks('shop/redact', {}, other)).toMatchObject({ ok: false, status: 401 });
  });

  test.each(['customers/data_request', 'customers/redact', 'shop/redact'])(
    '%s in a body that is none in vain',
    (topic) => {
      expect(reading('shopify', {}, topic)).toMatchObject({ ok: false, status: 400 });
    },
  );
});

describe('WooCommerce and BigCommerce have a customer forgotten', () => {
  test('who was deleted', () => {
    expect(
      theEvent('customer.redacted', reading('woocommerce', { id: 7 }, 'customer.deleted')),
    ).toEqual({
      requestId: 'customer.deleted:2026-11-01',
      customer: '7',
      orders: [],
      occurredAt: at,
    });
    const callback = {
      scope: 'store/customer/deleted',
      store_id: '1025646',
      data: { type: 'customer', id: 7 },
      created_at: 1_793_523_602,
      producer: 'stores/demo',
    };
    expect(theEvent('customer.redacted', reading('bigcommerce', callback))).toMatchObject({
      customer: '7',
      orders: [],
    });
  });

  test('and not one who was changed', () => {
    expect(reading('woocommerce', { id: 7 }, 'customer.updated')).toEqual(NOTHING);
  });
});

describe('a shop of one’s own asks', () => {
  const asks = (type: string, data: object) =>
    reading('standard-webhooks', { type, timestamp: '2026-11-01T09:00:00Z', data });

  test.each(['customer.data-requested', 'customer.redacted'] as const)('%s', (type) => {
    const data = { requestId: 'r-1', customerId: '42', orderIds: ['5001'] };
    expect(theEvent(type, asks(type, data))).toEqual({
      requestId: 'r-1',
      customer: '42',
      orders: ['5001'],
      occurredAt: '2026-11-01T09:00:00.000Z',
    });
  });

  test('of nobody in vain', () => {
    expect(asks('customer.redacted', { requestId: 'r-1' })).toMatchObject({
      ok: false,
      status: 400,
      detail: expect.stringContaining('customerId is missing where no orders are named'),
    });
  });
});
