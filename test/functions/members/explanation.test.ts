import { beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../../../functions/members/contract.ts';
import { members } from '../../../functions/members/handler.ts';
import { memberId } from '../../../shared/identity/member-id.ts';
import { loadProgram } from '../../../shared/program/load.ts';
import { readMember } from '../../../shared/table/ledger/ledger.ts';
import { messageItem } from '../../../shared/table/people/message-item.ts';
import { grantItem } from '../../../shared/table/rewards/grant-item.ts';
import { eventfulLedger, everyKind } from '../../support/eventful-ledger.ts';
import { ask } from '../../support/invoke.ts';
import { useLocalTable } from '../../support/local-table.ts';
import { fullProgram } from '../../support/programs.ts';

const local = useLocalTable();
const program = loadProgram({ ...fullProgram, availableAfterDays: 14 });
const KEY = 'a-key-for-tests-only';
const ROUTE = 'GET /v1/members/{member}/entries/{entry}/explanation';

const [main, other] = ['42', '43'].map((customer) => memberId(KEY, 'birdhouse', customer));
const member = main ?? '';
const absorbed = other ?? '';

const get = (route: keyof typeof routes, more: Parameters<typeof ask>[2] = {}) =>
  ask(
    members({
      table: local.table,
      program,
      shops: [{ id: 'birdhouse', platform: 'shopify' }],
      memberKey: async () => KEY,
    }),
    route,
    { at: '2026-05-02T12:00:00Z', ...more },
  );

/** Every entry of a member, explained in a language, the oldest first. */
async function explanations(of: string, lang: string) {
  const path = { member: of };
  const { body } = await get('GET /v1/members/{member}/entries', { path, query: { limit: '100' } });
  const entries = (body.entries as { id: string }[]).toReversed();
  return Promise.all(
    entries.map(async ({ id }) => {
      const answer = await get(ROUTE, { path: { member: of, entry: id }, query: { lang } });
      expect(answer.status).toBe(200);
      return routes[ROUTE].answer.parse(answer.body);
    }),
  );
}

beforeAll(async () => {
  const ledger = eventfulLedger(local.table, 'birdhouse', program);
  await ledger.open(member);
  const order = await ledger.order(member, 5_000, '2026-03-25T12:00:00Z');
  await ledger.refund(order, '2026-03-26T12:00:00Z');
  await ledger.undo(order, '2026-03-27T12:00:00Z');
  const redeemed = await ledger.redeem(member, { for: 'reward', reward: 'print' });
  await ledger.restore(member, redeemed);
  await ledger.redeem(member, { for: 'checkout', points: 30, currency: 'EUR' });
  await ledger.adjust(member, -20);
  await ledger.award(member, 5);
  await ledger.lend(member, 'ambassador');
  await ledger.order(absorbed, 3_000, '2026-03-10T12:00:00Z');
  await ledger.merge(member, absorbed);
  await ledger.unmerge(member, absorbed);
  const [lot] = (await readMember(local.table, absorbed))?.lots ?? [];
  await ledger.expire(absorbed, lot?.expires ?? 0, '2026-07-01T12:00:00Z');
});

describe('an explanation', () => {
  test.each(program.languages)(
    'is there for every kind of entry, to be read out in %s',
    async (lang) => {
      const all = [...(await explanations(member, lang)), ...(await explanations(absorbed, lang))];
      expect(new Set(all.map(({ entry }) => entry.kind))).toEqual(new Set(Object.keys(everyKind)));
      const told = all.map(({ entry, sentences }) => [entry.kind, ...sentences].join('\n  '));
      const text = `${told.join('\n\n')}\n`.replaceAll(program.version, program.id);
      await expect(text).toMatchFileSnapshot(`explanations.${lang}.txt`);
    },
  );

  test('says as much in one language as in another', async () => {
    const [english, chinese] = [
      await explanations(member, 'en'),
      await explanations(member, 'zh-CN'),
    ];
    expect(chinese.map(({ sentences }) => sentences.length)).toEqual(
      english.map(({ sentences }) => sentences.length),
    );
  });

  test('names the version of the program that decided', async () => {
    for (const { sentences } of await explanations(member, 'en')) {
      expect(sentences.at(-1)).toBe(`The rules of ${program.version} decided this.`);
    }
  });

  test('says as data where the points went, and where they are', async () => {
    const all = await explanations(member, 'en');
    const [imported, order] = all;
    expect(imported?.fate).toMatchObject({ spent: 30, adjusted: 20, left: 20 });
    expect(order).toMatchObject({
      lots: [
        {
          points: 150,
          expiresAt: '2027-03-31T22:00:00.000Z',
          availableAt: '2026-04-08T12:00:00.000Z',
        },
      ],
      fate: { takenBack: 0, left: 150 },
      order: { earningBaseMinor: 5_000, refundedBaseMinor: 0, exhausted: [] },
      shares: [
        { rule: 'goods', points: 100, multiplierBps: 20_000 },
        { rule: 'campaign:spring', points: 50, multiplierBps: 30_000 },
      ],
    });
    expect(all.find(({ entry }) => entry.kind === 'redeemed')).toMatchObject({
      entry: { purpose: { for: 'reward', reward: 'print' } },
      restored: { points: 40, lapsed: 0, at: '2026-04-11T12:00:00.000Z' },
    });
  });
});

describe('two members who are one', () => {
  const [survivor, gone] = ['50', '51'].map((customer) => memberId(KEY, 'birdhouse', customer));
  const [one, two] = [survivor ?? '', gone ?? ''];

  beforeAll(async () => {
    const ledger = eventfulLedger(local.table, 'elsewhere', program);
    await ledger.order(one, 5_000, '2026-04-25T12:00:00Z');
    await ledger.order(two, 3_000, '2026-04-25T12:00:00Z');
    await ledger.merge(one, two, '2026-04-26T12:00:00Z');
    for (const [member, second] of [
      [one, 1],
      [two, 2],
      [one, 3],
    ] as const) {
      const receivedAt = `2026-04-26T12:00:0${second}.000Z`;
      const message = { member, fact: `f.${second}`, topic: 'points.earned', receivedAt };
      const item = messageItem({ ...message, text: { en: `message ${second}` } });
      await local.table.put({ item, condition: 'absent' });
    }
    for (const [member, reward] of [
      [one, 'thank-you-tag'],
      [two, 'thank-you-tag'],
      [two, 'basic-content'],
    ] as const) {
      const grant = { member, reward, kind: 'badge', fact: 'f', grantedAt: '2026-04-25T12:00:00Z' };
      await local.table.put({ item: grantItem(grant), condition: 'absent' });
    }
  });

  test('are answered as one by either id, with what is pending and what both were given', async () => {
    const answers = await Promise.all(
      [one, two].map((member) => get('GET /v1/members/{member}', { path: { member } })),
    );
    for (const { body } of answers) {
      expect(body).toMatchObject({
        member: one,
        absorbed: [two],
        balance: 0,
        pending: [
          { points: 100, availableAt: '2026-05-09T12:00:00.000Z' },
          { points: 80, availableAt: '2026-05-09T12:00:00.000Z' },
        ],
        purchases: 2,
      });
      const rewards = (body.rewards as { id: string }[]).map(({ id }) => id);
      expect(rewards).toEqual(['thank-you-tag', 'basic-content']);
    }
  });

  test('have points to spend once these are no longer pending', async () => {
    const at = '2026-05-09T12:00:00Z';
    const { body } = await get('GET /v1/members/{member}', { path: { member: one }, at });
    expect(body).toMatchObject({ balance: 180, pending: [], expiring: [{}, {}] });
  });

  test('have one inbox, page by page', async () => {
    const route = 'GET /v1/members/{member}/messages';
    const first = await get(route, { path: { member: two }, query: { limit: '2' } });
    expect(first.body).toMatchObject({ messages: [{ text: 'message 3' }, { text: 'message 2' }] });
    const rest = await get(route, {
      path: { member: one },
      query: { from: String(first.body.next) },
    });
    expect(rest.body).toEqual({ messages: [expect.objectContaining({ text: 'message 1' })] });
  });

  test('keep their ledgers, each under its own id', async () => {
    const route = 'GET /v1/members/{member}/entries';
    const { body } = await get(route, { path: { member: two } });
    expect(body.entries).toMatchObject([{ kind: 'absorbed', other: one }, { kind: 'earned' }]);
  });
});
