import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReferralAnswer } from '../../functions/activities/referral-contract.ts';
import { type Perch, startPerch } from '../support/perch.ts';
import { aCustomer, type Customer, read } from './customer.ts';

let perch: Perch;
beforeAll(async () => {
  perch = await startPerch();
});
afterAll(() => perch.stop());

const pathOf = async (customer: Customer, part: string) =>
  `/v1/members/${(await customer.member()).member}/${part}`;

/** A customer who has bought, and the code that is theirs. */
async function owner() {
  const customer = aCustomer(perch);
  await customer.buys('10.00');
  const path = await pathOf(customer, 'referral');
  const answer = await perch.ask('write', 'POST', path);
  expect(answer.status).toBe(201);
  const { code = '' } = answer.body as ReferralAnswer;
  return { customer, code, referral: () => read<ReferralAnswer>(perch, path) };
}

async function settle(customer: Customer) {
  const { member } = await customer.member();
  const answer = await perch.ask('operate', 'POST', '/v1/referrals/settlements', {
    body: { member },
  });
  await perch.settle();
  return answer;
}

test('a friend buys with the code, and two weeks later both have points for it', async () => {
  const { customer, code, referral } = await owner();
  const friend = aCustomer(perch, 'demo-store');
  await friend.buys('20.00', { discountCodes: [code.toLowerCase()] });
  const before = [(await customer.member()).balance, (await friend.member()).balance];
  expect(await settle(friend)).toMatchObject({ status: 200, body: { outcome: 'too-early' } });
  expect(await referral()).toMatchObject({ friends: { ever: 0 }, list: [{ status: 'waiting' }] });

  await perch.moveClock({ advance: 'P14D' });
  for (let i = 0; i < 2; i++) {
    expect(await settle(friend)).toMatchObject({
      status: 200,
      body: { outcome: 'settled', points: { owner: 200, member: 200 } },
    });
  }
  const [mine = 0, theirs = 0] = before;
  expect(await customer.member()).toMatchObject({ balance: mine + 200 });
  expect(await friend.member()).toMatchObject({ balance: theirs + 200 });
  expect(await referral()).toMatchObject({
    code,
    friends: { ever: 1, thisYear: 1 },
    levels: [{ friends: 1, reached: true }, { reached: false }, { reached: false }],
    list: [{ status: 'settled', points: 200 }],
  });
  const said = async (who: Customer) => (await who.messages()).map(({ text }) => text).join('\n');
  expect(await said(customer)).toContain('You got 200 points for a friend who bought');
  expect(await said(friend)).toContain('You got 200 points for buying with a friend’s code');
  const { rewards } = await customer.member();
  expect(rewards.map(({ id }) => id)).toContain('friend-bringer');
  const [entry] = await friend.entries();
  const { sentences } = await friend.explanation(entry ?? expect.fail('there is no entry'));
  expect(sentences[0]).toMatch(/^200 points for buying with a friend’s code on /);
}, 60_000);

test('an order that is called off or given back brings nothing', async () => {
  const { customer, code, referral } = await owner();
  const [refunder, canceller] = [aCustomer(perch), aCustomer(perch)];
  const given = await refunder.buys('20.00', { discountCodes: [code] });
  const called = await canceller.buys('20.00', { discountCodes: [code] });
  await refunder.getsBack(given, '20.00');
  await canceller.callsOff(called);
  const { balance } = await customer.member();
  await perch.moveClock({ advance: 'P14D' });
  for (const friend of [refunder, canceller]) {
    expect(await settle(friend)).toMatchObject({ body: { outcome: 'order-undone' } });
  }
  expect(await customer.member()).toMatchObject({ balance });
  expect(await referral()).toMatchObject({
    friends: { ever: 0 },
    list: [{ status: 'order-undone' }, { status: 'order-undone' }],
  });
}, 60_000);

test('nobody is their own friend, and who has bought before is no friend', async () => {
  const { customer, code, referral } = await owner();
  await customer.buys('20.00', { discountCodes: [code] });
  const known = aCustomer(perch);
  await known.buys('10.00');
  await known.buys('20.00', { discountCodes: [code] });
  await perch.moveClock({ advance: 'P14D' });
  for (const who of [customer, known]) expect((await settle(who)).status).toBe(404);
  expect(await referral()).toMatchObject({ friends: { ever: 0 }, list: [] });
}, 60_000);
