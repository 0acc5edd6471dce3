import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readJson } from '../../../shared/shops/body.ts';
import { platforms } from '../../../shared/shops/platforms.ts';
import type { PlatformName } from '../../../shared/shops/shop-settings.ts';
import { readRefund } from '../../../shared/shops/woocommerce/refund.ts';
import { delivery, demoShop, NOTHING, reading, theEvent } from './delivery.ts';

/** Bodies published by the platforms, which lie beside the checkout where there are any. */
const folder = join(import.meta.dirname, '../../../../shared/payloads');

const bodyOf = (file: string): string => readFileSync(join(folder, file), 'utf8');
const objectOf = (file: string) => JSON.parse(bodyOf(file));

describe.runIf(existsSync(folder))('the platforms’ own sample', () => {
  test('of a Shopify order earns 587.00 of 598.94 USD', () => {
    const read = reading('shopify', bodyOf('shopify/order_resource.json'), 'orders/paid');
    expect(theEvent('order.paid', read)).toMatchObject({
      orderId: '450789469',
      orderNumber: '#1001',
      customer: '207119551',
      currency: 'USD',
      totalMinor: 59894,
      shippingMinor: 0,
      earningBaseMinor: 58700,
      discountCodes: ['TENOFF'],
      lines: [{ productId: '632910392', netMinor: 58700 }],
      occurredAt: '2026-10-02T09:00:02.000Z',
    });
  });

  test('of a Shopify order in EUR earns 224.97 for nobody yet', () => {
    const read = reading('shopify', bodyOf('shopify/order_paid_eur_resource.json'), 'orders/paid');
    expect(theEvent('order.paid', read)).toMatchObject({
      customer: undefined,
      currency: 'EUR',
      totalMinor: 23847,
      earningBaseMinor: 22497,
    });
  });

  test('of a Shopify refund gives back 209.00, though its lines come to 399.29', () => {
    const read = reading('shopify', bodyOf('shopify/refund_two_lines.json'), 'refunds/create');
    expect(theEvent('order.refunded', read)).toMatchObject({
      orderId: '450789469',
      refundId: '509562969',
      currency: 'USD',
      amountMinor: 20900,
      shippingMinor: 0,
    });
  });

  test('of a Shopify refund of shipping gives back 5.00, all of it shipping', () => {
    const read = reading('shopify', bodyOf('shopify/refund_shipping_only.json'), 'refunds/create');
    expect(theEvent('order.refunded', read)).toMatchObject({
      amountMinor: 500,
      shippingMinor: 500,
    });
  });

  test('of a WooCommerce order earns 18.00 for a guest', () => {
    const read = reading('woocommerce', bodyOf('woocommerce/order.json'), 'order.created');
    expect(theEvent('order.paid', read)).toMatchObject({
      orderId: '727',
      customer: undefined,
      currency: 'USD',
      totalMinor: 2935,
      shippingMinor: 1000,
      earningBaseMinor: 1800,
      lines: [
        { productId: '93', quantity: 2 },
        { productId: '22', quantity: 1 },
      ],
    });
  });

  test('of a WooCommerce order with refunds earns 29.00 when it was completed', () => {
    const sent = {
      ...delivery('woocommerce', bodyOf('woocommerce/order_with_refunds.json'), 'order.updated'),
      receivedAt: Date.parse('2017-03-21T20:00:00Z'),
    };
    const read = platforms.woocommerce.normalise(sent, demoShop('woocommerce'));
    const [paid, ...others] = read.ok ? read.events : [];
    expect(paid).toMatchObject({
      name: 'order.paid',
      detail: {
        customer: '26',
        totalMinor: 3900,
        shippingMinor: 1000,
        earningBaseMinor: 2900,
        occurredAt: '2017-03-21T19:54:51.000Z',
      },
    });
    expect(others.at(-1)).toMatchObject({ name: 'order.touched', detail: { orderId: '723' } });
  });

  test('of a WooCommerce refund gives back 10.00', () => {
    const json = readJson(Buffer.from(bodyOf('woocommerce/order_refund.json')));
    const of = { orderId: '723', currency: 'USD' };
    const at = Date.parse('2017-03-21T20:10:00Z');
    expect(theEvent('order.refunded', readRefund(json.ok && json.value, of, at))).toMatchObject({
      orderId: '723',
      refundId: '726',
      amountMinor: 1000,
      shippingMinor: 0,
      occurredAt: '2017-03-21T20:07:11.000Z',
    });
  });

  const stripe = (type: string, file: string, changes: object = {}) => {
    const { object } = objectOf(`stripe/${file}`);
    const envelope = objectOf('stripe/stripe-mock.event.json');
    return reading('stripe', { ...envelope, type, data: { object: { ...object, ...changes } } });
  };

  test('of a Stripe session is for a subscription, and earns when it is for a payment', () => {
    const file = 'checkout.session.completed.data.json';
    expect(stripe('checkout.session.completed', file)).toEqual(NOTHING);
    const payment = stripe('checkout.session.completed', file, {
      mode: 'payment',
      payment_intent: 'pi_1',
    });
    expect(theEvent('order.paid', payment)).toMatchObject({
      orderId: 'pi_1',
      customer: 'cus_M5wW9RPFk9xNZ5',
      totalMinor: 1900,
      earningBaseMinor: 1900,
    });
  });

  test('of a Stripe charge gives back 5.00 by the refund inside it', () => {
    const read = stripe('charge.refunded', 'charge.refunded.data.json');
    expect(theEvent('order.refunded', read)).toMatchObject({
      orderId: 'pi_3LQOJoKXBGcbgpbZ1Jej1QhS',
      refundId: 're_3LQOJoKXBGcbgpbZ10i9Mg75',
      amountMinor: 500,
    });
  });

  test('of a Stripe invoice to come says when 19.00 will be due', () => {
    const read = stripe('invoice.upcoming', 'invoice.upcoming.data.json');
    expect(theEvent('subscription.renewal-ahead', read)).toMatchObject({
      subscriptionId: 'sub_1234',
      customer: 'cus_L7lJPQIi3GxrTG',
      price: { currency: 'USD', amountMinor: 1900 },
      renewsAt: '2025-04-26T17:45:40.000Z',
    });
  });

  test('of a Stripe subscription in older fields is 6.00 a month', () => {
    const read = stripe('customer.subscription.created', 'subscription.created.data.json');
    expect(theEvent('subscription.changed', read)).toMatchObject({
      customer: 'cus_00000000000000',
      status: 'active',
      price: { currency: 'USD', amountMinor: 600 },
      every: { unit: 'month', count: 1 },
      startedAt: '2016-06-24T15:45:24.000Z',
      periodEndsAt: '2017-03-08T15:45:24.000Z',
      autoRenews: true,
    });
  });

  test('of Stripe that does not concern us tells nothing', () => {
    expect(reading('stripe', bodyOf('stripe/stripe-mock.event.json'))).toEqual(NOTHING);
  });

  test('of Standard Webhooks is nothing that concerns us', () => {
    const read = reading('standard-webhooks', bodyOf('standard-webhooks/spec-example.json'));
    expect(read).toEqual(NOTHING);
  });

  test.each<[PlatformName, string, string]>([
    ['shopify', 'shopify/refund_two_lines.json', 'orders/paid'],
    ['shopify', 'shopify/order_resource.json', 'refunds/create'],
    ['shopify', 'shopify/order_resource.json', 'orders/cancelled'],
    ['woocommerce', 'woocommerce/order_refund.json', 'order.updated'],
    ['stripe', 'shopify/order_resource.json', ''],
    ['standard-webhooks', 'woocommerce/order.json', ''],
  ])('sent to %s as what it is not (%s as %s) is refused', (platform, file, topic) => {
    expect(reading(platform, bodyOf(file), topic)).toMatchObject({ ok: false, status: 400 });
  });
});
