import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { demoSecret, demoShops } from '../../shared/shops/demo-shops.ts';
import { signDelivery } from '../../shared/shops/sign.ts';
import { type Perch, startPerch } from '../support/perch.ts';
import { aCustomer, anOrder, bodiesOf } from './customer.ts';
import { queued } from './queues.ts';

let perch: Perch;
beforeAll(async () => {
  perch = await startPerch();
});
afterAll(() => perch.stop());

/** Nothing in this file may have any effect. */
afterEach(async () => {
  await perch.settle();
  expect(await perch.events()).toEqual([]);
  expect(await queued(perch)).toEqual({});
  expect(await aCustomer(perch, 'demo-shopify', '42').lookUp()).toMatchObject({ status: 404 });
});

const problem = (status: number, detail: RegExp) => ({
  status,
  type: 'application/problem+json',
  body: {
    type: 'about:blank',
    title: expect.any(String),
    status,
    detail: expect.stringMatching(detail),
  },
});

const byGateway = (status: number, message: string) => ({
  status,
  type: 'application/json',
  body: { message },
});

async function request(path: string, init: RequestInit) {
  const response = await fetch(perch.url + path, init);
  const type = response.headers.get('content-type')?.split(';')[0];
  const body: unknown = await response.json();
  return { status: response.status, type, body };
}

/** How a delivery differs from a good one. */
interface Spoilt {
  readonly shop?: string;
  readonly topic?: string;
  /** The body as it is sent, and signed. */
  readonly text?: string;
  /** Fields of the body that are other than they should be. */
  readonly body?: object;
  /** Headers that are other than they should be; undefined where they are missing. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** How long before it arrives it was signed, in milliseconds. */
  readonly age?: number;
}

/** Posts a delivery of a paid order that is good but for what is spoilt. */
async function post({ shop = 'demo-shopify', topic, text, body, headers, age = 0 }: Spoilt) {
  const settings = demoShops.find(({ id }) => id === shop);
  if (settings === undefined) throw new Error(`${shop} is no demo shop`);
  const good = bodiesOf(shop).paid(await anOrder(perch, { customer: '42' }));
  const sent = text ?? JSON.stringify({ ...good.body, ...body });
  const at = (await perch.now()) - age;
  const signed = signDelivery(settings.platform, demoSecret(settings), {
    body: sent,
    topic: topic ?? good.topic,
    at,
    id: 'a-delivery',
  });
  const all = Object.entries({ ...signed, ...headers }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  const init = { method: 'POST', headers: Object.fromEntries(all), body: sent };
  return request(`/webhooks/${shop}`, init);
}

const huge = '99999999999999999999';
const MINUTE = 60_000;

describe('a webhook', () => {
  test.each<[string, Spoilt, number, RegExp]>([
    ['without a signature', { headers: { 'x-shopify-hmac-sha256': undefined } }, 401, /missing/],
    ['with another signature', { headers: { 'x-shopify-hmac-sha256': 'AAAA' } }, 401, /signature/i],
    ['with an empty signature', { headers: { 'x-shopify-hmac-sha256': '' } }, 401, /signature/i],
    [
      'of WooCommerce without a signature',
      { shop: 'demo-woocommerce', headers: { 'x-wc-webhook-signature': undefined } },
      401,
      /missing/,
    ],
    ['of Stripe signed too long ago', { shop: 'demo-stripe', age: 6 * MINUTE }, 401, /time/i],
    [
      'of Stripe with a mangled signature',
      { shop: 'demo-stripe', headers: { 'stripe-signature': 't=,v1=' } },
      401,
      /time/i,
    ],
    [
      'of Standard Webhooks signed too long ago',
      { shop: 'demo-store', age: 6 * MINUTE },
      401,
      /time/i,
    ],
    [
      'of Standard Webhooks signed in the future',
      { shop: 'demo-store', age: -6 * MINUTE },
      401,
      /time/i,
    ],
    [
      'of Standard Webhooks without an id',
      { shop: 'demo-store', headers: { 'webhook-id': undefined } },
      401,
      /webhook-id/,
    ],
    ['without a topic', { headers: { 'x-shopify-topic': undefined } }, 400, /Topic is missing/],
    ['with an empty body', { text: '' }, 400, /not JSON/],
    ['that is not JSON', { text: 'order=5001' }, 400, /not JSON/],
    ['that is JSON cut short', { text: '{"id": 5001,' }, 400, /not JSON/],
    ['that is a list', { text: '[]' }, 400, /not orders\/paid/],
    ['that is null', { text: 'null' }, 400, /not orders\/paid/],
    ['that is nested without end', { text: '['.repeat(400_000) }, 400, /not JSON/],
    ['that is not what its topic says', { topic: 'refunds/create' }, 400, /not refunds\/create/],
    ['with an amount in words', { body: { total_price: 'fifty' } }, 400, /total_price is not/],
    ['with an amount below zero', { body: { total_price: '-1.00' } }, 400, /total_price is neg/],
    ['with an amount that overflows', { body: { total_price: huge } }, 400, /total_price is more/],
    ['with a part of a cent', { body: { total_price: '1.005' } }, 400, /more decimals than EUR/],
    ['with a currency that is not listed', { body: { currency: 'EURO' } }, 400, /ISO 4217/],
    ['with no currency', { body: { currency: 'XXX' } }, 400, /ISO 4217/],
    ['with a currency in small letters', { body: { currency: 'eur' } }, 400, /ISO 4217/],
    [
      'with a time in words',
      { body: { processed_at: 'today' } },
      400,
      /processed_at is not a time/,
    ],
    ['with no lines', { body: { line_items: null } }, 400, /line_items/],
    ['with a number for a customer', { body: { customer: 42 } }, 400, /customer/],
  ])('%s is refused with a sentence that helps', async (_, spoilt, status, detail) => {
    expect(await post(spoilt)).toEqual(problem(status, detail));
  });

  test('with a body of 2 MB is refused', async () => {
    const answer = await post({ body: { note: 'x'.repeat(2 * 1_048_576) } });
    expect(answer).toEqual(problem(413, /bytes/));
  });

  test('to a shop that does not exist is refused', async () => {
    const sent = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } };
    expect(await request('/webhooks/nobody', sent)).toEqual(problem(404, /no shop/));
    expect(await request('/webhooks/%E0%A4%A', sent)).toEqual(problem(404, /no shop/));
  });

  test('signed for another shop is refused', async () => {
    const good = bodiesOf('demo-shopify').paid(await anOrder(perch, { customer: '42' }));
    const text = JSON.stringify(good.body);
    const headers = signDelivery('shopify', 'perch-dev-secret-demo-store', {
      body: text,
      topic: good.topic,
      at: await perch.now(),
      id: 'a-delivery',
    });
    const init = { method: 'POST', headers: { ...headers }, body: text };
    expect(await request('/webhooks/demo-shopify', init)).toEqual(problem(401, /signature/i));
  });
});

