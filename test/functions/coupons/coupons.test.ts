import { describe, expect, test } from 'vitest';
import { routes } from '../../../functions/coupons/contract.ts';
import { coupons } from '../../../functions/coupons/handler.ts';
import { couponCodes } from '../../../shared/identity/coupon-codes.ts';
import { loadProgram } from '../../../shared/program/load.ts';
import { readGrants } from '../../../shared/table/people/member-reads.ts';
import { grantItems, grantsOf } from '../../../shared/table/rewards/giving.ts';
import { type Grant, grantItem } from '../../../shared/table/rewards/grant-item.ts';
import { ask } from '../../support/invoke.ts';
import { useLocalTable } from '../../support/local-table.ts';
import { rewardProgram } from '../../support/reward-program.ts';

const local = useLocalTable();
const program = loadProgram(rewardProgram);
const KEY = 'a-key-for-tests-only';
const codes = couponCodes(KEY);

const [GET, USE, BACK] = [
  'GET /v1/coupons/{code}',
  'POST /v1/coupons/{code}/uses',
  'DELETE /v1/coupons/{code}/uses/{id}',
] as const;

const handler = () => coupons({ table: local.table, program, memberKey: async () => KEY });

let members = 0;

/** A member who has been given this coupon on March 10. */
async function aHolder(id: 'welcome-coupon' | 'ten-off' = 'welcome-coupon') {
  members += 1;
  const member = `member-${String(members).padStart(15, '0')}`;
  const reward = program.rewards.find((candidate) => candidate.id === id);
  if (reward === undefined) throw new Error(`there is no reward ${id}`);
  const at = Date.parse('2026-03-10T12:00:00Z');
  const [grant] = grantsOf(reward, { member, fact: `${member}.1`, at }, program, codes);
  if (grant?.coupon === undefined) throw new Error(`${id} is no coupon`);
  await local.table.transact(
    grantItems([grant], codes).map((item) => ({ item, condition: 'absent' })),
  );
  return { member, grant, code: grant.coupon.code };
}

const look = (code: string, at?: string) =>
  ask(handler(), GET, { path: { code }, ...(at === undefined ? {} : { at }) });

const use = (
  code: string,
  key: string,
  { at, ...more }: { by?: string; orderId?: string; at?: string } = {},
) =>
  ask(handler(), USE, {
    path: { code },
    headers: { 'idempotency-key': key },
    body: JSON.stringify({ shop: 'birdhouse', orderId: '1001', ...more }),
    ...(at === undefined ? {} : { at }),
  });

const giveBack = (code: string, id: unknown) =>
  ask(handler(), BACK, { path: { code, id: String(id) } });

/** Asks again, as a shop would, where Perch is too busy just now. */
async function untilAnswered<Answer extends { status: number }>(asking: () => Promise<Answer>) {
  for (;;) {
    const answer = await asking();
    if (answer.status !== 503) return answer;
  }
}

