import { beforeAll, describe, expect, it } from 'vitest';
import { playShop, range, second } from './played-shop.ts';

/* What WooCommerce and WordPress document of the REST API, and the fake must do therefore. */

const basic = (key: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`,
});
const KEY = 'ck_perch-dev-token-demo-woocommerce';
const SECRET = 'cs_perch-dev-token-demo-woocommerce';
const { ask, put, fail } = playShop('demo-woocommerce', basic(KEY, SECRET));
const ORDERS = '/wp-json/wc/v3/orders';

/** The shop's own time is an hour ahead; both are written without a zone. */
const gmt = (number: number) => second(number).slice(0, 19);
const local = (number: number) => second(number + 3_600).slice(0, 19);
const order = (id: number) => ({
  id,
  date_created_gmt: gmt(id),
  date_modified: local(id),
  date_modified_gmt: gmt(id),
});
beforeAll(async () => {
  for (const id of range(1, 25)) await put('orders', order(id));
});

const idsIn = async (response: Response): Promise<readonly number[]> =>
  ((await response.json()) as { id: number }[]).map(({ id }) => id);
const listed = async (query: string) => idsIn(await ask(`${ORDERS}?${query}`));

describe('orders of the WooCommerce fake', () => {
  it('come ten at a time, the newest first, and say how many there are', async () => {
    const first = await ask(ORDERS);
    expect(first.headers.get('x-wp-total')).toBe('25');
    expect(first.headers.get('x-wp-totalpages')).toBe('3');
    expect(first.headers.get('link')).toMatch(/page=2>; rel="next"$/);
    expect(await idsIn(first)).toEqual(range(16, 25).toReversed());
    expect(await listed('page=3')).toEqual([5, 4, 3, 2, 1]);
    expect(await listed('page=4')).toEqual([]);
  });

  it('come in the order that is asked for', async () => {
    expect(await listed('per_page=3&orderby=modified&order=asc')).toEqual([1, 2, 3]);
    expect(await listed('per_page=3&orderby=id&order=desc')).toEqual([25, 24, 23]);
  });

  it('lie strictly between the times asked for, in GMT', async () => {
    const span = `modified_after=${gmt(3)}&modified_before=${gmt(6)}`;
    expect(await listed(`${span}&dates_are_gmt=true&order=asc`)).toEqual([4, 5]);
    expect(await listed(`${span}&dates_are_gmt=true&order=asc&per_page=1&page=2`)).toEqual([5]);
  });

  it('are found by the shop’s own time where nobody says that it is GMT', async () => {
    expect(await listed(`modified_after=${gmt(3)}&modified_before=${gmt(6)}`)).toEqual([]);
    expect(await listed(`modified_after=${local(3)}&modified_before=${local(5)}`)).toEqual([4]);
  });

  it('refuse pages of more than a hundred, and times that are none', async () => {
    const refused = await ask(`${ORDERS}?per_page=101`);
    expect([refused.status, await refused.json()]).toEqual([
      400,
      expect.objectContaining({
        code: 'rest_invalid_param',
        message: 'Invalid parameter(s): per_page',
      }),
    ]);
    expect((await ask(`${ORDERS}?modified_after=yesterday`)).status).toBe(400);
    expect((await ask(`${ORDERS}?per_page=0`)).status).toBe(400);
  });

  it('come one by one too, with their refunds apart', async () => {
    await put('orders/7/refunds', { id: 70 });
    await put('orders/7/refunds', { id: 71 });
    expect(await (await ask(`${ORDERS}/7`)).json()).toEqual(order(7));
    expect(await idsIn(await ask(`${ORDERS}/7/refunds`))).toEqual([71, 70]);
    expect(await idsIn(await ask(`${ORDERS}/8/refunds`))).toEqual([]);
    for (const path of ['404', '404/refunds']) {
      const missing = await ask(`${ORDERS}/${path}`);
      expect([missing.status, await missing.json()]).toEqual([
        404,
        expect.objectContaining({ code: 'woocommerce_rest_shop_order_invalid_id' }),
      ]);
    }
  });

  it.each([
    ['from the first page to the last', (pages: number) => range(2, pages)],
    ['from the last page to the first', (pages: number) => range(1, pages).toReversed()],
  ])('give a page twice when they are to, and leave nothing out when read %s', async (_, rest) => {
    await fail({ answer: 'same-page-twice' });
    const first = await ask(`${ORDERS}?per_page=10`);
    const pages = [await idsIn(first)];
    const count = Number(first.headers.get('x-wp-totalpages'));
    for (const page of rest(count)) pages.push(await listed(`per_page=10&page=${page}`));
    const ids = pages.flat();
    expect([count, new Set(ids).size]).toEqual([4, 25]);
    expect(ids.filter((id) => id === 25).length).toBeGreaterThan(1);
    expect((await ask(ORDERS)).headers.get('x-wp-totalpages')).toBe('3');
  });
});

describe('the WooCommerce fake', () => {
  it('refuses a key or a secret that is not the shop’s', async () => {
    for (const [headers, code] of [
      [{}, 'woocommerce_rest_cannot_view'],
      [basic('ck_another', SECRET), 'woocommerce_rest_cannot_view'],
      [basic(KEY, 'cs_another'), 'woocommerce_rest_authentication_error'],
    ] as const) {
      const refused = await ask(ORDERS, { headers });
      expect([refused.status, await refused.json()]).toEqual([
        401,
        expect.objectContaining({ code, data: { status: 401 } }),
      ]);
    }
  });

  it('says seconds to wait when what stands before it has had enough', async () => {
    await fail({ answer: 429, retryAfter: 3 });
    const refused = await ask(ORDERS);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '3']);
  });

  it('knows no other routes', async () => {
    const missing = await ask('/wp-json/wc/v3/customers');
    expect([missing.status, await missing.json()]).toEqual([
      404,
      expect.objectContaining({ code: 'rest_no_route' }),
    ]);
  });
});
