import { describe, expect, test } from 'vitest';
import { ShopUnavailable } from '../../../../shared/shops/api/shop-api.ts';
import { playedApi } from '../api/played-api.ts';
import { clientOf, detailOf, lines, pagesOf } from '../api/told.ts';
import { order, products, refund } from '../bodies/bigcommerce.ts';
import { RECEIVED_AT } from '../delivery.ts';

const api = playedApi();
const bigcommerce = (options = {}) => clientOf('bigcommerce', api.url(), options);

const SINCE = RECEIVED_AT - 3_600_000;
const ORDERS = '/stores/demo/v2/orders';

type Order = { readonly id: number; readonly [field: string]: unknown };

/** A shop that has these orders, each with the same products and refunds, in pages by their ids. */
const shopWith = (orders: readonly Order[], refunds: readonly unknown[] = [refund]) =>
  api.answers(({ path, search }) => {
    if (path === ORDERS) {
      const from = Number(search.get('min_id') ?? '0');
      const page = orders
        .filter(({ id }) => id >= from)
        .toSorted((a, b) => a.id - b.id)
        .slice(0, Number(search.get('limit')));
      return page.length === 0 ? { status: 204 } : { json: page };
    }
    if (path.endsWith('/products')) return { json: products };
    if (path.endsWith('/payment_actions/refunds')) return { json: { data: refunds, meta: {} } };
    const one = orders.find(({ id }) => path === `${ORDERS}/${id}`);
    return one ? { json: one } : { status: 404, json: [{ status: 404 }] };
  });

const orderLines = (events: Parameters<typeof lines>[0]) =>
  lines(events)?.filter((line) => line.startsWith('order.'));
const undiscounted = (line: object) => ({ ...line, applied_discounts: [] });
const toldOf = async (changes: object) => {
  shopWith([{ ...order, ...changes }]);
  return orderLines(await bigcommerce().order('250', RECEIVED_AT));
};

describe('orders that changed at BigCommerce', () => {
  test('are asked for by when they changed', async () => {
    shopWith([order]);
    await bigcommerce().changes(SINCE, RECEIVED_AT);
    const [asked, ...below] = api.asked;
    expect(asked?.path).toBe(ORDERS);
    expect(asked?.headers['x-auth-token']).toBe('perch-dev-token-demo-bigcommerce');
    expect(Object.fromEntries(asked?.search ?? [])).toEqual({
      min_date_modified: '2026-11-01T08:00:02.000Z',
      max_date_modified: '2026-11-01T09:00:02.000Z',
      sort: 'id:asc',
      limit: '25',
    });
    expect(below.map(({ path }) => path)).toEqual([`${ORDERS}/250/products`]);
  });

  test('may be none', async () => {
    shopWith([]);
    expect(await bigcommerce().changes(SINCE, RECEIVED_AT)).toEqual({ events: [], refused: 0 });
  });

  test('come in pages, and none is passed over because others changed between two', async () => {
    const all = Array.from({ length: 60 }, (_, i) => ({ ...order, id: 100 + i }));
    for (const fallen of [100, 124, 125, 140]) {
      shopWith(all);
      const client = bigcommerce();
      const first = await client.changes(SINCE, RECEIVED_AT);
      shopWith(all.filter(({ id }) => id !== fallen));
      const second = await client.changes(SINCE, RECEIVED_AT, first.next);
      const third = await client.changes(SINCE, RECEIVED_AT, second.next);
      expect(third.next).toBeUndefined();
      const ids = [first, second, third].flatMap(({ events }) => orderLines(events) ?? []);
      const others = all.filter(({ id }) => id !== fallen).map(({ id }) => `order.paid ${id}`);
      expect(ids).toEqual(expect.arrayContaining(others));
    }
  });

  test('that come a page twice without end are not asked for without end', async () => {
    const all = Array.from({ length: 25 }, (_, i) => ({ ...order, id: 100 + i, status_id: 0 }));
    api.answers(() => ({ json: all }));
    await expect(pagesOf(bigcommerce(), SINCE, RECEIVED_AT)).rejects.toThrow(ShopUnavailable);
    expect(api.asked).toHaveLength(2);
  });

  test('that cannot be read are named and counted, and stop no others', async () => {
    const refusedOnes: string[] = [];
    shopWith([
      { ...order, id: 1, total_inc_tax: 'x' },
      { ...order, id: 2, default_currency_code: 'BTC' },
      { ...order, id: 3 },
    ]);
    const client = bigcommerce({ onRefused: (id: string) => refusedOnes.push(id) });
    const { events, refused } = await client.changes(SINCE, RECEIVED_AT);
    expect(orderLines(events)).toEqual(['order.paid 3']);
    expect([refused, refusedOnes]).toEqual([2, ['1', '2']]);
  });

  test('are none of a store that there is not: that is a fault', async () => {
    api.answers(() => ({ status: 404, json: [{ status: 404 }] }));
    await expect(bigcommerce().changes(SINCE, RECEIVED_AT)).rejects.toThrow(ShopUnavailable);
  });

  test('are not what something else than a list of them is', async () => {
    for (const json of [{ status: 200 }, 'x', null]) {
      api.answers(() => ({ json }));
      await expect(bigcommerce().changes(SINCE, RECEIVED_AT)).rejects.toThrow(ShopUnavailable);
    }
  });
});

