import { beforeAll, describe, expect, it } from 'vitest';
import { playShop, range, second } from './played-shop.ts';

/* What shopify.dev documents of the Admin API, and what the fake of it must do therefore. */

const token = { 'x-shopify-access-token': 'perch-dev-token-demo-shopify' };
const { ask, put, fail } = playShop('demo-shopify', token);
const ORDERS = '/admin/api/2026-07/orders.json';

const order = (id: number, more: object = {}) => ({
  id,
  created_at: second(id),
  updated_at: second(id),
  cancelled_at: null,
  closed_at: null,
  ...more,
});
beforeAll(async () => {
  for (const id of range(1, 7)) await put('orders', order(id));
  await put('orders', order(8, { cancelled_at: second(8) }));
  await put('orders', order(9, { closed_at: second(9) }));
});

const idsIn = async (response: Response): Promise<readonly number[]> =>
  ((await response.json()) as { orders: { id: number }[] }).orders.map(({ id }) => id);
const listed = async (query: string) => idsIn(await ask(`${ORDERS}?${query}`));
const nextOf = (response: Response) =>
  /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];

/** The ids of each page, by following the links. */
async function pagesFrom(first: string): Promise<readonly (readonly number[])[]> {
  const pages: (readonly number[])[] = [];
  for (let url: string | undefined = `${ORDERS}?${first}`; url !== undefined; ) {
    const response = await ask(url);
    pages.push(await idsIn(response));
    url = nextOf(response);
  }
  return pages;
}

describe('orders of the Shopify fake', () => {
  it('come a page at a time, the newest first, by the links of the header', async () => {
    expect(await pagesFrom('status=any&limit=4')).toEqual([[9, 8, 7, 6], [5, 4, 3, 2], [1]]);
  });

  it('keep the filters of the first page on those that follow', async () => {
    const asked = `status=any&limit=2&updated_at_min=${second(3)}&updated_at_max=${second(6)}`;
    expect(await pagesFrom(asked)).toEqual([
      [6, 5],
      [4, 3],
    ]);
  });

  it('are those that are open unless others are asked for', async () => {
    expect(await listed('limit=250')).toEqual([7, 6, 5, 4, 3, 2, 1]);
    expect(await listed('status=cancelled')).toEqual([8]);
    expect(await listed('status=closed')).toEqual([9]);
  });

  it('are not missed when one changes between two pages', async () => {
    const first = await ask(`${ORDERS}?status=any&limit=4`);
    await put('orders', order(10));
    const second = await ask(nextOf(first) ?? '');
    expect(await idsIn(second)).toEqual([5, 4, 3, 2]);
    await put(
      'orders',
      order(10, { created_at: '2020-01-01T00:00:00Z', updated_at: '2020-01-01' }),
    );
  });

  it('refuse filters beside a cursor, and a cursor that is none', async () => {
    const next = nextOf(await ask(`${ORDERS}?limit=1`)) ?? '';
    expect((await ask(`${next}&status=any`)).status).toBe(400);
    expect((await ask(`${ORDERS}?page_info=nonsense`)).status).toBe(400);
  });

  it('come one by one too, and an unknown one is not found', async () => {
    expect(await (await ask('/admin/api/2026-07/orders/3.json')).json()).toEqual({
      order: order(3),
    });
    const missing = await ask('/admin/api/2026-07/orders/404.json');
    expect([missing.status, await missing.json()]).toEqual([404, { errors: 'Not Found' }]);
    expect((await ask('/admin/api/latest/orders/3.json')).status).toBe(404);
  });

  it('give a page twice when they are to, and go on from there', async () => {
    await fail({ answer: 'same-page-twice' });
    expect(await pagesFrom(`status=any&limit=3&updated_at_min=${second(4)}`)).toEqual([
      [9, 8, 7],
      [9, 8, 7],
      [6, 5, 4],
    ]);
  });
});

describe('the Shopify fake', () => {
  it('refuses a token that is not the shop’s', async () => {
    for (const headers of [{}, { 'x-shopify-access-token': 'another' }]) {
      const refused = await ask(ORDERS, { headers });
      expect(refused.status).toBe(401);
      expect(await refused.json()).toEqual({ errors: expect.stringContaining('access token') });
    }
  });

  it('says how much of its limit is used, and how long to wait when it is', async () => {
    const allowed = await ask(`${ORDERS}?limit=1`);
    expect(allowed.headers.get('x-shopify-shop-api-call-limit')).toMatch(/^\d{1,3}\/400$/);
    await fail({ answer: 429, retryAfter: 2 });
    const refused = await ask(ORDERS);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '2.0']);
    expect((await ask(ORDERS)).status).toBe(200);
  });

  it('answers GraphQL with a contract by its id', async () => {
    const id = 'gid://shopify/SubscriptionContract/77';
    await put('subscription_contracts', { id });
    const query = 'query($id: ID!) { subscriptionContract(id: $id) { id status } }';
    const asked = async (body: object) => {
      const init = { method: 'POST', headers: token, body: JSON.stringify(body) };
      return (await ask('/admin/api/2026-07/graphql.json', init)).json();
    };
    expect(await asked({ query, variables: { id } })).toEqual({
      data: { subscriptionContract: { id } },
    });
    const unknown = { id: 'gid://shopify/SubscriptionContract/78' };
    expect(await asked({ query, variables: unknown })).toEqual({
      data: { subscriptionContract: null },
    });
    expect(await asked({ query: '{ shop { name } }' })).toHaveProperty('errors');
    await fail({ answer: 429 });
    expect(await asked({ query, variables: { id } })).toEqual({
      errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
    });
  });
});
