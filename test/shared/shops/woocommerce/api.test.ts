import { describe, expect, test } from 'vitest';
import { ShopUnavailable } from '../../../../shared/shops/api/shop-api.ts';
import { playedApi } from '../api/played-api.ts';
import { clientOf, detailOf, lines, pagesOf } from '../api/told.ts';
import { order } from '../bodies/woocommerce.ts';
import { RECEIVED_AT, reading } from '../delivery.ts';

const api = playedApi();
const woocommerce = (options = {}) => clientOf('woocommerce', api.url(), options);

const SINCE = RECEIVED_AT - 3_600_000;
const ORDERS = '/wp-json/wc/v3/orders';

/** 10.00 went back, 5.50 of it for shipping; its lines are negative. */
const refund = {
  id: 901,
  date_created: '2026-11-01T09:59:00',
  date_created_gmt: '2026-11-01T08:59:00',
  amount: '10.00',
  reason: 'Mara Holz did not like them',
  line_items: [{ id: 1, total: '-4.09', total_tax: '-0.41' }],
  shipping_lines: [{ id: 2, total: '-5.00', total_tax: '-0.50' }],
};
const refunded = { ...order, refunds: [{ id: 901, reason: '', total: '-10.00' }] };

/** A shop that has these orders and, below each, these refunds. */
const shopWith = (
  orders: readonly { readonly id: number; readonly [field: string]: unknown }[],
  refunds: readonly unknown[] = [],
) =>
  api.answers(({ path }) => {
    if (path === ORDERS) return { json: orders, headers: { 'x-wp-totalpages': '1' } };
    if (path.endsWith('/refunds')) return { json: refunds };
    const one = orders.find(({ id }) => path === `${ORDERS}/${id}`);
    return one ? { json: one } : { status: 404, json: { code: 'woocommerce_rest_shop_order' } };
  });

const orderLines = (events: Parameters<typeof lines>[0]) =>
  lines(events)?.filter((line) => line.startsWith('order.'));

describe('orders that changed at WooCommerce', () => {
  test('are asked for by when they changed, both ends included, with key and secret', async () => {
    shopWith([order]);
    await woocommerce().changes(SINCE, RECEIVED_AT);
    const [asked] = api.asked;
    expect(asked?.path).toBe(ORDERS);
    const basic = 'ck_perch-dev-token-demo-woocommerce:cs_perch-dev-token-demo-woocommerce';
    expect(asked?.headers.authorization).toBe(`Basic ${Buffer.from(basic).toString('base64')}`);
    expect(Object.fromEntries(asked?.search ?? [])).toEqual({
      modified_after: '2026-11-01T08:00:01',
      modified_before: '2026-11-01T09:00:03',
      dates_are_gmt: 'true',
      orderby: 'id',
      order: 'asc',
      per_page: '50',
      page: '1',
    });
  });

  test('tell what their webhooks tell', async () => {
    shopWith([order]);
    const { events } = await woocommerce().changes(SINCE, RECEIVED_AT);
    const webhook = reading('woocommerce', order, 'order.updated');
    expect(events).toEqual(webhook.ok && webhook.events);
  });

  test('tell their refunds with amount and shipping, and no more that these are to be asked for', async () => {
    shopWith([refunded], [refund, { ...refund, id: 902, amount: '3.00', shipping_lines: [] }]);
    const { events } = await woocommerce().changes(SINCE, RECEIVED_AT);
    expect(orderLines(events)).toEqual([
      'order.paid 731',
      'order.refunded 731 901',
      'order.refunded 731 902',
    ]);
    expect(events.find(({ name }) => name === 'order.refunded')?.detail).toEqual({
      orderId: '731',
      refundId: '901',
      currency: 'EUR',
      amountMinor: 1000,
      shippingMinor: 550,
      occurredAt: '2026-11-01T08:59:00.000Z',
    });
  });

  test('tell that they were paid, also when they have been called off since', async () => {
    shopWith([{ ...refunded, status: 'refunded' }], [refund]);
    const { events } = await woocommerce().changes(SINCE, RECEIVED_AT);
    expect(orderLines(events)?.toSorted()).toEqual([
      'order.cancelled 731',
      'order.paid 731',
      'order.refunded 731 901',
    ]);
  });

  test('tell nothing before they are paid', async () => {
    shopWith([{ ...order, status: 'cancelled', date_paid_gmt: null }]);
    expect(await woocommerce().changes(SINCE, RECEIVED_AT)).toEqual({ events: [], refused: 0 });
    expect(api.asked).toHaveLength(1);
  });

  test('have refunds in currencies with no and with three decimals too', async () => {
    for (const [currency, amount, minor] of [
      ['JPY', '1000', 1000],
      ['TND', '1.005', 1005],
    ] as const) {
      const money = { currency, total: '2530', shipping_total: '0', shipping_tax: '0' };
      const line_items = [{ total: '1800', product_id: 93, quantity: 1 }];
      shopWith(
        [{ ...refunded, ...money, line_items }],
        [{ ...refund, amount, shipping_lines: [] }],
      );
      const { events } = await woocommerce().changes(SINCE, RECEIVED_AT);
      expect(detailOf(events, 'order.refunded')).toMatchObject({ currency, amountMinor: minor });
    }
  });

  test('that cannot be read are named and counted, and stop no others', async () => {
    const refusedOnes: string[] = [];
    shopWith(
      [
        { ...order, id: 1, total: 'x' },
        { ...refunded, id: 2 },
        { ...order, id: 3 },
      ],
      [{}],
    );
    const client = woocommerce({ onRefused: (id: string) => refusedOnes.push(id) });
    const { events, refused } = await client.changes(SINCE, RECEIVED_AT);
    expect(orderLines(events)).toEqual(['order.paid 2', 'order.paid 3']);
    expect([refused, refusedOnes]).toEqual([2, ['1', '2']]);
  });

  test('are not what something else than a list of them is', async () => {
    for (const json of [{ code: 'no' }, 'x', null]) {
      api.answers(() => ({ json }));
      await expect(woocommerce().changes(SINCE, RECEIVED_AT)).rejects.toThrow(ShopUnavailable);
    }
  });
});

