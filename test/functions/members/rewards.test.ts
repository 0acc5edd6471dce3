import { beforeAll, describe, expect, test } from 'vitest';
import { routes } from '../../../functions/members/contract.ts';
import { members } from '../../../functions/members/handler.ts';
import { redemptions } from '../../../functions/redemptions/handler.ts';
import { decide } from '../../../shared/domain/ledger/ledger.ts';
import { couponCodes } from '../../../shared/identity/coupon-codes.ts';
import { loadProgram } from '../../../shared/program/load.ts';
import { alone, append } from '../../../shared/table/ledger/ledger.ts';
import { grantItems, grantsOf } from '../../../shared/table/rewards/giving.ts';
import { ask } from '../../support/invoke.ts';
import { useLocalTable } from '../../support/local-table.ts';
import { anOrder, occasionAt } from '../../support/member-ledger.ts';
import { rewardProgram } from '../../support/reward-program.ts';

const local = useLocalTable();
const program = loadProgram(rewardProgram);
const memberKey = async () => 'a-key-for-tests-only';
const member = 'a-member-with-rewards0';
const at = '2026-03-10T12:00:00Z';

const [GRANTS, CATALOGUE, REDEEM] = [
  'GET /v1/members/{member}/grants',
  'GET /v1/members/{member}/catalogue',
  'POST /v1/members/{member}/redemptions',
] as const;

const get = (route: keyof typeof routes, more: Parameters<typeof ask>[2] = {}) =>
  ask(members({ table: local.table, program, shops: [], memberKey }), route, {
    path: { member },
    ...more,
  });

const redeem = (reward: string, key = reward) =>
  ask(redemptions({ table: local.table, program, memberKey }), REDEEM, {
    path: { member },
    headers: { 'idempotency-key': key },
    body: JSON.stringify({ reward }),
  });

/** Gives the member a reward at an instant. */
async function give(id: string, day: string): Promise<void> {
  const reward = program.rewards.find((candidate) => candidate.id === id);
  if (reward === undefined) throw new Error(`there is no reward ${id}`);
  const codes = couponCodes(await memberKey());
  const giving = { member, fact: `${member}.1`, at: Date.parse(`${day}T12:00:00Z`) };
  const items = grantItems(grantsOf(reward, giving, program, codes), codes);
  await local.table.transact(items.map((item) => ({ item, condition: 'absent' })));
}

beforeAll(async () => {
  const order = anOrder('an order', 15_000);
  await append(local.table, member, (state) =>
    alone(decide(state, { type: 'enter-order', order }, occasionAt(at), program)),
  );
  await give('thank-you-tag', '2026-03-01');
  await give('club', '2026-03-02');
  await give('welcome-coupon', '2026-03-03');
});

describe('the catalogue', () => {
  test('says what a member could redeem now, and what speaks against the rest', async () => {
    await redeem('tea', 'cup 1');
    await redeem('tea', 'cup 2');
    const answer = await get(CATALOGUE, { query: { lang: 'en' } });
    expect(answer).toMatchObject({ status: 200, body: { member, balance: 190 } });
    expect(routes[CATALOGUE].answer.safeParse(answer.body).error).toBeUndefined();
    const offers = answer.body.offers as {
      reward: string;
      redeemable: boolean;
      unless: string[];
    }[];
    expect(offers.map(({ reward, redeemable, unless }) => [reward, redeemable, unless])).toEqual([
      ['mug', true, []],
      ['print', true, []],
      ['tasting', true, []],
      ['ten-off', true, []],
      ['nest-pack', true, []],
      ['feeder', false, ['tier']],
      ['sticker', true, []],
      ['tour', false, ['segment']],
      ['tea', false, ['limit']],
    ]);
    expect(offers[1]).toMatchObject({ name: 'Signed print', cash: { EUR: 1_000, USD: 1_100 } });
    expect(offers[2]).toMatchObject({ stockLeft: 5, affordable: true });
  });

  test('says when the stock is gone, and when the balance is too small', async () => {
    for (let i = 1; i <= 5; i++) await redeem('tasting', `seat ${i}`);
    const { body } = await get(CATALOGUE);
    expect((body.offers as object[])[2]).toMatchObject({ unless: ['stock'], stockLeft: 0 });
    expect((body.offers as object[])[0]).toMatchObject({ affordable: false, redeemable: false });
  });
});

describe('a member’s grants', () => {
  test('come newest first, page by page, with what each is still good for', async () => {
    const first = await get(GRANTS, { query: { limit: '2' }, at: '2026-03-05T12:00:00Z' });
    expect(first.status).toBe(200);
    expect(routes[GRANTS].answer.safeParse(first.body).error).toBeUndefined();
    const all: { reward: string }[] = [];
    let from: string | undefined;
    do {
      const query = { limit: '3', lang: 'en', ...(from === undefined ? {} : { from }) };
      const { body } = await get(GRANTS, { query, at: '2026-03-11T12:00:00Z' });
      all.push(...(body.grants as { reward: string }[]));
      from = body.next as string | undefined;
    } while (from !== undefined);
    const rewards = all.map(({ reward }) => reward);
    expect(rewards.filter((reward) => reward !== 'tea' && reward !== 'tasting')).toEqual([
      'welcome-coupon',
      'club',
      'thank-you-tag',
    ]);
    expect(rewards).toHaveLength(10);
    expect(all[7]).toEqual({
      reward: 'welcome-coupon',
      kind: 'coupon',
      name: 'Welcome coupon',
      status: 'active',
      grantedAt: '2026-03-03T12:00:00.000Z',
      endsAt: '2026-06-01T12:00:00.000Z',
      code: expect.stringMatching(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/),
      usesLeft: 1,
      friendsLeft: 2,
    });
  });

  test('show where content is only as long as it is held', async () => {
    const club = async (at: string) => {
      const { body } = await get(GRANTS, { at });
      return (body.grants as { reward: string }[]).find(({ reward }) => reward === 'club');
    };
    expect(await club('2026-04-01T11:59:59Z')).toMatchObject({
      status: 'active',
      link: 'https://birdhouse.example/club',
    });
    const ended = await club('2026-04-01T12:00:00Z');
    expect(ended).toMatchObject({ status: 'ended' });
    expect(ended).not.toHaveProperty('link');
  });
});

test.each([
  GRANTS,
  CATALOGUE,
  'GET /v1/members/{member}/entries',
  'GET /v1/members/{member}/messages',
] as const)('%s of nobody is not found', async (route) => {
  const answer = await get(route, { path: { member: 'nobody-of-twentytwo-ch' } });
  expect(answer).toMatchObject({ status: 404, contentType: 'application/problem+json' });
  expect(answer.body.detail).toContain('member');
});
