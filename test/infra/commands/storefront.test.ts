import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GivenRefund, SoldOrder } from '../../../infra/commands/sold-order.ts';
import { storefront } from '../../../infra/commands/storefront.ts';
import { openClock } from '../../../infra/local/clock.ts';
import { openJournal } from '../../../infra/local/journal.ts';
import { type FakeShops, openFakeShops } from '../../../infra/local/shops/fake-shops.ts';
import { shopControls } from '../../../infra/local/shops/shop-controls.ts';

const NOW = Date.parse('2026-11-01T12:00:00.000Z');

const journal = openJournal(':memory:');
const clock = openClock(journal);
let shops: FakeShops;
let url: string;
let server: ReturnType<typeof serve>;
/** What was posted: the shop, and the body. */
let posted: [string, unknown][];
beforeAll(async () => {
  shops = await openFakeShops(journal, clock);
  const host = new Hono()
    .route('/_local/shops', shopControls(shops))
    .post('/webhooks/:shop', async (context) => {
      posted.push([context.req.param('shop'), await context.req.json()]);
      return context.body(null, 202);
    });
  url = await new Promise((listening) => {
    server = serve({ fetch: host.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
      listening(`http://127.0.0.1:${port}`),
    );
  });
});
beforeEach(() => {
  posted = [];
});
afterAll(async () => {
  await new Promise((closed) => server.close(closed));
  await shops.close();
  journal.close();
});

let lastId = 1_000;
function anOrder(): SoldOrder {
  lastId += 1;
  return {
    orderId: String(lastId),
    orderNumber: `#${lastId}`,
    customer: '42',
    currency: 'EUR',
    total: '24.90',
    paidAt: '2026-11-01T09:00:00.000Z',
  };
}
const aRefund = (amount: string, at = '2026-11-01T10:00:00.000Z'): GivenRefund => {
  lastId += 1;
  return { refundId: String(lastId), amount, at };
};
const shown = (shop: string, collection: string, id: string) =>
  shops.find(shop)?.shop.documents.get(collection, id);
const open = (shop: string) => storefront(url, shop, () => NOW);

describe('a storefront', () => {
  it.each(['demo-shopify', 'demo-woocommerce', 'demo-stripe', 'demo-bigcommerce', 'demo-store'])(
    'of %s posts what it sells and takes back, and nothing of what it does quietly',
    async (id) => {
      const shop = open(id);
      const [told, quiet] = [anOrder(), anOrder()];
      expect(await shop.sells(told)).toEqual({ status: 202, body: null });
      await shop.refunds(told, aRefund('5.00'));
      await shop.cancels(told, '2026-11-01T11:00:00.000Z');
      expect(posted).toHaveLength(3);
      await shop.quietly.sells(quiet);
      await shop.quietly.refunds(quiet, aRefund('5.00'));
      await shop.quietly.cancels(quiet, '2026-11-01T11:00:00.000Z');
      expect(posted).toHaveLength(3);
      expect(new Set(posted.map(([shop]) => shop))).toEqual(new Set([id]));
    },
  );

  it('does not say that a refund came to nothing where its platform does not', async () => {
    await expect(open('demo-shopify').undoes(anOrder(), aRefund('5.00'))).rejects.toThrow(
      'demo-shopify does not tell of that',
    );
  });
});

describe('what the API of a storefront shows', () => {
  it('is on Shopify the order as its webhook told it, with its refunds inside', async () => {
    const shop = open('demo-shopify');
    const order = anOrder();
    const id = Number(order.orderId);
    await shop.sells(order);
    expect(shown('demo-shopify', 'orders', order.orderId)).toEqual(posted[0]?.[1]);
    const refunds = [aRefund('5.00'), aRefund('19.90', '2026-11-01T11:00:00.000Z')];
    for (const [i, refund] of refunds.entries()) {
      await shop.refunds(order, refund);
      expect(shown('demo-shopify', 'orders', order.orderId)).toMatchObject({
        id,
        financial_status: ['partially_refunded', 'refunded'][i],
        updated_at: refund.at,
        refunds: posted.slice(1).map(([, body]) => body),
      });
    }
    await shop.quietly.cancels(order, '2026-11-01T12:00:00.000Z');
    expect(shown('demo-shopify', 'orders', order.orderId)).toMatchObject({
      cancelled_at: '2026-11-01T12:00:00.000Z',
      updated_at: '2026-11-01T12:00:00.000Z',
    });
  });

  it('is on WooCommerce the sum of a refund in the order, and its parts apart', async () => {
    const shop = open('demo-woocommerce');
    const order = anOrder();
    const part = aRefund('5.00');
    await shop.sells(order);
    await shop.refunds(order, part);
    expect(posted[1]?.[1]).toMatchObject({
      status: 'processing',
      refunds: [{ id: Number(part.refundId), total: '-5.00' }],
      date_modified: '2026-11-01T12:00:00',
      date_modified_gmt: '2026-11-01T10:00:00',
    });
    expect(shown('demo-woocommerce', 'orders', order.orderId)).toEqual(posted[1]?.[1]);
    const refunds = `orders/${order.orderId}/refunds`;
    expect(shown('demo-woocommerce', refunds, part.refundId)).toMatchObject({
      amount: '5.00',
      line_items: [{ total: '-5.00' }],
    });
    await shop.refunds(order, aRefund('19.90'));
    expect(posted[2]?.[1]).toMatchObject({ status: 'refunded', refunds: [{}, {}] });
  });

  it('is on Stripe each object and each event, the very ones that are posted', async () => {
    const shop = open('demo-stripe');
    const order = anOrder();
    const refund = aRefund('5.00');
    await shop.sells(order);
    await shop.refunds(order, refund);
    const before = shown('demo-stripe', 'refunds', `re_${refund.refundId}`);
    await shop.undoes(order, { ...refund, at: '2026-11-01T11:00:00.000Z' });
    for (const [, body] of posted) {
      const { id } = body as { id: string };
      expect(shown('demo-stripe', 'events', id)).toEqual(body);
    }
    expect(new Set(posted.map(([, body]) => (body as { id: string }).id)).size).toBe(3);
    expect(before).toMatchObject({ status: 'succeeded' });
    expect(shown('demo-stripe', 'refunds', `re_${refund.refundId}`)).toMatchObject({
      status: 'failed',
    });
    expect(shown('demo-stripe', 'payment_intents', `pi_${order.orderId}`)).toMatchObject({
      amount_received: 2490,
    });
    expect(shown('demo-stripe', 'checkout/sessions', `cs_${order.orderId}`)).toMatchObject({
      payment_intent: `pi_${order.orderId}`,
    });
  });

  it('is on BigCommerce all that its thin callbacks leave out', async () => {
    const shop = open('demo-bigcommerce');
    const order = anOrder();
    const at = (path = '') => `orders${path && `/${order.orderId}${path}`}`;
    await shop.sells(order);
    expect(posted[0]?.[1]).not.toHaveProperty('data.total_inc_tax');
    expect(shown('demo-bigcommerce', at(), order.orderId)).toMatchObject({
      status_id: 11,
      payment_status: 'captured',
      total_inc_tax: '24.9000',
      customer_id: 42,
      date_modified: 'Sun, 01 Nov 2026 09:00:00 +0000',
    });
    expect(shown('demo-bigcommerce', at('/products'), '1')).toMatchObject({
      total_ex_tax: '24.9000',
    });
    const part = aRefund('5.00');
    await shop.refunds(order, part);
    expect(posted[1]?.[1]).toMatchObject({
      data: { refund: { refund_id: Number(part.refundId) } },
    });
    expect(shown('demo-bigcommerce', at('/refunds'), part.refundId)).toMatchObject({
      total_amount: 5,
      created: '2026-11-01T10:00:00+00:00',
    });
    expect(shown('demo-bigcommerce', at(), order.orderId)).toMatchObject({
      status_id: 14,
      refunded_amount: '5.0000',
      date_modified: 'Sun, 01 Nov 2026 10:00:00 +0000',
    });
    await shop.cancels(order, '2026-11-01T11:00:00.000Z');
    expect(shown('demo-bigcommerce', at(), order.orderId)).toMatchObject({ status_id: 5 });
  });
});
