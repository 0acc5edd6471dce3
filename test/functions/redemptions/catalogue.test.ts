import { describe, expect, test } from 'vitest';
import { routes } from '../../../functions/redemptions/contract.ts';
import { redemptions } from '../../../functions/redemptions/handler.ts';
import { decide } from '../../../shared/domain/ledger/ledger.ts';
import { couponCodes } from '../../../shared/identity/coupon-codes.ts';
import { loadProgram } from '../../../shared/program/load.ts';
import { alone, append, readMember } from '../../../shared/table/ledger/ledger.ts';
import { readGrants } from '../../../shared/table/people/member-reads.ts';
import { findCoupon, writeCouponUse } from '../../../shared/table/rewards/coupon.ts';
import { statusOf } from '../../../shared/table/rewards/grant-item.ts';
import { ask } from '../../support/invoke.ts';
import { useLocalTable } from '../../support/local-table.ts';
import { anOrder, occasionAt } from '../../support/member-ledger.ts';
import { rewardProgram } from '../../support/reward-program.ts';

const local = useLocalTable();
const program = loadProgram(rewardProgram);
const KEY = 'a-key-for-tests-only';
const codes = couponCodes(KEY);
const NOW = Date.parse('2026-03-10T12:00:00Z');

const [POST, DELETE] = [
  'POST /v1/members/{member}/redemptions',
  'DELETE /v1/members/{member}/redemptions/{id}',
] as const;

const handler = () => redemptions({ table: local.table, program, memberKey: async () => KEY });

let members = 0;

/** A member with so many orders of 150.00 each. */
async function aMember(orders = 1): Promise<string> {
  members += 1;
  const member = `member-${String(members).padStart(15, '0')}`;
  for (let i = 0; i < orders; i++) {
    const order = anOrder(`${i} of ${member}`, 15_000);
    await append(local.table, member, (state) =>
      alone(
        decide(state, { type: 'enter-order', order }, occasionAt('2026-03-10T12:00:00Z'), program),
      ),
    );
  }
  return member;
}

const redeem = (member: string, body: object, key = 'a-key', at?: string) =>
  ask(handler(), POST, {
    path: { member },
    headers: { 'idempotency-key': key },
    body: JSON.stringify(body),
    ...(at === undefined ? {} : { at }),
  });

const callOff = (member: string, id: unknown) =>
  ask(handler(), DELETE, { path: { member, id: String(id) } });

/** Uses the coupon that has this code. */
async function use(code: string): Promise<void> {
  const found = await findCoupon(local.table, codes.hashOf(code));
  if (found === undefined) throw new Error(`there is no coupon ${code}`);
  const user = { by: 'owner' } as const;
  const request = { use: 'a-use', request: 'a-hash', shop: 'birdhouse', orderId: '1', user };
  await writeCouponUse(local.table, found, request, NOW);
}

const statusesOf = async (member: string) =>
  (await readGrants(local.table, [member])).map((grant) => [grant.reward, statusOf(grant, NOW)]);

type Coupons = readonly { readonly code: string }[];

describe('a coupon of the catalogue', () => {
  test('comes with its code at once, the same for a repeat, and with an end', async () => {
    const member = await aMember();
    const first = await redeem(member, { reward: 'ten-off' });
    expect(first).toMatchObject({ status: 201, body: { points: 10, balance: 190 } });
    expect(routes[POST].answer.safeParse(first.body).error).toBeUndefined();
    expect(await redeem(member, { reward: 'ten-off' })).toEqual(first);
    const [coupon] = first.body.coupons as Coupons;
    const found = await findCoupon(local.table, codes.hashOf(coupon?.code ?? ''));
    expect(found?.grant).toMatchObject({
      member,
      redemption: first.body.id,
      endsAt: '2026-04-09T12:00:00.000Z',
    });
  });

  test('that was used stays, and its points are spent', async () => {
    const member = await aMember();
    const { body } = await redeem(member, { reward: 'ten-off' });
    const [coupon] = body.coupons as Coupons;
    await use(coupon?.code ?? '');
    const refused = await callOff(member, body.id);
    expect(refused).toMatchObject({ status: 409, body: { reason: 'reward-used' } });
    expect(await readMember(local.table, member)).toMatchObject({ v: 2 });
  });

  test('is used or called off, whichever is first, and never both', async () => {
    for (let i = 0; i < 20; i++) {
      const member = await aMember();
      const { body } = await redeem(member, { reward: 'ten-off' });
      const [coupon] = body.coupons as Coupons;
      const [used, off] = await Promise.allSettled([
        use(coupon?.code ?? ''),
        callOff(member, body.id),
      ]);
      const { uses, voidedAt } = (await readGrants(local.table, [member]))[0] ?? {};
      expect(used.status).toBe('fulfilled');
      const isOff = off.status === 'fulfilled' && off.value.status === 200;
      expect([uses, voidedAt !== undefined]).toEqual(isOff ? [0, true] : [1, false]);
    }
  });
});

