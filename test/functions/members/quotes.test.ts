import { describe, expect, test } from 'vitest';
import { routes } from '../../../functions/members/contract.ts';
import { members } from '../../../functions/members/handler.ts';
import type { EarnedEntry } from '../../../shared/domain/ledger/entry.ts';
import { decide } from '../../../shared/domain/ledger/ledger.ts';
import { memberId } from '../../../shared/identity/member-id.ts';
import { loadProgram } from '../../../shared/program/load.ts';
import type { Text } from '../../../shared/program/program.ts';
import { entryId } from '../../../shared/table/ledger/entry-id.ts';
import { entryKey } from '../../../shared/table/ledger/entry-item.ts';
import { alone, append, readMember } from '../../../shared/table/ledger/ledger.ts';
import { bareLadder } from '../../support/bare-ladder.ts';
import { ask } from '../../support/invoke.ts';
import { useLocalTable } from '../../support/local-table.ts';
import { anOrder, entryOf, occasionAt } from '../../support/member-ledger.ts';

const local = useLocalTable();
const both = (en: string): Text => ({ en, 'zh-CN': en });
const validity = { months: 12 };
const beans = { products: ['beans'] };
const november = { from: '2026-11-01', until: '2026-11-30' };

/** Every kind of rule, and campaigns of every kind. */
const program = loadProgram({
  ...bareLadder,
  categories: { warm: ['scarf'] },
  orders: { intervalMinutes: 10, pointsADay: 500 },
  availableAfterDays: 3,
  earning: [
    { kind: 'per-amount', id: 'goods', validity },
    { kind: 'per-amount', id: 'roast', validity, of: beans, rateBps: 5_000 },
    { kind: 'per-product', id: 'new-cup', validity, of: { products: ['cup'] }, points: 15 },
    { kind: 'first-purchase', id: 'first', validity, points: 100 },
    {
      kind: 'milestone',
      id: 'second',
      name: both('the second order'),
      validity,
      points: 20,
      reached: { purchases: 2 },
    },
  ],
  segments: [
    {
      id: 'returned',
      name: both('Returned'),
      tag: true,
      all: [
        {
          is: 'at-least',
          condition: { measure: 'purchases', window: 'lifetime', atLeast: 1 },
        },
      ],
    },
  ],
  rewards: [{ id: 'pin', kind: 'badge', name: both('Pin'), costMinor: 100 }],
  campaigns: [
    {
      id: 'triple',
      name: both('Triple days'),
      ...november,
      gives: { kind: 'multiplier', multiplierBps: 30_000 },
      budget: { points: { units: 150, slices: 1 } },
    },
    {
      id: 'warm',
      name: both('Warm goods'),
      ...november,
      of: { categories: ['warm'] },
      gives: { kind: 'multiplier', multiplierBps: 15_000, stacks: true },
    },
    {
      id: 'again',
      name: both('Welcome back'),
      ...november,
      for: { segments: ['returned'] },
      gives: { kind: 'points', points: 5, validity: { days: 30 } },
    },
    {
      id: 'pins',
      name: both('Pin days'),
      ...november,
      gives: { kind: 'rewards', rewards: ['pin'] },
      budget: { costMinor: { units: 250, slices: 1 } },
    },
    {
      id: 'thanks',
      name: both('Thanks'),
      ...november,
      gives: { kind: 'discount', discountBps: 700 },
    },
  ],
});

const lines = [
  { productId: 'beans', quantity: 1, netMinor: 2_000 },
  { productId: 'cup', quantity: 2, netMinor: 1_000 },
  { productId: 'scarf', quantity: 1, netMinor: 1_100 },
];
const body = { currency: 'EUR', earningBaseMinor: 4_100, lines };

const api = () =>
  members({
    table: local.table,
    program,
    shops: [{ id: 'birdhouse', platform: 'shopify' }],
    memberKey: async () => 'a-key-for-tests-only',
  });
const ROUTE = 'POST /v1/members/{member}/quotes';

async function quoteFor(member: string, at: string, asked: object = body, lang = 'en') {
  const answer = await ask(api(), ROUTE, {
    path: { member },
    query: { lang },
    body: JSON.stringify(asked),
    at,
  });
  return { status: answer.status, quote: routes[ROUTE].answer.parse(answer.body) };
}

async function enter(member: string, orderId: string, at: string): Promise<EarnedEntry> {
  const order = anOrder(orderId, 4_100, { lines });
  const appended = await append(local.table, member, (state, attempts) =>
    alone(decide(state, { type: 'enter-order', order }, occasionAt(at), program, attempts)),
  );
  const [entry] = appended.outcome === 'entered' ? appended.entries : [];
  if (entry === undefined) throw new Error(appended.outcome);
  return entryOf('earned', { ok: true, entry, claims: [] });
}

async function explained(entry: EarnedEntry) {
  const route = 'GET /v1/members/{member}/entries/{entry}/explanation';
  const path = { member: entry.member, entry: entryId(entryKey(entry)) };
  return routes[route].answer.parse((await ask(api(), route, { path })).body);
}

const someone = (customer: string) => memberId('a-key-for-tests-only', 'birdhouse', customer);

