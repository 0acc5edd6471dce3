import { beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../../../functions/members/contract.ts';
import { members } from '../../../functions/members/handler.ts';
import { decide } from '../../../shared/domain/ledger/ledger.ts';
import { memberId } from '../../../shared/identity/member-id.ts';
import { alone, append } from '../../../shared/table/ledger/ledger.ts';
import { readOrder } from '../../../shared/table/orders/order-record.ts';
import { messageItem } from '../../../shared/table/people/message-item.ts';
import { grantItem } from '../../../shared/table/rewards/grant-item.ts';
import { ask } from '../../support/invoke.ts';
import { useLocalTable } from '../../support/local-table.ts';
import { anOrder, ladder } from '../../support/member-ledger.ts';

const local = useLocalTable();
const KEY = 'a-key-for-tests-only';
const member = memberId(KEY, 'birdhouse', '42');
const at = (day: number) => Date.parse(`2026-03-${String(day).padStart(2, '0')}T12:00:00Z`);

beforeAll(async () => {
  for (const day of [1, 2, 3, 4]) {
    const order = anOrder(`order ${day}`, 5_000);
    const occasion = { occurredAt: at(day), receivedAt: at(day), correlationId: 'a-trace' };
    await append(local.table, member, (state) =>
      alone(decide(state, { type: 'enter-order', order }, occasion, ladder)),
    );
  }
  const refund = { refundId: 'r1', amountMinor: 2_500, shippingMinor: 0 };
  const occasion = { occurredAt: at(5), receivedAt: at(5), correlationId: 'a-trace' };
  await append(local.table, member, async (state) => {
    const of = await readOrder(local.table, 'birdhouse', 'order 4');
    if (of.known !== 'entered') throw new Error('the order is not there');
    const { entry: order, clawbacks: earlier } = of;
    const cause = { reason: 'refund' as const, refund };
    return alone(decide(state, { type: 'claw-back', order, earlier, cause }, occasion, ladder));
  });
  const grantedAt = '2026-03-03T12:00:00.000Z';
  const grant = { member, reward: 'priority-support', kind: 'entitlement', fact: 'f', grantedAt };
  await local.table.put({ item: grantItem(grant), condition: 'absent' });
  for (const second of [1, 2, 3]) {
    const receivedAt = `2026-03-01T12:00:0${second}.000Z`;
    const text = { en: `message ${second}`, 'zh-CN': `消息 ${second}` };
    const message = { member, fact: `f.${second}`, topic: 'points.earned', text, receivedAt };
    await local.table.put({ item: messageItem(message), condition: 'absent' });
  }
});

const get = (route: keyof typeof routes, more: Parameters<typeof ask>[2] = {}) =>
  ask(
    members({
      table: local.table,
      program: ladder,
      shops: [{ id: 'birdhouse', platform: 'shopify' }],
      memberKey: async () => KEY,
    }),
    route,
    more,
  );

describe('a member', () => {
  test('is found by shop and customer, with balance, tier, progress and what expires when', async () => {
    const found = await get('GET /v1/members', { query: { shop: 'birdhouse', customer: '42' } });
    expect(found.status).toBe(200);
    expect(found.body).toEqual({
      member,
      absorbed: [],
      balance: 250,
      pending: [],
      debt: 0,
      tier: { id: 'regular', name: 'Regular', since: '2026-03-03T12:00:00.000Z' },
      tags: [],
      clubs: [],
      entitlements: [{ id: 'priority-support', name: 'Priority support' }],
      purchases: 4,
      progress: {
        next: { id: 'advocate', name: 'Advocate' },
        percent: 66,
        conditions: [{ measure: 'purchases', have: 4, need: 6, missing: 2 }],
        sentence: '2 more purchases to Advocate.',
      },
      expiring: [
        { points: 50, expiresAt: '2026-05-31T22:00:00.000Z' },
        { points: 200, expiresAt: '2027-03-31T22:00:00.000Z' },
      ],
      rewards: [
        {
          id: 'priority-support',
          kind: 'entitlement',
          name: 'Priority support',
          grantedAt: '2026-03-03T12:00:00.000Z',
          status: 'active',
        },
      ],
    });
  });

  test('is spoken of in the language that is asked for', async () => {
    const headers = { 'accept-language': 'fr, zh;q=0.8, en;q=0.5' };
    const { body } = await get('GET /v1/members/{member}', { path: { member }, headers });
    expect(body).toMatchObject({
      tier: { name: '常规者' },
      progress: { sentence: '再购买 2 次即可成为拥护者。' },
    });
  });

  test('has no points left of what has expired, swept or not', async () => {
    const { body } = await get('GET /v1/members/{member}', {
      path: { member },
      at: '2026-06-01T00:00:00Z',
    });
    expect(body).toMatchObject({ balance: 200, expiring: [{ points: 200 }] });
  });

  test.each([
    ['GET /v1/members/{member}', { path: { member: 'abcdefghijklmnopqrstuv' } }, 404, 'member'],
    ['GET /v1/members/{member}', { path: { member: 'me' } }, 400, 'member'],
    ['GET /v1/members', { query: { shop: 'birdhouse' } }, 400, 'customer'],
    ['GET /v1/members', { query: { shop: 'elsewhere', customer: '42' } }, 404, 'shop'],
    ['GET /v1/members', { query: { shop: 'birdhouse', customer: '43' } }, 404, 'member'],
  ] as const)('%s with %j is refused: %i', async (route, asked, status, said) => {
    const answer = await get(route, asked);
    expect(answer).toMatchObject({ status, contentType: 'application/problem+json' });
    expect(answer.body.detail).toContain(said);
  });

  test('is told under which id a customer will be one who is none yet', async () => {
    const nobody = await get('GET /v1/members', { query: { shop: 'birdhouse', customer: '43' } });
    expect(nobody.body).toMatchObject({ member: memberId(KEY, 'birdhouse', '43') });
  });
});

describe('a member’s entries', () => {
  test('come newest first, page by page', async () => {
    const path = { member };
    const route = 'GET /v1/members/{member}/entries';
    const first = await get(route, { path, query: { limit: '3' } });
    expect(first.body).toMatchObject({ entries: [{ v: 5 }, { v: 4 }, { v: 3 }], next: 2 });
    const rest = await get(route, { path, query: { from: String(first.body.next) } });
    expect(rest.body).toMatchObject({ entries: [{ v: 2 }, { v: 1 }] });
    expect(rest.body).not.toHaveProperty('next');
  });

  test.each(['0', '101', '2.5', 'many'])('are not listed %s at a time', async (limit) => {
    const answer = await get('GET /v1/members/{member}/entries', {
      path: { member },
      query: { limit },
    });
    expect(answer.status).toBe(400);
    expect(answer.body.detail).toContain('limit');
  });

  test('explain which rules gave what, and what became of it', async () => {
    const { body } = await get('GET /v1/members/{member}/entries', { path: { member } });
    const [refund, fourth] = body.entries as { id: string }[];
    const explained = async (entry = '') =>
      (
        await get('GET /v1/members/{member}/entries/{entry}/explanation', {
          path: { member, entry },
        })
      ).body;
    const ofOrder = {
      order: { number: '#order 4', earningBaseMinor: 5_000, refundedBaseMinor: 2_500 },
      shares: [{ rule: 'goods', points: 100, multiplierBps: 20_000, takenBack: 50 }],
      clawbacks: [{ settled: { taken: 50, owed: 0, lapsed: 0 } }],
    };
    expect(await explained(fourth?.id)).toMatchObject({
      ...ofOrder,
      fate: { spent: 0, takenBack: 50, expired: 0, left: 50 },
      sentences: [
        'Order #order 4 of March 4, 2026 held €50.00 of goods that earn.',
        '100 points for €50.00 of goods, times 2 for the tier held then.',
        '100 points expire on April 1, 2027.',
        '50 points taken back for the refund of order #order 4.',
        'Of these points by now: 50 taken back and 50 left.',
        `The rules of ${ladder.version} decided this.`,
      ],
    });
    expect(await explained(refund?.id)).toMatchObject({
      ...ofOrder,
      lots: [{ points: -50, expiresAt: '2027-03-31T22:00:00.000Z' }],
      sentences: [
        '50 points taken back for the refund of order #order 4.',
        '50 points came from those that expire on April 1, 2027.',
        `The rules of ${ladder.version} decided this.`,
      ],
    });
  });

  test('of another member, or no entry at all, are not explained', async () => {
    const { body } = await get('GET /v1/members/{member}/entries', { path: { member } });
    const [own] = body.entries as { id: string }[];
    const route = 'GET /v1/members/{member}/entries/{entry}/explanation';
    const state = Buffer.from(JSON.stringify([`M#${member}`, 'STATE'])).toString('base64url');
    for (const path of [
      { member: 'abcdefghijklmnopqrstuv', entry: own?.id ?? '' },
      { member, entry: 'bm9uc2Vuc2U' },
      { member, entry: state },
    ]) {
      expect(await get(route, { path })).toMatchObject({ status: 404 });
    }
  });
});

describe('a member’s messages', () => {
  test('come newest first, in one language, page by page', async () => {
    const path = { member };
    const route = 'GET /v1/members/{member}/messages';
    const first = await get(route, { path, query: { limit: '2', lang: 'zh-CN' } });
    expect(first.body).toMatchObject({ messages: [{ text: '消息 3' }, { text: '消息 2' }] });
    const rest = await get(route, { path, query: { from: String(first.body.next) } });
    expect(rest.body).toMatchObject({ messages: [{ text: 'message 1' }] });
  });

  test('are all that the inbox gives, whatever page is asked for', async () => {
    const { body } = await get('GET /v1/members/{member}/messages', {
      path: { member },
      query: { from: 'STATE' },
    });
    for (const message of body.messages as object[]) expect(message).toHaveProperty('text');
    expect(body.messages).toHaveLength(3);
  });
});

test('every answer keeps to the schema that the API’s document shows', async () => {
  const found = await get('GET /v1/members', { query: { shop: 'birdhouse', customer: '42' } });
  expect(routes['GET /v1/members'].answer.safeParse(found.body).error).toBeUndefined();
  const { body } = await get('GET /v1/members/{member}/entries', { path: { member } });
  expect(routes['GET /v1/members/{member}/entries'].answer.safeParse(body).error).toBeUndefined();
  const entry = (body.entries as { id: string }[])[0]?.id ?? '';
  const route = 'GET /v1/members/{member}/entries/{entry}/explanation';
  const explained = await get(route, { path: { member, entry } });
  expect(routes[route].answer.safeParse(explained.body).error).toBeUndefined();
});
