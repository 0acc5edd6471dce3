import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { woocommerce } from '../../../../shared/shops/woocommerce/webhooks.ts';
import { order } from '../bodies/woocommerce.ts';
import { delivery, demoShop, NOTHING, reading, theEvent, verdict } from '../delivery.ts';

const updated = (changes: object = {}, topic = 'order.updated') =>
  reading('woocommerce', { ...order, ...changes }, topic);
const paidDetail = (changes: object = {}) => theEvent('order.paid', updated(changes));

describe('a ping of WooCommerce', () => {
  const isPing = (body: string, headers: Record<string, string> = {}) =>
    woocommerce.ping?.({
      body: Buffer.from(body),
      header: (name) => headers[name],
      receivedAt: 0,
    });

  test('is an unsigned form with the number of the webhook and nothing else', () => {
    expect(isPing('webhook_id=12')).toBe(true);
    expect(isPing('webhook_id=12&x=1')).toBe(false);
    expect(isPing('webhook_id=12'.padEnd(60, '0'))).toBe(false);
    expect(isPing('{"id":731}')).toBe(false);
    expect(isPing('webhook_id=12', { 'x-wc-webhook-signature': 'x' })).toBe(false);
  });
});

describe('a signature of WooCommerce', () => {
  test('is the base64 HMAC of the raw body, by the secret’s raw text', () => {
    const signature = createHmac('sha256', `'a"&b`).update('{"id":1}').digest('base64');
    const sent = delivery('woocommerce', '{"id":1}', '', { 'x-wc-webhook-signature': signature });
    expect(verdict(sent, demoShop('woocommerce'), 'next', `'a"&b`)).toEqual({ ok: true });
    expect(verdict(sent, demoShop('woocommerce'), 'next')).toMatchObject({ status: 401 });
  });

  test('is needed', () => {
    const sent = delivery('woocommerce', order, '', { 'x-wc-webhook-signature': undefined });
    expect(verdict(sent, demoShop('woocommerce'))).toMatchObject({ status: 401 });
  });

  test('of a shop with a domain does for that domain alone', () => {
    const shop = { ...demoShop('woocommerce'), domain: 'birdhouse.example' };
    const from = (source: string) =>
      verdict(delivery('woocommerce', order, '', { 'x-wc-webhook-source': source }), shop);
    expect(from('https://birdhouse.example/')).toEqual({ ok: true });
    expect(from('https://other.example/')).toMatchObject({ status: 401 });
    expect(from('not an address')).toMatchObject({ status: 401 });
  });
});

describe('an order of WooCommerce', () => {
  test('that is paid tells what it cost, what of it earns, whose it is and when', () => {
    expect(paidDetail()).toEqual({
      orderId: '731',
      orderNumber: 'W-731',
      customer: '26',
      email: 'mara@example.org',
      currency: 'EUR',
      totalMinor: 2530,
      shippingMinor: 550,
      earningBaseMinor: 1800,
      discountCodes: ['welcome'],
      lines: [
        { productId: '93', quantity: 2, netMinor: 600 },
        { productId: '22', quantity: 1, netMinor: 1200 },
      ],
      occurredAt: '2026-11-01T08:58:00.000Z',
    });
  });

  test('counts whole pieces, and an odd quantity as one', () => {
    const line_items = ['2.75', '0.4', 'many', null].map((quantity, i) => {
      return { product_id: i + 1, quantity, total: '5.00' };
    });
    const counted = [2, 0, 1, 1].map((quantity) => ({ quantity, netMinor: 500 }));
    expect(paidDetail({ line_items }).lines).toMatchObject(counted);
  });

  test('tells the same when it is created as when it is updated', () => {
    expect(updated({}, 'order.created')).toEqual(updated());
  });

  test('is nobody’s when it is a guest’s', () => {
    expect(paidDetail({ customer_id: 0 }).customer).toBeUndefined();
  });

  test('tells nothing before it is paid', () => {
    expect(updated({ status: 'pending', date_paid_gmt: null })).toEqual(NOTHING);
    expect(updated({ status: 'processing', date_paid_gmt: null })).toEqual(NOTHING);
    expect(updated({ status: 'on-hold' })).toEqual(NOTHING);
    expect(updated({ status: 'failed' })).toEqual(NOTHING);
  });

  test('that was completed by hand is paid when it was completed', () => {
    const completed = {
      status: 'completed',
      date_paid_gmt: null,
      date_completed_gmt: '2026-11-01T08:57:00',
    };
    expect(paidDetail(completed).occurredAt).toBe('2026-11-01T08:57:00.000Z');
  });

  test('earns less its negative fees, which are discounts, and nothing on other fees', () => {
    const fee_lines = [{ total: '-3.00' }, { total: '2.00' }];
    expect(paidDetail({ fee_lines }).earningBaseMinor).toBe(1500);
    expect(paidDetail({ fee_lines: [{ total: '-99.00' }] }).earningBaseMinor).toBe(0);
  });

  test('is cancelled by its status, when it was last changed', () => {
    for (const status of ['cancelled', 'refunded']) {
      expect(theEvent('order.cancelled', updated({ status }))).toEqual({
        orderId: '731',
        occurredAt: '2026-11-01T08:58:30.000Z',
      });
    }
  });

  test('that was refunded as a whole is cancelled, and is to be asked for', () => {
    const read = updated({ status: 'refunded', refunds: [{ id: 1, total: '-25.30' }] });
    expect(read.ok && read.events.map(({ name }) => name)).toEqual([
      'order.cancelled',
      'order.touched',
    ]);
  });

  test('that was never paid is not worth a cancellation', () => {
    expect(updated({ status: 'cancelled', date_paid_gmt: null })).toEqual(NOTHING);
  });

  test('that was refunded in part tells that it is paid, and that it is to be asked for', () => {
    const read = updated({ refunds: [{ id: 1, reason: '', total: '-5.00' }] });
    const paid = updated();
    expect(read.ok && read.events).toEqual([
      ...(paid.ok ? paid.events : []),
      {
        name: 'order.touched',
        detail: { orderId: '731', occurredAt: '2026-11-01T08:58:30.000Z' },
      },
    ]);
  });
});

describe('another topic of WooCommerce', () => {
  test('tells nothing', () => {
    expect(reading('woocommerce', { id: 731 }, 'order.deleted')).toEqual(NOTHING);
    expect(reading('woocommerce', { action: 'x', arg: 1 }, 'action.woocommerce_x')).toEqual(
      NOTHING,
    );
  });

  test('has to be named', () => {
    const bare = delivery('woocommerce', order, '', { 'x-wc-webhook-topic': undefined });
    expect(woocommerce.normalise(bare, demoShop('woocommerce'))).toMatchObject({ status: 400 });
  });
});
