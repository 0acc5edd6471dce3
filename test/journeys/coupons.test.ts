import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CouponAnswer, CouponUsedAnswer } from '../../functions/coupons/contract.ts';
import type { CatalogueAnswer, GrantsAnswer } from '../../functions/members/contract.ts';
import type { RedeemedAnswer } from '../../functions/redemptions/contract.ts';
import { type Answer, type Perch, startPerch } from '../support/perch.ts';
import { rewardProgram } from '../support/reward-program.ts';
import { aCustomer, read } from './customer.ts';

let perch: Perch;
beforeAll(async () => {
  perch = await startPerch({ program: rewardProgram });
});
afterAll(() => perch.stop());

/** A customer who has just bought for the first time, and what Perch has given them. */
async function buyer(total = '100.00') {
  const customer = aCustomer(perch);
  await customer.buys(total);
  const { member } = await customer.member();
  const path = `/v1/members/${member}`;
  const grants = async () => (await read<GrantsAnswer>(perch, `${path}/grants?lang=en`)).grants;
  return {
    customer,
    path,
    grants,
    /** The code of the coupon that this reward is. */
    codeOf: async (reward: string): Promise<string> =>
      (await grants()).find((grant) => grant.reward === reward)?.code ??
      expect.fail(`${reward} was not given`),
  };
}

const look = (code: string) => read<CouponAnswer>(perch, `/v1/coupons/${encodeURIComponent(code)}`);

/** Asks again, as a shop would, where Perch is too busy just now. */
async function use(code: string, key: string, by?: string): Promise<Answer> {
  const body = { shop: 'demo-shopify', orderId: key, ...(by === undefined ? {} : { by }) };
  for (;;) {
    const path = `/v1/coupons/${encodeURIComponent(code)}/uses`;
    const answer = await perch.ask('write', 'POST', path, { body, key });
    if (answer.status !== 503) return answer;
  }
}

test('a first order brings a coupon, which its owner and two friends use, and nobody else', async () => {
  const { customer, codeOf } = await buyer();
  const code = await codeOf('welcome-coupon');
  expect((await customer.messages()).map(({ text }) => text).join()).toContain('Welcome coupon');
  expect(await look(code.toLowerCase())).toMatchObject({
    code,
    status: 'active',
    worth: { discountBps: 1_000 },
    usesLeft: 1,
    friendsLeft: 2,
  });
  const first = await use(code, 'cart 1');
  expect(first.status).toBe(201);
  expect((await use(code, 'cart 1')).body).toEqual(first.body);
  expect(await use(code, 'cart 2')).toMatchObject({
    status: 409,
    body: { reason: 'coupon-used-up' },
  });
  expect((await use(code, 'of ann', 'ann')).status).toBe(201);
  expect((await use(code, 'of ann too', 'ann')).status).toBe(409);
  expect((await use(code, 'of ben', 'ben')).status).toBe(201);
  expect((await use(code, 'of cem', 'cem')).status).toBe(409);
  expect(await look(code)).toMatchObject({ status: 'used', usesLeft: 0, friendsLeft: 0 });

  const { id } = first.body as CouponUsedAnswer;
  const back = await perch.ask('write', 'DELETE', `/v1/coupons/${code}/uses/${id}`);
  expect(back).toMatchObject({ status: 200, body: { usesLeft: 1 } });
  expect((await use(code, 'cart 3')).status).toBe(201);
}, 60_000);

test('fifty checkouts that use one coupon at once use it once', async () => {
  const { codeOf } = await buyer();
  const code = await codeOf('welcome-coupon');
  const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => use(code, `cart ${i}`)));
  const statuses = answers.map(({ status }) => status).sort();
  expect(statuses).toEqual([201, ...Array(49).fill(409)]);
}, 60_000);

test('a coupon of the catalogue comes with its code, ends with its day, and goes with its redemption', async () => {
  const { customer, path, grants } = await buyer();
  const catalogue = await read<CatalogueAnswer>(perch, `${path}/catalogue?lang=en`);
  expect(catalogue.offers.find(({ reward }) => reward === 'ten-off')).toMatchObject({
    name: 'Ten off',
    redeemable: true,
  });
  const redeem = async (key: string): Promise<RedeemedAnswer> => {
    const body = { reward: 'ten-off' };
    const answer = await perch.ask('write', 'POST', `${path}/redemptions`, { body, key });
    expect(answer.status).toBe(201);
    return answer.body as RedeemedAnswer;
  };
  const [kept, calledOff] = [await redeem('one'), await redeem('another')];
  const off = await perch.ask('write', 'DELETE', `${path}/redemptions/${calledOff.id}`);
  expect(off.status).toBe(200);
  const [code = '', gone = ''] = [kept, calledOff].map(({ coupons }) => coupons?.[0]?.code);
  expect(await look(gone)).toMatchObject({ status: 'voided' });
  expect(await use(gone, 'a cart')).toMatchObject({ status: 409 });
  expect((await use(code, 'a cart')).status).toBe(201);
  const used = await perch.ask('write', 'DELETE', `${path}/redemptions/${kept.id}`);
  expect(used).toMatchObject({ status: 409, body: { reason: 'reward-used' } });
  expect(await customer.member()).toMatchObject({ balance: 140 });

  await perch.moveClock({ advance: 'P31D' });
  expect(await look(code)).toMatchObject({ status: 'ended', usesLeft: 2 });
  expect(await use(code, 'late')).toMatchObject({ status: 409, body: { reason: 'coupon-ended' } });
  const states = (await grants()).filter(({ reward }) => reward === 'ten-off');
  expect(states.map(({ status }) => status).sort()).toEqual(['ended', 'voided']);
}, 60_000);

test('what a campaign gives comes without a tier, and is told of', async () => {
  const { customer, grants } = await buyer('10.00');
  expect((await grants()).map(({ reward }) => reward)).not.toContain('club');
  await customer.buys('10.00');
  expect((await grants()).find(({ reward }) => reward === 'club')).toMatchObject({
    status: 'active',
    link: 'https://birdhouse.example/club',
  });
  const said = (await customer.messages()).map(({ text }) => text);
  expect(said).toContain('Yours from today: Bird club.');
  await customer.buys('10.00');
  const clubs = (await grants()).filter(({ reward }) => reward === 'club');
  expect(clubs).toHaveLength(1);
}, 60_000);

test('codes that are none, and callers who may not, are refused', async () => {
  const { codeOf, path } = await buyer('10.00');
  const code = await codeOf('welcome-coupon');
  for (const [typed, status] of [
    ['7K2M-9QXD-04HT-VWN1', 404],
    ['%F0%9F%92%90<script>', 404],
    ['A'.repeat(10_000), 400],
  ] as const) {
    expect((await perch.api(`/v1/coupons/${typed}`)).status).toBe(status);
    const more = { body: { shop: 's', orderId: '1' }, key: 'k' };
    const answer = await perch.ask('write', 'POST', `/v1/coupons/${typed}/uses`, more);
    expect(answer.status).toBe(status);
  }
  const more = { body: { shop: 's', orderId: '1' }, key: 'k' };
  expect((await perch.ask('read', 'POST', `/v1/coupons/${code}/uses`, more)).status).toBe(403);
  expect((await perch.ask('operate', 'GET', `/v1/coupons/${code}`)).status).toBe(403);
  const nobody = path.replace(/[^/]+$/, 'nobody-of-twentytwo-ch');
  for (const part of ['entries', 'messages', 'grants', 'catalogue']) {
    expect((await perch.api(`${nobody}/${part}`)).status).toBe(404);
  }
});
