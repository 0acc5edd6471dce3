import { describe, expect, test } from 'vitest';
import { ShopRefused, ShopUnavailable } from '../../../../shared/shops/api/shop-api.ts';
import { shopApi } from '../../../../shared/shops/api/shop-apis.ts';
import { HASTE, playedApi } from '../api/played-api.ts';
import { clientOf, detailOf, lines, pagesOf } from '../api/told.ts';
import { order as paidOrder, refund, set } from '../bodies/shopify.ts';
import { demoShop, RECEIVED_AT, reading } from '../delivery.ts';

const api = playedApi();
const shopify = (options = {}) => clientOf('shopify', api.url(), options);

const order = { ...paidOrder, refunds: [] };
const SINCE = RECEIVED_AT - 3_600_000;

/** Lists such orders on one page. */
const listed = (...orders: readonly unknown[]) => api.answers(() => ({ json: { orders } }));

describe('orders that changed at Shopify', () => {
  test('are asked for by when they changed, whatever has become of them', async () => {
    listed(order);
    const page = await shopify().changes(SINCE, RECEIVED_AT);
    expect(page.next).toBeUndefined();
    const [asked] = api.asked;
    expect(asked?.path).toBe('/admin/api/2026-07/orders.json');
    expect(asked?.headers['x-shopify-access-token']).toBe('perch-dev-token-demo-shopify');
    expect(Object.fromEntries(asked?.search ?? [])).toEqual({
      limit: '100',
      status: 'any',
      updated_at_min: '2026-11-01T08:00:02.000Z',
      updated_at_max: '2026-11-01T09:00:02.000Z',
    });
  });

  test('tell what their webhooks tell', async () => {
    listed(order);
    const { events } = await shopify().changes(SINCE, RECEIVED_AT);
    const webhook = reading('shopify', order, 'orders/paid');
    expect(events).toEqual(webhook.ok && webhook.events);
  });

  test('tell all that became of them: paid, refunded in parts, called off', async () => {
    const refunds = [refund, { ...refund, id: 9002 }];
    listed({ ...order, refunds, cancelled_at: '2026-11-01T09:59:50+01:00' });
    const { events, refused } = await shopify().changes(SINCE, RECEIVED_AT);
    expect(lines(events)?.filter((line) => line.startsWith('order.'))).toEqual([
      'order.paid 5001',
      'order.refunded 5001 9001',
      'order.refunded 5001 9002',
      'order.cancelled 5001',
    ]);
    expect(refused).toBe(0);
  });

  test.each(['pending', 'authorized', 'partially_paid', 'voided', null])(
    'tell nothing while they are %s',
    async (financial_status) => {
      listed({ ...order, financial_status, cancelled_at: '2026-11-01T09:59:50+01:00' });
      expect(await shopify().changes(SINCE, RECEIVED_AT)).toEqual({ events: [], refused: 0 });
    },
  );

  test('are in currencies with no and with three decimals too', async () => {
    const inCurrency = (currency: string, price: string) => ({
      ...order,
      currency,
      total_price: price,
      total_shipping_price_set: null,
      shipping_lines: [],
      line_items: [
        { product_id: 1, quantity: 1, price_set: set(price, currency), gift_card: false },
      ],
    });
    for (const [currency, price, minor] of [
      ['JPY', '4990', 4990],
      ['KWD', '4.990', 4990],
    ] as const) {
      listed(inCurrency(currency, price));
      const { events } = await shopify().changes(SINCE, RECEIVED_AT);
      expect(detailOf(events, 'order.paid')).toMatchObject({
        currency,
        totalMinor: minor,
        earningBaseMinor: minor,
      });
    }
  });

  test('come in pages, each by the cursor that the one before gives', async () => {
    const next = (cursor: string) =>
      `<${api.url()}/admin/api/2026-07/orders.json?limit=100&page_info=p0>; rel="previous", ` +
      `<${api.url()}/admin/api/2026-07/orders.json?limit=100&page_info=${cursor}>; rel="next"`;
    api.answers((_, i) => ({
      json: { orders: [{ ...order, id: 5001 + i }] },
      ...(i < 2 && { headers: { link: next(`p${i + 1}`) } }),
    }));
    const { pages, events } = await pagesOf(shopify(), SINCE, RECEIVED_AT);
    expect(pages).toBe(3);
    expect(lines(events)?.filter((line) => line.startsWith('order.'))).toEqual([
      'order.paid 5001',
      'order.paid 5002',
      'order.paid 5003',
    ]);
    expect(api.asked.slice(1).map(({ search }) => Object.fromEntries(search))).toEqual([
      { limit: '100', page_info: 'p1' },
      { limit: '100', page_info: 'p2' },
    ]);
  });

  test('that come a page twice without end are not asked for without end', async () => {
    const link = `<${api.url()}/orders.json?page_info=p1>; rel="next"`;
    api.answers(() => ({ json: { orders: [order] }, headers: { link } }));
    await expect(pagesOf(shopify(), SINCE, RECEIVED_AT)).rejects.toThrow(ShopUnavailable);
    expect(api.asked).toHaveLength(2);
  });

  test('that cannot be read are named and counted, and stop no others', async () => {
    const refusedOnes: [string, string][] = [];
    const onRefused = (orderId: string, detail: string) => refusedOnes.push([orderId, detail]);
    listed(
      { ...order, id: 1, total_price: 'mara@example.org' },
      'nonsense',
      { ...order, id: 2, refunds: [{ ...refund, order_id: 2, transactions: null }] },
      { ...order, id: 3 },
    );
    const { events, refused } = await shopify({ onRefused }).changes(SINCE, RECEIVED_AT);
    expect(refused).toBe(3);
    expect(lines(events)?.filter((line) => line.startsWith('order.'))).toEqual([
      'order.paid 2',
      'order.paid 3',
    ]);
    expect(refusedOnes.map(([orderId]) => orderId)).toEqual(['1', 'without an id', '2']);
    expect(JSON.stringify(refusedOnes)).not.toContain('mara');
  });

  test('are as of the end of the span, if they claim to be later', async () => {
    listed({ ...order, processed_at: '2031-01-01T00:00:00Z' });
    const { events } = await shopify().changes(SINCE, RECEIVED_AT);
    expect(detailOf(events, 'order.paid').occurredAt).toBe('2026-11-01T09:00:02.000Z');
  });

  test('tell what became of them, but not that they were paid more than a month ago', async () => {
    listed({ ...order, processed_at: '2026-10-02T09:00:01Z', refunds: [refund] });
    const { events } = await shopify().changes(SINCE, RECEIVED_AT);
    expect(lines(events)).toEqual(['customer.told', 'order.refunded 5001 9001']);
    listed({ ...order, processed_at: '2026-10-02T09:00:03Z' });
    const { events: paid } = await shopify().changes(SINCE, RECEIVED_AT);
    expect(lines(paid)).toContain('order.paid 5001');
  });

  test('are not what something else than a list of them is', async () => {
    for (const json of [{}, [], { orders: {} }, { orders: null }, 7, null]) {
      api.answers(() => ({ json }));
      await expect(shopify().changes(SINCE, RECEIVED_AT)).rejects.toThrow(ShopUnavailable);
    }
  });
});