describe('the gateway', () => {
  test.each([
    ['GET', '/webhooks/demo-shopify'],
    ['PUT', '/webhooks/demo-shopify'],
    ['POST', '/webhooks'],
    ['POST', '/webhooks/demo-shopify/orders'],
    ['POST', '/v1/members'],
    ['GET', '/v1/nothing'],
    ['GET', '/'],
  ])('knows no route %s %s', async (method, path) => {
    expect(await request(path, { method })).toEqual(byGateway(404, 'Not Found'));
  });

  async function token(...scopes: string[]): Promise<string> {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ scopes }),
    };
    const { body } = await request('/_local/token', init);
    return (body as { token: string }).token;
  }

  const asking = (authorization?: string) =>
    request('/v1/members?shop=demo-shopify&customer=42', {
      headers: authorization === undefined ? {} : { authorization },
    });

  test('refuses a caller without a token', async () => {
    expect(await asking()).toEqual(byGateway(401, 'Unauthorized'));
    expect(await asking('Bearer ')).toEqual(byGateway(401, 'Unauthorized'));
  });

  test('refuses a token that it did not issue', async () => {
    const good = await token('read');
    expect(await asking('Bearer nonsense')).toEqual(byGateway(401, 'Unauthorized'));
    const [head, claims, signature] = good.split('.');
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`;
    expect(await asking(`Bearer ${unsigned}`)).toEqual(byGateway(401, 'Unauthorized'));
    const altered = `${head}.${claims}.${signature?.split('').toReversed().join('')}`;
    expect(await asking(`Bearer ${altered}`)).toEqual(byGateway(401, 'Unauthorized'));
  });

  test('refuses a token that may not read', async () => {
    const mayWrite = await token('write', 'operate');
    expect(await asking(`Bearer ${mayWrite}`)).toEqual(byGateway(403, 'Forbidden'));
  });

  test('refuses a token that has expired', async () => {
    const good = await token('read');
    expect(await asking(`Bearer ${good}`)).toMatchObject({ status: 404 });
    await perch.moveClock({ advance: 'PT61M' });
    expect(await asking(`Bearer ${good}`)).toEqual(byGateway(401, 'Unauthorized'));
  });
});

describe('the API', () => {
  const member = 'A'.repeat(22);
  const entry = Buffer.from(JSON.stringify(['O#demo-shopify#1', 'ORDER'])).toString('base64url');

  test.each<[string, number, RegExp]>([
    ['/v1/members', 400, /shop: .*customer: /],
    ['/v1/members?shop=demo-shopify', 400, /customer: /],
    ['/v1/members?shop=demo-shopify&customer=', 400, /customer: /],
    ['/v1/members?shop=demo-shopify&customer=%00', 400, /customer: /],
    ['/v1/members?shop=nobody&customer=42', 404, /no such shop/],
    ['/v1/members?shop=demo-shopify&customer=42', 404, /no such member/],
    ['/v1/members/short', 400, /member: /],
    ['/v1/members/%ff', 400, /member: /],
    [`/v1/members/${member}%20`, 400, /member: /],
    [`/v1/members/${member}`, 404, /no such member/],
    [`/v1/members/${member}/entries?limit=0`, 400, /limit: /],
    [`/v1/members/${member}/entries?limit=1000`, 400, /limit: /],
    [`/v1/members/${member}/entries?limit=many`, 400, /limit: /],
    [`/v1/members/${member}/entries?from=-1`, 400, /from: /],
    [`/v1/members/${member}/entries/nonsense/explanation`, 404, /no such entry/],
    [`/v1/members/${member}/entries/${entry}/explanation`, 404, /no such entry/],
    [`/v1/members/${member}/messages?limit=0`, 400, /limit: /],
  ])('answers %s with %i and a sentence', async (path, status, detail) => {
    const { headers, ...answer } = await perch.api(path);
    const type = headers.get('content-type');
    // Of who is no member yet it names the id as well, under which consent is given.
    expect({ ...answer, type }).toMatchObject(problem(status, detail));
  });
});