describe('pages of WooCommerce', () => {
  const PER_PAGE = 2;
  /** A shop with orders of these ids, of which some fall out of the span as pages are read. */
  function pagedShop(ids: readonly number[], falls: (question: number) => readonly number[]) {
    let left = ids;
    api.answers(({ search }, i) => {
      left = left.filter((id) => !falls(i).includes(id));
      const page = Number(search.get('page'));
      const some = left.slice((page - 1) * PER_PAGE, page * PER_PAGE);
      const pages = Math.ceil(left.length / PER_PAGE);
      return {
        json: some.map((id) => ({ ...order, id })),
        headers: { 'x-wp-totalpages': String(pages) },
      };
    });
  }
  const ids = async () => {
    const { events } = await pagesOf(woocommerce(), SINCE, RECEIVED_AT);
    return new Set(orderLines(events)?.map((line) => Number(line.split(' ')[1])));
  };

  test('are read to the last', async () => {
    pagedShop([1, 2, 3, 4, 5], () => []);
    expect(await ids()).toEqual(new Set([1, 2, 3, 4, 5]));
  });

  test('pass over no order because others changed between two of them', async () => {
    for (const fallen of [1, 2, 3, 4, 5, 6, 7]) {
      for (const question of [1, 2, 3, 4]) {
        pagedShop([1, 2, 3, 4, 5, 6, 7], (asked) => (asked === question ? [fallen] : []));
        const others = [1, 2, 3, 4, 5, 6, 7].filter((id) => id !== fallen);
        expect([...(await ids())]).toEqual(expect.arrayContaining(others));
      }
    }
  });
});

describe('one order of WooCommerce', () => {
  test('tells all that became of it, which is what its webhook could not', async () => {
    shopWith([refunded], [refund]);
    const events = await woocommerce().order('731', RECEIVED_AT);
    expect(orderLines(events)).toEqual(['order.paid 731', 'order.refunded 731 901']);
    expect(api.asked.map(({ path }) => path)).toEqual([`${ORDERS}/731`, `${ORDERS}/731/refunds`]);
  });

  test('may be none that the shop knows, and there are no subscriptions', async () => {
    shopWith([]);
    expect(await woocommerce().order('1', RECEIVED_AT)).toBeUndefined();
    expect(await woocommerce().subscription('1', RECEIVED_AT)).toBeUndefined();
  });
});