describe('a quote', () => {
  test('says in words what each rule and each campaign would give', async () => {
    const { quote } = await quoteFor(someone('2'), '2026-11-02T10:00:00Z');
    expect(quote.sentences).toEqual([
      'An order on November 2, 2026 with €41.00 of goods that earn.',
      '41 points for €41.00 of goods.',
      '10 points for what certain products cost.',
      '30 points for certain products.',
      '102 points more from Triple days, which makes it times 3.',
      '5 points more from Warm goods, which makes it times 3.5.',
      '100 points for the first purchase.',
      'Pin days brings its rewards with this order.',
      '288 points can be spent from November 5, 2026 on.',
      '288 points expire on December 1, 2027.',
      `The rules of ${program.version} decided this.`,
    ]);
    const chinese = await quoteFor(someone('2'), '2026-11-02T10:00:00Z', body, 'zh-CN');
    expect(chinese.quote.sentences).toHaveLength(quote.sentences.length);
    expect(quote).toMatchObject({
      rewards: [{ id: 'pin', name: 'Pin' }],
      tier: { before: null, after: { id: 'explorer', name: 'Explorer' } },
      discount: { discountBps: 700, from: ['campaign:thanks'], products: [] },
    });
  });

  test('is the entry that is then written, rule by rule and word by word', async () => {
    const member = someone('1');
    const times = ['2026-11-02T10:00', '2026-11-02T10:05', '2026-11-03T10:00', '2026-11-04T10:00'];
    for (const [i, time] of times.entries()) {
      const at = `${time}:00Z`;
      const { quote } = await quoteFor(member, at);
      const entry = await enter(member, `1-${i}`, at);
      const { shares = [], sentences, order } = await explained(entry);
      expect(quote).toMatchObject({
        points: entry.figures.points,
        shares: shares.map(({ takenBack: _, expired: __, ...share }) => share),
        balance: entry.balance,
        purchases: entry.purchases,
        exhausted: entry.exhausted,
        rewards: entry.rewards.map((id) => ({ id })),
      });
      expect(quote.nothingEarned).toBe(entry.nothingEarned);
      expect(quote.nothingEarned).toBe(order?.nothingEarned);
      expect(quote.tier.after?.id).toBe(entry.tier.after);
      expect(sentences).toEqual(expect.arrayContaining(quote.sentences.slice(1)));
    }
  });

  test('writes nothing, and takes nothing of any budget', async () => {
    const member = someone('3');
    for (let i = 0; i < 5; i++) await quoteFor(member, '2026-11-02T10:00:00Z');
    expect(await readMember(local.table, member)).toBeUndefined();
    expect((await quoteFor(member, '2026-11-02T10:00:00Z')).quote.exhausted).toEqual(
      (await quoteFor(someone('4'), '2026-11-02T10:00:00Z')).quote.exhausted,
    );
  });

  test('knows which budgets have no room left', async () => {
    for (const customer of ['5', '6', '7']) {
      await enter(someone(customer), `budget-${customer}`, '2026-11-02T10:00:00Z');
    }
    const { quote } = await quoteFor(someone('8'), '2026-11-02T10:00:00Z');
    expect(quote.exhausted).toEqual(['triple', 'pins']);
    expect(quote.rewards).toEqual([]);
  });

  test('is of another day where one is named', async () => {
    const december = { ...body, occurredAt: '2026-12-05T10:00:00.000Z' };
    const { quote } = await quoteFor(someone('9'), '2026-11-02T10:00:00Z', december);
    expect(quote.points).toBe(41 + 10 + 30 + 100);
    expect(quote.discount).toEqual({ discountBps: 0, from: [], products: [] });
  });

  test('of a currency that the program does not list says so', async () => {
    const { quote } = await quoteFor(someone('9'), '2026-11-02T10:00:00Z', {
      currency: 'SEK',
      earningBaseMinor: 100,
    });
    expect(quote).toMatchObject({ points: 0, nothingEarned: 'currency-not-listed' });
  });

  test.each([
    [{ ...body, currency: 'ABC' }, 'currency'],
    [{ ...body, earningBaseMinor: -1 }, 'earningBaseMinor'],
    [{ ...body, earningBaseMinor: 1.5 }, 'earningBaseMinor'],
    [{ ...body, lines: [{ productId: '', quantity: 1, netMinor: 1 }] }, 'lines.0.productId'],
    [{ ...body, lines: Array(251).fill(lines[0]) }, 'lines'],
    [{ ...body, total: 5 }, 'total'],
    ['an order', 'body'],
  ])('is refused of %j, and says why', async (asked, said) => {
    const answer = await ask(api(), ROUTE, {
      path: { member: someone('9') },
      body: JSON.stringify(asked),
    });
    expect(answer).toMatchObject({ status: 400, contentType: 'application/problem+json' });
    expect(answer.body.detail).toContain(said);
  });
});

test('a member shows the tags of their segments', async () => {
  const member = someone('10');
  await enter(member, 'tagged', '2026-10-02T10:00:00Z');
  const { body: found } = await ask(api(), 'GET /v1/members/{member}', { path: { member } });
  expect(found.tags).toEqual([{ id: 'returned', name: 'Returned' }]);
});