describe('a pack of the catalogue', () => {
  test('gives all of its parts, and takes them back as one', async () => {
    const member = await aMember();
    const { body } = await redeem(member, { reward: 'nest-pack' });
    expect(body.coupons).toMatchObject([{ reward: 'ten-off' }]);
    const parts = ['nest-badge', 'nest-pack', 'ten-off'];
    expect((await statusesOf(member)).toSorted()).toEqual(parts.map((part) => [part, 'active']));
    expect(await callOff(member, body.id)).toMatchObject({ status: 200, body: { points: 30 } });
    expect((await statusesOf(member)).toSorted()).toEqual(parts.map((part) => [part, 'voided']));
  });

  test('of which a part was used stays whole', async () => {
    const member = await aMember();
    const { body } = await redeem(member, { reward: 'nest-pack' });
    const [coupon] = body.coupons as Coupons;
    await use(coupon?.code ?? '');
    expect(await callOff(member, body.id)).toMatchObject({ status: 409 });
    expect((await statusesOf(member)).map(([, status]) => status)).not.toContain('voided');
  });
});

describe('an offer', () => {
  test.each([
    ['from a tier on', 'feeder', [1, 3], [409, 201]],
    ['up to a tier', 'sticker', [1, 3], [201, 409]],
  ])('%s is for those of the tier that they have now', async (_, reward, orders, statuses) => {
    for (const [i, count] of orders.entries()) {
      const answer = await redeem(await aMember(count), { reward });
      expect(answer.status).toBe(statuses[i]);
      if (answer.status === 409) {
        expect(answer.body).toMatchObject({ reason: 'not-for-member', why: 'tier' });
      }
    }
  });

  test('for a segment is for who is in it now', async () => {
    const refused = await redeem(await aMember(6), { reward: 'tour' });
    expect(refused).toMatchObject({
      status: 409,
      body: { reason: 'not-for-member', why: 'segment' },
    });
    expect(await redeem(await aMember(7), { reward: 'tour' })).toMatchObject({ status: 201 });
  });

  test('of which one may have two a month gives two of fifty at once', async () => {
    const member = await aMember();
    const answers = await Promise.all(
      Array.from({ length: 50 }, async (_, i) => {
        for (;;) {
          const answer = await redeem(member, { reward: 'tea' }, `cup ${i}`);
          if (answer.status !== 503) return answer;
        }
      }),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(2);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.body).toMatchObject({ reason: 'limit-reached', times: 2, in: 'month' });
    expect(refused?.body.detail).toContain('2 times this month');
    const april = '2026-04-01T00:00:00Z';
    expect(await redeem(member, { reward: 'tea' }, 'of April', april)).toMatchObject({
      status: 201,
    });
  });

  test('of which one may have two has one again when one is called off', async () => {
    const member = await aMember();
    const first = await redeem(member, { reward: 'tea' }, 'cup 1');
    await redeem(member, { reward: 'tea' }, 'cup 2');
    expect(await redeem(member, { reward: 'tea' }, 'cup 3')).toMatchObject({ status: 409 });
    await callOff(member, first.body.id);
    expect(await redeem(member, { reward: 'tea' }, 'cup 3')).toMatchObject({ status: 201 });
  });
});

describe('points at a checkout', () => {
  test('pay the part of an order that the program allows, and no more', async () => {
    const member = await aMember();
    const asked = { points: 51, currency: 'EUR', orderMinor: 101 };
    expect(await redeem(member, asked)).toMatchObject({
      status: 409,
      body: { reason: 'more-than-allowed', most: 50, detail: expect.stringContaining('50') },
    });
    const allowed = await redeem(member, { ...asked, points: 50 });
    expect(allowed).toMatchObject({ status: 201, body: { points: 50 } });
  });

  test.each([0, -1, 1.5, '100', 1e15])('of an order of %j are refused', async (orderMinor) => {
    const answer = await redeem(await aMember(), { points: 1, currency: 'EUR', orderMinor });
    expect(answer).toMatchObject({ status: 400 });
    expect(answer.body.detail).toContain('orderMinor');
  });
});

test('a program that sells points for points cannot be used', () => {
  for (const reward of ['gift-points', 'birthday-pack']) {
    const document = { ...rewardProgram, catalogue: [{ reward, points: 10 }] };
    expect(() => loadProgram(document)).toThrow('catalogue.0.reward');
  }
});
