import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RedeemedAnswer, RestoredAnswer } from '../../functions/redemptions/contract.ts';
import { type Answer, type Perch, startPerch } from '../support/perch.ts';
import { fullProgram } from '../support/programs.ts';
import { aCustomer } from './customer.ts';

let perch: Perch;
beforeAll(async () => {
  perch = await startPerch({ program: fullProgram });
});
afterAll(() => perch.stop());

/** Asks again, as a checkout would, where Perch is too busy just now. */
async function redeem(member: string, body: object, key: string): Promise<Answer> {
  for (let attempt = 1; attempt <= 20; attempt++) {
    const path = `/v1/members/${member}/redemptions`;
    const answer = await perch.ask('write', 'POST', path, { body, key });
    if (answer.status !== 503) return answer;
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
  }
  throw new Error('Perch stayed too busy');
}

async function buyer(total: string) {
  const customer = aCustomer(perch);
  await customer.buys(total);
  const { member } = await customer.member();
  return { customer, member };
}

test('points are redeemed at a checkout, told of, and given back when it is called off', async () => {
  const { customer, member } = await buyer('100.00');
  const body = { points: 120, currency: 'EUR' };
  const first = await redeem(member, body, 'cart 1');
  const redeemed = first.body as RedeemedAnswer;
  expect(first.status).toBe(201);
  expect(redeemed).toMatchObject({ points: 120, balance: 30, purpose: { amountMinor: 120 } });
  expect((await redeem(member, body, 'cart 1')).body).toEqual(redeemed);
  expect(await redeem(member, { points: 1, currency: 'EUR' }, 'cart 1')).toMatchObject({
    status: 422,
  });
  const path = `/v1/members/${member}/redemptions/${redeemed.id}`;
  const off = await perch.ask('write', 'DELETE', path);
  expect(off).toMatchObject({ status: 200, body: { points: 120, lapsed: 0, balance: 150 } });
  expect((await perch.ask('write', 'DELETE', path)).body).toEqual(off.body as RestoredAnswer);

  await perch.settle();
  expect(await customer.member()).toMatchObject({
    balance: 150,
    expiring: [{ points: 50 }, { points: 100 }],
  });
  const said = (await customer.messages()).map(({ text }) => text);
  expect(said).toEqual(
    expect.arrayContaining([
      'You redeemed 120 points, you have 30.',
      '120 points came back from a redemption that was called off, you have 150.',
    ]),
  );
  const kinds = (await customer.entries()).map(({ kind }) => kind);
  expect(kinds).toEqual(['restored', 'redeemed', 'earned']);
});

test('a reward of the catalogue is the member’s at once, and no longer once it is called off', async () => {
  const { customer, member } = await buyer('100.00');
  const { body } = await redeem(member, { reward: 'mug' }, 'a mug');
  const { id } = body as RedeemedAnswer;
  const mug = async () => (await customer.member()).rewards.find((reward) => reward.id === 'mug');
  expect(await mug()).toMatchObject({ status: 'active', redemption: id, name: 'Perch mug' });
  const [entry] = await customer.entries();
  const { sentences } = await customer.explanation(entry ?? expect.fail('there is no entry'));
  expect(sentences[0]).toMatch(/^100 points were redeemed on .* for Perch mug\.$/);
  await perch.ask('write', 'DELETE', `/v1/members/${member}/redemptions/${id}`);
  expect(await mug()).toMatchObject({ status: 'voided' });
});

test('fifty who redeem one balance at once never take more than it holds', async () => {
  const { customer, member } = await buyer('100.00'); // 150 points: fifteen times ten
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, i) =>
      redeem(member, { points: 10, currency: 'EUR' }, `taker ${i}`),
    ),
  );
  const tally = (status: number) => answers.filter((answer) => answer.status === status).length;
  expect({ taken: tally(201), short: tally(409) }).toEqual({ taken: 15, short: 35 });
  const balances = answers.flatMap(({ status, body }) =>
    status === 201 ? [(body as RedeemedAnswer).balance] : [],
  );
  expect(balances.sort((a, b) => a - b)).toEqual(Array.from({ length: 15 }, (_, i) => i * 10));
  expect(await customer.member()).toMatchObject({ balance: 0, debt: 0, expiring: [] });
}, 60_000);

test('twelve who want one of five seats get five', async () => {
  const takers = [];
  for (let i = 0; i < 12; i++) takers.push(await buyer('10.00'));
  const answers = await Promise.all(
    takers.map(({ member }) => redeem(member, { reward: 'tasting' }, 'a seat')),
  );
  const reasons = answers.map(({ status, body }) => (body as { reason?: string }).reason ?? status);
  expect(reasons.sort()).toEqual([...Array(5).fill(201), ...Array(7).fill('out-of-stock')]);
}, 60_000);

test('a key of 10 kB, and points that are none, are refused, and nothing is written', async () => {
  const { customer, member } = await buyer('10.00');
  const path = `/v1/members/${member}/redemptions`;
  const body = { points: 1, currency: 'EUR' };
  const bad = [
    { body, key: 'k'.repeat(10_000) },
    { body },
    ...[-1, 0.5, 2 ** 53].map((points) => ({ body: { ...body, points }, key: 'a-key' })),
  ];
  for (const more of bad) {
    const answer = await perch.ask('write', 'POST', path, more);
    expect(answer).toMatchObject({ status: 400, body: { title: 'Bad Request' } });
  }
  expect(await customer.entries()).toHaveLength(1);
});

test('only a caller who may write redeems', async () => {
  const { member } = await buyer('10.00');
  for (const scope of ['read', 'operate'] as const) {
    const more = { body: { points: 1, currency: 'EUR' }, key: 'a-key' };
    const answer = await perch.ask(scope, 'POST', `/v1/members/${member}/redemptions`, more);
    expect(answer).toMatchObject({ status: 403, body: { message: 'Forbidden' } });
  }
});