describe('one order of BigCommerce', () => {
  test('tells what it cost, what of it earns, whose it is and when', async () => {
    shopWith([order]);
    const events = await bigcommerce().order('250', RECEIVED_AT);
    expect(detailOf(events, 'order.paid')).toEqual({
      orderId: '250',
      orderNumber: '250',
      customer: '32',
      currency: 'EUR',
      totalMinor: 5988,
      shippingMinor: 600,
      earningBaseMinor: 4490,
      discountCodes: ['WELCOME'],
      lines: [{ productId: '111', quantity: 2, netMinor: 4490 }],
      email: 'mara@example.org',
      occurredAt: '2026-11-01T08:58:00.000Z',
    });
    expect(detailOf(events, 'customer.told')).toMatchObject({
      customer: '32',
      contact: { email: 'mara@example.org', phone: '+4915550001111', name: 'Mara Holz' },
    });
  });

  test.each([
    [0, []],
    [1, []],
    [7, []],
    [12, []],
    [2, ['order.paid 250']],
    [3, ['order.paid 250']],
    [8, ['order.paid 250']],
    [9, ['order.paid 250']],
    [10, ['order.paid 250']],
    [11, ['order.paid 250']],
    [13, ['order.paid 250']],
    [14, ['order.paid 250', 'order.refunded 250 3']],
    [4, ['order.paid 250', 'order.refunded 250 3', 'order.cancelled 250']],
    [5, ['order.paid 250', 'order.cancelled 250']],
    [6, ['order.paid 250', 'order.cancelled 250']],
  ])('of status %i tells %o', async (status_id, told) => {
    expect(await toldOf({ status_id })).toEqual(told);
  });

  test.each([
    ['declined', []],
    ['void', []],
    ['authorized', []],
    ['', ['order.cancelled 250']],
    [null, ['order.cancelled 250']],
    ['Refunded', ['order.paid 250', 'order.cancelled 250']],
  ])('that was called off and whose payment is %o tells %o', async (payment_status, told) => {
    expect(await toldOf({ status_id: 5, payment_status })).toEqual(told);
  });

  test('tells its refunds with amount and shipping, by the payments that went through', async () => {
    const refundOf = async (changes: object) => {
      shopWith([{ ...order, refunded_amount: '15.0000' }], [{ ...refund, ...changes }]);
      return bigcommerce().order('250', RECEIVED_AT);
    };
    expect(detailOf(await refundOf({}), 'order.refunded')).toEqual({
      orderId: '250',
      refundId: '3',
      currency: 'EUR',
      amountMinor: 1500,
      shippingMinor: 500,
      occurredAt: '2026-11-01T08:58:30.000Z',
    });
    const payments = [
      { amount: 9, is_declined: false },
      { amount: 6, is_declined: true },
    ];
    expect(detailOf(await refundOf({ payments }), 'order.refunded').amountMinor).toBe(900);
    const declined = await refundOf({ payments: [{ amount: 15, is_declined: true }] });
    expect(orderLines(declined)).toEqual(['order.paid 250']);
    expect(detailOf(await refundOf({ payments: [] }), 'order.refunded').amountMinor).toBe(1500);
  });

  test('has all its lines, though they are on several pages', async () => {
    const [line] = products;
    const lines = Array.from({ length: 251 }, (_, i) => ({
      ...line,
      id: i,
      total_ex_tax: '1.0000',
    }));
    api.answers(({ path, search }) => {
      if (!path.endsWith('/products')) return { json: { ...order, total_ex_tax: '256.0000' } };
      const page = Number(search.get('page'));
      return { json: lines.slice((page - 1) * 250, page * 250).map(undiscounted) };
    });
    const events = await bigcommerce().order('250', RECEIVED_AT);
    expect(detailOf(events, 'order.paid')).toMatchObject({
      earningBaseMinor: 25100,
      lines: [{ quantity: 502, netMinor: 25100 }],
    });
  });

  test('whose lines are not there is not told of', async () => {
    api.answers(({ path }) =>
      path.endsWith('/products') ? { status: 404, json: [] } : { json: order },
    );
    await expect(bigcommerce().order('250', RECEIVED_AT)).rejects.toThrow(ShopUnavailable);
  });

  test('is nobody’s when it is a guest’s', async () => {
    shopWith([{ ...order, customer_id: 0 }]);
    const events = await bigcommerce().order('250', RECEIVED_AT);
    expect(detailOf(events, 'order.paid').customer).toBeUndefined();
    expect(lines(events)).not.toContain('customer.told');
  });

  test('may be none that the shop knows, and there are no subscriptions', async () => {
    shopWith([]);
    expect(await bigcommerce().order('1', RECEIVED_AT)).toBeUndefined();
    expect(await bigcommerce().subscription('1', RECEIVED_AT)).toBeUndefined();
  });
});
