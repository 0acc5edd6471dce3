import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoShops } from '../../shared/shops/demo-shops.ts';
import { type Perch, startPerch } from '../support/perch.ts';
import { aCustomer, anOrder, aShop, newId } from './customer.ts';

let perch: Perch;
beforeAll(async () => {
  perch = await startPerch();
});
afterAll(() => perch.stop());

describe.each(demoShops.map(({ id }) => id))('at %s', (shop) => {
  test('an order earns, once however often it is told', async () => {
    const customer = aCustomer(perch, shop);
    const order = await customer.buys('24.90');
    await aShop(perch, shop).sells(order);
    expect(await customer.member()).toMatchObject({
      balance: 74,
      purchases: 1,
      tier: { id: 'explorer' },
    });
    expect(await customer.entries()).toMatchObject([{ shop, kind: 'earned', points: 74 }]);
  });

  test('a refund of the whole order takes back what it earned, but not the welcome', async () => {
    const customer = aCustomer(perch, shop);
    const order = await customer.buys('24.90');
    await customer.getsBack(order, '24.90');
    expect(await customer.member()).toMatchObject({ balance: 50, purchases: 0 });
    // To some kinds of shop such an order is called off as well, which then takes nothing more.
    const moved = (await customer.entries()).filter(({ points }) => points !== 0);
    expect(moved).toMatchObject([
      { kind: 'clawed-back', points: -24 },
      { kind: 'earned', points: 74 },
    ]);
  });

  test('an order that is called off takes back what it earned', async () => {
    const customer = aCustomer(perch, shop);
    const order = await customer.buys('24.90');
    await customer.callsOff(order);
    expect(await customer.member()).toMatchObject({ balance: 50, purchases: 0 });
  });

  test('a guest’s order and its refund are recorded and earn nobody anything', async () => {
    const before = (await perch.events()).length;
    const order = await anOrder(perch);
    const { sells, refunds } = aShop(perch, shop);
    await sells(order);
    await refunds(order, { refundId: newId(), amount: '10.00', at: order.paidAt });
    const told = (await perch.events()).slice(before);
    expect(new Set(told.map(({ source }) => source))).toEqual(new Set(['perch.shops']));
    const types = told.map((event) => event['detail-type']);
    expect(types).toEqual(expect.arrayContaining(['order.paid', 'order.refunded']));
    for (const { detail } of told) expect(detail).not.toHaveProperty('member');
  });
});

test('one person at two shops is two members', async () => {
  const id = newId();
  const [here, there] = [aCustomer(perch, 'demo-shopify', id), aCustomer(perch, 'demo-store', id)];
  await here.buys('24.90');
  expect(await there.lookUp()).toMatchObject({ status: 404 });
  await there.buys('10.00');
  expect((await here.member()).member).not.toBe((await there.member()).member);
});

test('one order number at two shops is two orders', async () => {
  const [here, there] = [aCustomer(perch, 'demo-shopify'), aCustomer(perch, 'demo-store')];
  const { orderId } = await here.buys('24.90');
  await there.buys('24.90', { orderId });
  expect(await here.member()).toMatchObject({ balance: 74 });
  expect(await there.member()).toMatchObject({ balance: 74 });
});

test('the ping of a new WooCommerce webhook, which is not signed, is answered 200', async () => {
  const response = await fetch(`${perch.url}/webhooks/demo-woocommerce`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'webhook_id=12',
  });
  expect(response.status).toBe(200);
});

test('a topic that does not concern us is accepted and tells nothing', async () => {
  const before = (await perch.events()).length;
  expect(await perch.post('demo-shopify', 'products/update', { id: 1 })).toMatchObject({
    status: 202,
    body: { accepted: true, events: [] },
  });
  expect(await perch.events()).toHaveLength(before);
});