describe('a coupon', () => {
  test('says what it is worth, on what, from which amount and until when', async () => {
    const { code, member } = await aHolder('ten-off');
    const answer = await look(code);
    expect(answer).toMatchObject({ status: 200 });
    expect(answer.body).toEqual({
      code,
      reward: 'ten-off',
      member,
      status: 'active',
      worth: { amountMinor: { EUR: 1_000 } },
      minimumMinor: { EUR: 3_000 },
      products: ['seed-1', 'nest-1', 'nest-2'],
      usesLeft: 3,
      friendsLeft: 0,
      grantedAt: '2026-03-10T12:00:00.000Z',
      endsAt: '2026-04-09T12:00:00.000Z',
    });
    expect(routes[GET].answer.safeParse(answer.body).error).toBeUndefined();
  });

  test('is found however its code was typed', async () => {
    const { code } = await aHolder();
    for (const typed of [code.toLowerCase(), code.replaceAll('-', ''), ` ${code} `]) {
      expect(await look(typed)).toMatchObject({ status: 200, body: { code } });
    }
  });

  test.each([
    ['that nobody has', '7K2M-9QXD-04HT-VWN1', 404],
    ['of other characters', '💐💐💐💐-<script>', 404],
    ['of ten characters too few', '7K2M-9Q', 404],
    ['of 10 kB', 'A'.repeat(10_240), 400],
    ['of none', '', 400],
  ])('by a code %s is not there', async (_, code, status) => {
    const more = { path: { code, id: 'A'.repeat(22) } };
    const body = JSON.stringify({ shop: 'birdhouse', orderId: '1' });
    const headers = { 'idempotency-key': 'k' };
    for (const route of [GET, USE, BACK]) {
      const answer = await ask(handler(), route, { ...more, headers, body });
      expect(answer).toMatchObject({ status, contentType: 'application/problem+json' });
    }
  });

  test('keeps what it promised when the rules have changed since', async () => {
    const { code } = await aHolder();
    const later = loadProgram({
      ...rewardProgram,
      rewards: rewardProgram.rewards.map((reward) =>
        reward.id === 'welcome-coupon' && reward.kind === 'coupon'
          ? { ...reward, worth: { discountBps: 100 }, friends: 0 }
          : reward,
      ),
    });
    const memberKey = async () => KEY;
    const answer = await ask(coupons({ table: local.table, program: later, memberKey }), GET, {
      path: { code },
    });
    expect(answer.body).toMatchObject({ worth: { discountBps: 1_000 }, friendsLeft: 2 });
  });
});

describe('using a coupon', () => {
  test('counts, and under the same key is answered as the first was', async () => {
    const { code } = await aHolder('ten-off');
    const first = await use(code, 'cart 1');
    expect(first).toMatchObject({ status: 201 });
    expect(first.body).toEqual({
      id: expect.stringMatching(/^[\w-]{22}$/),
      code,
      shop: 'birdhouse',
      orderId: '1001',
      by: 'owner',
      usedAt: '2026-03-10T12:00:00.000Z',
      usesLeft: 2,
      friendsLeft: 0,
    });
    expect(routes[USE].answer.safeParse(first.body).error).toBeUndefined();
    await use(code, 'cart 2');
    expect(await use(code, 'cart 1', { at: '2026-03-11T12:00:00Z' })).toEqual(first);
    expect(await look(code)).toMatchObject({ body: { status: 'active', usesLeft: 1 } });
  });

  test('under the same key for another order is refused', async () => {
    const { code } = await aHolder('ten-off');
    await use(code, 'cart 1');
    expect(await use(code, 'cart 1', { orderId: '1002' })).toMatchObject({ status: 422 });
    expect(await look(code)).toMatchObject({ body: { usesLeft: 2 } });
  });

  test('fifty times at once, when once is allowed, works once', async () => {
    const { code, member } = await aHolder();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => untilAnswered(() => use(code, `cart ${i}`))),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, ...Array(49).fill(409)]);
    const [grant] = await readGrants(local.table, [member]);
    expect(grant).toMatchObject({ uses: 1, coupon: { friends: [] } });
  });

  test('fifty times at once under one key uses it once and answers all alike', async () => {
    const { code } = await aHolder('ten-off');
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => untilAnswered(() => use(code, 'one cart'))),
    );
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await look(code)).toMatchObject({ body: { usesLeft: 2 } });
  });

  test('by fifty friends at once, when two may, works twice, and the owner still can', async () => {
    const { code } = await aHolder();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        untilAnswered(() => use(code, `of ${i}`, { by: `friend ${i % 25}` })),
      ),
    );
    const worked = answers.filter(({ status }) => status === 201);
    expect(worked).toHaveLength(2);
    expect(await use(code, 'mine')).toMatchObject({ status: 201, body: { by: 'owner' } });
    expect(await look(code)).toMatchObject({ body: { status: 'used', usesLeft: 0 } });
  });

  test('by the same friend again is refused, and the friend is named nowhere', async () => {
    const { code, member } = await aHolder();
    const by = 'ann@example.org';
    expect(await use(code, 'ann', { by })).toMatchObject({ status: 201, body: { by: 'friend' } });
    expect(await use(code, 'ann again', { by })).toMatchObject({
      status: 409,
      body: { reason: 'coupon-used-by-friend' },
    });
    const grants = await readGrants(local.table, [member]);
    expect(JSON.stringify(grants)).not.toContain('ann');
  });

  test('that has ended is refused', async () => {
    const { code } = await aHolder();
    const at = '2026-06-08T12:00:00Z';
    expect(await use(code, 'late', { at })).toMatchObject({
      status: 409,
      body: { reason: 'coupon-ended' },
    });
    expect(await look(code, at)).toMatchObject({ body: { status: 'ended' } });
  });

  test('that was taken back is refused', async () => {
    const { code, grant } = await aHolder();
    const voided: Grant = { ...grant, voidedAt: '2026-03-10T13:00:00.000Z', revision: -1 };
    const condition = { attribute: 'uses', equals: 0 };
    await local.table.put({ item: grantItem(voided), condition });
    expect(await use(code, 'k')).toMatchObject({ status: 409, body: { reason: 'coupon-voided' } });
    expect(await look(code)).toMatchObject({ body: { status: 'voided' } });
  });

  test.each([
    ['without an order', '{"shop":"birdhouse"}', 'k', 'orderId'],
    ['in no shop', '{"orderId":"1"}', 'k', 'shop'],
    ['with more than is asked for', '{"shop":"s","orderId":"1","for":"free"}', 'k', 'for'],
    ['by a friend without a name', '{"shop":"s","orderId":"1","by":""}', 'k', 'by'],
    ['by a friend of 10 kB', `{"shop":"s","orderId":"1","by":"${'x'.repeat(10_240)}"}`, 'k', 'by'],
    ['that is no JSON', 'please', 'k', 'body'],
    ['without a key', '{"shop":"s","orderId":"1"}', '', 'idempotency-key'],
  ])('%s is refused', async (_, body, key, said) => {
    const { code } = await aHolder();
    const headers: Record<string, string> = key === '' ? {} : { 'idempotency-key': key };
    const answer = await ask(handler(), USE, { path: { code }, headers, body });
    expect(answer).toMatchObject({ status: 400, contentType: 'application/problem+json' });
    expect(answer.body.detail).toContain(said);
  });
});

