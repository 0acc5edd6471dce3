import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { type Question, shopHttp } from '../../../../shared/shops/api/http.ts';
import { ShopRefused, ShopUnavailable } from '../../../../shared/shops/api/shop-api.ts';
import { HASTE, type Played, playedApi } from './played-api.ts';

const api = playedApi();
const TOKEN = 'shpat_planted';

const question = (patience = HASTE) =>
  shopHttp({ baseUrl: `${api.url()}/admin`, headers: { 'x-token': TOKEN } }, patience)();

/** What becomes of a question that is answered so, one answer after the other. */
async function ask(played: readonly Played[], patience = HASTE) {
  api.answers((_, i) => played[i] ?? played.at(-1) ?? {});
  const startedAt = performance.now();
  const outcome = await question(patience)
    .get('orders.json', { page: '1' })
    .then(
      (answer) => ({ answer, fault: undefined }),
      (fault: unknown) => ({ answer: undefined, fault }),
    );
  return { ...outcome, attempts: api.asked.length, ms: performance.now() - startedAt };
}

const GOOD: Played = { json: { id: 1 } };

describe('an answer of a shop', () => {
  test('is asked for below the base, with what names the caller', async () => {
    const { answer } = await ask([GOOD]);
    expect(answer?.json).toEqual({ id: '1' });
    expect(api.asked).toMatchObject([
      { method: 'GET', path: '/admin/orders.json', headers: { 'x-token': TOKEN } },
    ]);
    expect(String(api.asked[0]?.search)).toBe('page=1');
  });

  test('has its numbers as they were written', async () => {
    const { answer } = await ask([{ text: '{"id":9007199254740993,"total":0.10}' }]);
    expect(answer?.json).toEqual({ id: '9007199254740993', total: '0.10' });
  });

  test('may be nothing, and may be that there is no such thing', async () => {
    expect((await ask([{ status: 204 }])).answer).toMatchObject({ json: undefined });
    expect(await ask([{ status: 404, json: {} }])).toMatchObject({
      answer: undefined,
      fault: undefined,
    });
  });
});

describe('a shop that cannot answer now', () => {
  test.each<[string, Played]>([
    ['408', { status: 408 }],
    ['429', { status: 429 }],
    ['500', { status: 500, text: '<h1>oops</h1>' }],
    ['503', { status: 503 }],
    ['a broken connection', { fault: 'broken' }],
    ['silence', { fault: 'silent' }],
  ])('is asked again after %s', async (_, played) => {
    const patience = { attemptMs: 1_000, deadlineMs: 4_000 };
    expect(await ask([played, GOOD], patience)).toMatchObject({
      answer: { json: { id: '1' } },
      attempts: 2,
    });
  });

  test('is asked four times at most', async () => {
    const { fault, attempts } = await ask([{ status: 500 }]);
    expect(fault).toEqual(new ShopUnavailable('the shop answered 500'));
    expect(attempts).toBe(4);
  });

  test.each([
    ['Retry-After', { 'retry-after': '0.6' }],
    ['BigCommerce’s own header', { 'x-rate-limit-time-reset-ms': '600' }],
  ])('is left alone for as long as it asks for by %s', async (_, headers) => {
    const { answer, attempts, ms } = await ask([{ status: 429, headers }, GOOD]);
    expect(answer?.json).toEqual({ id: '1' });
    expect(attempts).toBe(2);
    expect(ms).toBeGreaterThan(595);
  });

  test('is not waited for where it asks for more time than there is', async () => {
    const { fault, attempts, ms } = await ask([{ status: 429, headers: { 'retry-after': '60' } }]);
    expect(fault).toBeInstanceOf(ShopUnavailable);
    expect(attempts).toBe(1);
    expect(ms).toBeLessThan(1_000);
  });

  test.each<[string, Played]>([
    ['never answers', { fault: 'silent' }],
    ['begins an answer and never ends it', { fault: 'endless' }],
  ])('is given up by the deadline when it %s', async (_, played) => {
    const { fault, ms } = await ask([played], { attemptMs: 150, deadlineMs: 400 });
    expect(fault).toEqual(new ShopUnavailable('the shop did not answer in time'));
    expect(ms).toBeLessThan(1_500);
  });

  test('has one deadline for all requests of a question', async () => {
    api.answers(() => ({ fault: 'silent' }));
    const asking = question({ attemptMs: 150, deadlineMs: 300 });
    const startedAt = performance.now();
    await expect(asking.get('a')).rejects.toThrow(ShopUnavailable);
    await expect(asking.get('b')).rejects.toThrow(ShopUnavailable);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});

test('what names the caller is asked for once a question, where it has to be', async () => {
  api.answers(() => ({ json: { token: 'granted' } }));
  const endpoint = {
    baseUrl: api.url(),
    headers: {},
    authorize: async (asking: Question) => {
      await asking.get('token');
      return { 'x-token': 'granted' };
    },
  };
  const asking = shopHttp(endpoint, HASTE)();
  await Promise.all([asking.get('a'), asking.get('b'), asking.post('c', {})]);
  const asked = api.asked.map(({ path, headers }) => `${path} ${headers['x-token']}`);
  expect(asked.toSorted()).toEqual(['/a granted', '/b granted', '/c granted', '/token undefined']);
});

describe('nonsense of a shop', () => {
  test.each<[string, Played]>([
    ['a page for people', { text: '<h1>We will be back soon</h1>' }],
    ['JSON cut short', { text: '{"orders":[' }],
    ['more than any page comes to', { text: `"${'x'.repeat(10_485_761)}"` }],
  ])('such as %s counts as no answer', async (_, played) => {
    const { fault, attempts } = await ask([played]);
    expect(fault).toBeInstanceOf(ShopUnavailable);
    expect(attempts).toBe(1);
  });
});

describe('a shop that says no', () => {
  test.each([301, 302, 400, 401, 402, 403, 422])('by %i is not asked again', async (status) => {
    const headers = { location: `${api.url()}/elsewhere` };
    const { fault, attempts } = await ask([{ status, headers, json: { error: 'mara@x.example' } }]);
    expect(fault).toEqual(new ShopRefused(`the shop answered ${status}`));
    expect(attempts).toBe(1);
  });
});

test('a fault repeats no address, no token and nothing that the shop said', async () => {
  const said = 'mara@example.org';
  for (const played of [
    { status: 401, json: { said } },
    { status: 503, json: { said }, headers: { 'retry-after': '60' } },
    { text: said },
    { fault: 'endless' as const },
    { fault: 'silent' as const },
    { fault: 'broken' as const },
  ]) {
    const { fault } = await ask([played], { attemptMs: 100, deadlineMs: 300 });
    expect(fault).toBeInstanceOf(Error);
    const told = inspect(fault, { depth: 9, showHidden: true });
    for (const secret of [TOKEN, said, api.url(), 'orders.json'])
      expect(told).not.toContain(secret);
  }
});
