import { beforeAll, describe, expect, it } from 'vitest';
import { playShop, range, second } from './played-shop.ts';

/* What BigCommerce documents of its API, and what the fake of it must do therefore. */

const token = { 'x-auth-token': 'perch-dev-token-demo-bigcommerce' };
const { ask, put, fail } = playShop('demo-bigcommerce', token);
const STORE = '/stores/demo';
const ORDERS = `${STORE}/v2/orders`;

const rfc2822 = (number: number) => new Date(second(number)).toUTCString().replace('GMT', '+0000');
/** The ids go up and the times of change go down. */
const order = (id: number) => ({
  id,
  date_created: rfc2822(id),
  date_modified: rfc2822(100 - id),
});
beforeAll(async () => {
  for (const id of range(1, 60).toReversed()) await put('orders', order(id));
});

const idsIn = async (response: Response): Promise<readonly number[]> =>
  response.status === 204 ? [] : ((await response.json()) as { id: number }[]).map(({ id }) => id);
const listed = async (query: string) => idsIn(await ask(`${ORDERS}?${query}`));

describe('orders of the BigCommerce fake', () => {
  it('come fifty at a time by their ids, and not at all beyond the last', async () => {
    expect(await listed('')).toEqual(range(1, 50));
    expect(await listed('page=2')).toEqual(range(51, 60));
    const beyond = await ask(`${ORDERS}?page=3`);
    expect([beyond.status, await beyond.text()]).toEqual([204, '']);
  });

  it('come in the order that is asked for, up to the limit', async () => {
    expect(await listed('sort=date_modified:asc&limit=3')).toEqual([60, 59, 58]);
    expect(await listed('sort=date_modified:desc&limit=3&page=2')).toEqual([4, 5, 6]);
    expect(await listed('limit=251')).toEqual(range(1, 60));
  });

  it.each([
    ['ISO 8601', second],
    ['RFC 2822', rfc2822],
  ])('are those that changed within the times asked for, told in %s', async (_, written) => {
    const span = new URLSearchParams({
      min_date_modified: written(50),
      max_date_modified: written(52),
      sort: 'date_modified:asc',
    });
    expect(await listed(span.toString())).toEqual([50, 49, 48]);
    const none = new URLSearchParams({ min_date_modified: written(200) });
    expect((await ask(`${ORDERS}?${none}`)).status).toBe(204);
  });

  it('refuse filters that are none', async () => {
    for (const query of ['sort=total:asc', 'min_date_modified=yesterday', 'limit=0', 'page=-1']) {
      expect((await ask(`${ORDERS}?${query}`)).status, query).toBe(400);
    }
  });

  it('come one by one too, with their products and refunds apart', async () => {
    await put('orders/7/products', { id: 1 });
    await put('orders/7/refunds', { id: 9 });
    expect(await (await ask(`${ORDERS}/7`)).json()).toEqual(order(7));
    expect(await idsIn(await ask(`${ORDERS}/7/products`))).toEqual([1]);
    const refunds = (id: number) => ask(`${STORE}/v3/orders/${id}/payment_actions/refunds`);
    expect(await (await refunds(7)).json()).toEqual({ data: [{ id: 9 }], meta: {} });
    expect(await (await refunds(8)).json()).toEqual({ data: [], meta: {} });
  });

  it('are not found where there is none, as each version says it', async () => {
    const missing = await ask(`${ORDERS}/404`);
    expect([missing.status, await missing.json()]).toEqual([
      404,
      [{ status: 404, message: 'The requested resource was not found.' }],
    ]);
    const refunds = await ask(`${STORE}/v3/orders/404/payment_actions/refunds`);
    expect(await refunds.json()).toMatchObject({ status: 404, title: expect.any(String) });
    expect((await ask('/stores/another/v2/orders/7')).status).toBe(404);
  });

  it('give a page twice when they are to, and go on from there', async () => {
    await fail({ answer: 'same-page-twice' });
    const pages = [];
    for (const page of range(1, 4)) pages.push(await listed(`limit=20&page=${page}`));
    expect(pages).toEqual([range(1, 20), range(1, 20), range(21, 40), range(41, 60)]);
  });
});

describe('orders of the BigCommerce fake from an id on', () => {
  it('begin with that one', async () => {
    expect(await listed('limit=3&min_id=40')).toEqual([40, 41, 42]);
    expect(await listed('min_id=61')).toEqual([]);
    expect((await ask(`${ORDERS}?min_id=x`)).status).toBe(400);
  });

  it('are those before it when a page is to come twice', async () => {
    await fail({ answer: 'same-page-twice' });
    const pages = [await listed('limit=20')];
    pages.push(await listed('limit=20&min_id=21'));
    pages.push(await listed('limit=20&min_id=21'));
    expect(pages).toEqual([range(1, 20), range(1, 20), range(21, 40)]);
  });
});

describe('the BigCommerce fake', () => {
  it('refuses a token that is not the shop’s', async () => {
    for (const headers of [{}, { 'x-auth-token': 'another' }]) {
      expect((await ask(ORDERS, { headers })).status).toBe(401);
    }
  });

  it('says with each answer what is left, and with a refusal when there is more', async () => {
    const { headers } = await ask(`${ORDERS}?limit=1`);
    const left = Number(headers.get('x-rate-limit-requests-left'));
    expect(left).toBeLessThan(450);
    expect(headers.get('x-rate-limit-requests-quota')).toBe('450');
    expect(headers.get('x-rate-limit-time-window-ms')).toBe('30000');
    expect(Number(headers.get('x-rate-limit-time-reset-ms'))).toBeLessThanOrEqual(30_000);
    await fail({ answer: 429, retryAfter: 1.5 });
    const refused = await ask(ORDERS);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('x-rate-limit-time-reset-ms')).toBe('1500');
    expect(refused.headers.get('retry-after')).toBeNull();
  });
});