describe('an app of Shopify’s Dev Dashboard', () => {
  const client = () =>
    shopApi(demoShop('shopify'), 'an-id:shpss_1', { baseUrl: api.url(), patience: HASTE });

  test('is granted a token for its id and secret, which it asks with', async () => {
    api.answers(({ path }) =>
      path === '/admin/oauth/access_token'
        ? { json: { access_token: 'shpat_of_a_day', scope: 'read_orders', expires_in: 86399 } }
        : { json: { orders: [order] } },
    );
    const page = await client()?.changes(SINCE, RECEIVED_AT);
    expect(lines(page?.events)).toContain('order.paid 5001');
    const [grant, asked] = api.asked;
    expect(grant).toMatchObject({ method: 'POST', path: '/admin/oauth/access_token' });
    expect(JSON.parse(grant?.body ?? '')).toEqual({
      grant_type: 'client_credentials',
      client_id: 'an-id',
      client_secret: 'shpss_1',
    });
    expect(asked?.headers['x-shopify-access-token']).toBe('shpat_of_a_day');
    expect(api.asked).toHaveLength(2);
  });

  test('that is granted none is refused, or asked for again later', async () => {
    api.answers(() => ({ status: 400, json: { error: 'invalid_client' } }));
    await expect(client()?.changes(SINCE, RECEIVED_AT)).rejects.toThrow(ShopRefused);
    api.answers(() => ({ json: { access_token: '' } }));
    await expect(client()?.changes(SINCE, RECEIVED_AT)).rejects.toThrow(ShopUnavailable);
    expect(api.asked.every(({ path }) => path === '/admin/oauth/access_token')).toBe(true);
  });
});

describe('one order of Shopify', () => {
  test('is asked for by its id, and tells all that became of it', async () => {
    api.answers(() => ({ json: { order: { ...order, refunds: [refund] } } }));
    const events = await shopify().order('5001', RECEIVED_AT);
    expect(lines(events)).toContain('order.paid 5001');
    expect(lines(events)).toContain('order.refunded 5001 9001');
    expect(api.asked[0]?.path).toBe('/admin/api/2026-07/orders/5001.json');
  });

  test('may be none that the shop knows', async () => {
    api.answers(() => ({ status: 404, json: { errors: 'Not Found' } }));
    expect(await shopify().order('../shop', RECEIVED_AT)).toBeUndefined();
    expect(api.asked[0]?.path).toBe('/admin/api/2026-07/orders/..%2Fshop.json');
  });
});
