import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Perch, startPerch } from '../support/perch.ts';
import { aCustomer, tell } from './customer.ts';

/** Bodies published by the platforms, which lie beside the checkout where there are any. */
const folder = join(import.meta.dirname, '../../../shared/payloads');

const sample = (file: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(folder, file), 'utf8'));

describe.runIf(existsSync(folder))('the platforms’ own samples', () => {
  let perch: Perch;
  beforeAll(async () => {
    perch = await startPerch();
  });
  afterAll(() => perch.stop());

  /** The last event that a shop told the bus. */
  const told = async (shop: string) =>
    (await perch.events())
      .filter(({ source }) => source === 'perch.shops')
      .map(({ detail }) => detail as Record<string, unknown>)
      .findLast((detail) => detail.shop === shop);

  test('of a Shopify order earns 587 and the welcome; its refunds take 204 and nothing', async () => {
    const customer = aCustomer(perch, 'demo-shopify', '207119551');
    const post = (topic: string, file: string) =>
      tell(perch, 'demo-shopify', { topic, body: sample(`shopify/${file}`) });
    await post('orders/paid', 'order_resource.json');
    expect(await customer.member()).toMatchObject({ balance: 637, purchases: 1 });
    await post('refunds/create', 'refund_two_lines.json');
    expect(await customer.member()).toMatchObject({ balance: 433, purchases: 1 });
    await post('refunds/create', 'refund_shipping_only.json');
    expect(await customer.member()).toMatchObject({ balance: 433, purchases: 1 });
    expect((await customer.entries()).map(({ points }) => points)).toContain(-204);
  });

  test('of a Shopify order without a customer is recorded and earns nobody anything', async () => {
    const body = sample('shopify/order_paid_eur_resource.json');
    await tell(perch, 'demo-shopify', { topic: 'orders/paid', body });
    expect(await told('demo-shopify')).toMatchObject({
      orderId: String(body.id),
      currency: 'EUR',
      earningBaseMinor: 22_497,
    });
    expect(await told('demo-shopify')).not.toHaveProperty('member');
  });

  test('of a WooCommerce order by a guest earns nobody anything', async () => {
    const body = sample('woocommerce/order.json');
    await tell(perch, 'demo-woocommerce', { topic: 'order.created', body });
    expect(await told('demo-woocommerce')).toMatchObject({
      orderId: '727',
      earningBaseMinor: 1800,
    });
    expect(await told('demo-woocommerce')).not.toHaveProperty('member');
  });

  test('of a WooCommerce order with refunds earns 29 and the welcome', async () => {
    const body = sample('woocommerce/order_with_refunds.json');
    await tell(perch, 'demo-woocommerce', { topic: 'order.updated', body });
    const customer = aCustomer(perch, 'demo-woocommerce', '26');
    expect(await customer.member()).toMatchObject({ balance: 79, purchases: 1 });
  });

  const stripeEvent = (type: string, file: string, changes: object = {}) => ({
    topic: type,
    body: {
      ...sample('stripe/stripe-mock.event.json'),
      type,
      data: { object: { ...Object(sample(`stripe/${file}`).object), ...changes } },
    },
  });
  const session = 'checkout.session.completed';

  test('of a Stripe session for a subscription earns nothing', async () => {
    const customer = aCustomer(perch, 'demo-stripe', 'cus_M5wW9RPFk9xNZ5');
    await tell(perch, 'demo-stripe', stripeEvent(session, `${session}.data.json`));
    expect(await customer.lookUp()).toMatchObject({ status: 404 });
  });

  test('of a Stripe session earns 19 and the welcome when it is for a payment', async () => {
    const changes = { mode: 'payment', payment_intent: 'pi_1', customer: 'cus_1' };
    const customer = aCustomer(perch, 'demo-stripe', 'cus_1');
    await tell(perch, 'demo-stripe', stripeEvent(session, `${session}.data.json`, changes));
    expect(await customer.member()).toMatchObject({ balance: 69, purchases: 1 });
  });

  test('of a Stripe charge takes back 5 for the refund inside it', async () => {
    const payment_intent = 'pi_3LQOJoKXBGcbgpbZ1Jej1QhS';
    const changes = { mode: 'payment', payment_intent, customer: 'cus_2', amount_total: 1500 };
    const customer = aCustomer(perch, 'demo-stripe', 'cus_2');
    await tell(perch, 'demo-stripe', stripeEvent(session, `${session}.data.json`, changes));
    await tell(perch, 'demo-stripe', stripeEvent('charge.refunded', 'charge.refunded.data.json'));
    expect(await customer.member()).toMatchObject({ balance: 60, purchases: 1 });
  });

  test.each([
    ['customer.subscription.created', 'subscription.created.data.json', 'subscription.changed'],
    ['invoice.upcoming', 'invoice.upcoming.data.json', 'subscription.renewal-ahead'],
  ])('of a Stripe subscription (%s) tells how it stands', async (type, file, event) => {
    const before = (await perch.events()).length;
    await tell(perch, 'demo-stripe', stripeEvent(type, file));
    const told = (await perch.events()).slice(before);
    expect(told.map((each) => each['detail-type'])).toEqual([event]);
  });

  test('of Standard Webhooks tells nothing', async () => {
    const before = (await perch.events()).length;
    const body = sample('standard-webhooks/spec-example.json');
    await tell(perch, 'demo-store', { topic: '', body });
    expect(await perch.events()).toHaveLength(before);
  });
});
