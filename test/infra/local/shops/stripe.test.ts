import { beforeAll, describe, expect, it } from 'vitest';
import { playShop, range, second } from './played-shop.ts';

/* What docs.stripe.com says of the API, and what the fake of it must do therefore. */

const KEY = 'perch-dev-token-demo-stripe';
const { ask, put, fail, clock } = playShop('demo-stripe', { authorization: `Bearer ${KEY}` });
const START = Date.parse(second(0)) / 1_000;

const event = (number: number) => ({
  id: `evt_${number}`,
  object: 'event',
  created: START + number,
  type: number % 2 === 0 ? 'refund.created' : 'checkout.session.completed',
});
beforeAll(async () => {
  clock.moveTo(Date.parse(second(100)));
  for (const number of range(1, 12)) await put('events', event(number));
});

interface List {
  readonly object: string;
  readonly url: string;
  readonly has_more: boolean;
  readonly data: readonly { readonly id: string }[];
}
const list = async (path: string, query: readonly (readonly [string, string])[] = []) => {
  const search = new URLSearchParams(query.map(([name, value]): [string, string] => [name, value]));
  return (await (await ask(`${path}?${search}`)).json()) as List;
};
const numbersIn = ({ data }: List) => data.map(({ id }) => Number(id.replace('evt_', '')));

async function pagesOf(limit: number): Promise<readonly (readonly number[])[]> {
  const pages: (readonly number[])[] = [];
  for (let after: string | undefined, more = true; more; ) {
    const page = await list('/v1/events', [
      ['limit', String(limit)],
      ...(after === undefined ? [] : [['starting_after', after] as const]),
    ]);
    pages.push(numbersIn(page));
    after = page.data.at(-1)?.id;
    more = page.has_more;
  }
  return pages;
}

describe('lists of the Stripe fake', () => {
  it('have ten objects unless more are asked for, the newest first', async () => {
    const page = await list('/v1/events');
    expect(page).toMatchObject({ object: 'list', url: '/v1/events', has_more: true });
    expect(numbersIn(page)).toEqual(range(3, 12).toReversed());
  });

  it('go on after the last object of the page before', async () => {
    expect(await pagesOf(5)).toEqual([
      [12, 11, 10, 9, 8],
      [7, 6, 5, 4, 3],
      [2, 1],
    ]);
  });

  it('give a page twice when they are to, and go on from there', async () => {
    await fail({ answer: 'same-page-twice' });
    const all = range(1, 12).toReversed();
    expect(await pagesOf(6)).toEqual([all.slice(0, 6), all.slice(0, 6), all.slice(6)]);
  });

  it('have events of the types and times asked for', async () => {
    const refunds = await list('/v1/events', [
      ['types[]', 'refund.created'],
      ['types[]', 'refund.failed'],
      ['created[gte]', String(START + 4)],
      ['created[lte]', String(START + 8)],
    ]);
    expect(numbersIn(refunds)).toEqual([8, 6, 4]);
    const between = await list('/v1/events', [
      ['created[gt]', String(START + 4)],
      ['created[lt]', String(START + 8)],
    ]);
    expect(numbersIn(between)).toEqual([7, 6, 5]);
  });

  it('have objects by the fields that the platform filters by', async () => {
    await put('refunds', { id: 're_1', created: 1, payment_intent: 'pi_1' });
    await put('refunds', { id: 're_2', created: 2, payment_intent: 'pi_2' });
    await put('invoice_payments', {
      id: 'inpay_1',
      payment: { type: 'payment_intent', payment_intent: 'pi_1' },
    });
    const refunds = await list('/v1/refunds', [['payment_intent', 'pi_2']]);
    expect(refunds.data.map(({ id }) => id)).toEqual(['re_2']);
    const nested = (intent: string) =>
      list('/v1/invoice_payments', [
        ['payment[type]', 'payment_intent'],
        ['payment[payment_intent]', intent],
      ]);
    expect((await nested('pi_1')).data).toHaveLength(1);
    expect((await nested('pi_2')).data).toHaveLength(0);
    expect((await list('/v1/checkout/sessions', [['payment_intent', 'pi_1']])).data).toEqual([]);
  });

  it.each([
    ['a parameter that is none', 'foo=1', { code: 'parameter_unknown', param: 'foo' }],
    ['more than a hundred', 'limit=101', { param: 'limit' }],
    ['an unknown place to go on', 'starting_after=evt_404', { code: 'resource_missing' }],
    [
      'more types than twenty',
      range(1, 21)
        .map((n) => `types[]=t${n}`)
        .join('&'),
      {},
    ],
  ])('refuse %s', async (_, query, error) => {
    const refused = await ask(`/v1/events?${query}`);
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({
      error: { type: 'invalid_request_error', ...error },
    });
  });
});

describe('the Stripe fake', () => {
  it('gives an object by its id, and says which it does not know', async () => {
    await put('payment_intents', { id: 'pi_1', object: 'payment_intent' });
    const found = await ask('/v1/payment_intents/pi_1');
    expect(await found.json()).toEqual({ id: 'pi_1', object: 'payment_intent' });
    for (const collection of ['payment_intents', 'invoices', 'subscriptions']) {
      const missing = await ask(`/v1/${collection}/x_404`);
      expect([missing.status, await missing.json()]).toEqual([
        404,
        { error: expect.objectContaining({ code: 'resource_missing' }) },
      ]);
    }
  });

  it('takes a key as a bearer’s or as a user without a password, and no other key', async () => {
    const basic = `Basic ${Buffer.from(`${KEY}:`).toString('base64')}`;
    expect((await ask('/v1/events', { headers: { authorization: basic } })).status).toBe(200);
    for (const headers of [{}, { authorization: 'Bearer another' }]) {
      const refused = await ask('/v1/events', { headers });
      expect([refused.status, await refused.json()]).toEqual([
        401,
        { error: expect.objectContaining({ type: 'invalid_request_error' }) },
      ]);
    }
  });

  it('says that it was asked too often', async () => {
    await fail({ answer: 429 });
    const refused = await ask('/v1/events');
    expect([refused.status, refused.headers.get('stripe-should-retry')]).toEqual([429, 'true']);
    expect(await refused.json()).toMatchObject({ error: { code: 'rate_limit' } });
  });

  it('lists no events of more than thirty days ago', async () => {
    clock.moveTo((START + 6) * 1_000 + 30 * 24 * 3_600_000);
    const page = await list('/v1/events');
    // The clock goes on while it is asked.
    expect(numbersIn(page).at(-1)).toBeGreaterThanOrEqual(6);
    expect(numbersIn(page)).toContain(12);
  });
});