describe('a use that is given back', () => {
  test('can be made again, and giving it back again changes nothing', async () => {
    const { code } = await aHolder();
    const { body } = await use(code, 'cart 1');
    const back = await giveBack(code, body.id);
    expect(back).toMatchObject({ status: 200, body: { id: body.id, usesLeft: 1 } });
    expect(routes[BACK].answer.safeParse(back.body).error).toBeUndefined();
    expect(await use(code, 'cart 2')).toMatchObject({ status: 201 });
    expect(await giveBack(code, body.id)).toEqual(back);
    expect(await look(code)).toMatchObject({ body: { usesLeft: 0 } });
  });

  test('twenty times at once comes back once', async () => {
    const { code } = await aHolder('ten-off');
    const { body } = await use(code, 'cart 1');
    await use(code, 'cart 2');
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => untilAnswered(() => giveBack(code, body.id))),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
    expect(await look(code)).toMatchObject({ body: { usesLeft: 2 } });
  });

  test('of a friend lets that friend in again', async () => {
    const { code } = await aHolder();
    const { body } = await use(code, 'ann', { by: 'ann' });
    expect(await giveBack(code, body.id)).toMatchObject({ body: { by: 'friend', friendsLeft: 2 } });
    expect(await use(code, 'ann again', { by: 'ann' })).toMatchObject({ status: 201 });
  });

  test('of another coupon is not found', async () => {
    const [one, other] = [await aHolder(), await aHolder()];
    const { body } = await use(one.code, 'cart 1');
    expect(await giveBack(other.code, body.id)).toMatchObject({ status: 404 });
    expect(await giveBack(one.code, 'nonsense')).toMatchObject({ status: 400 });
  });
});
