import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Perch, startPerch } from '../support/perch.ts';
import { aCustomer, type Customer } from './customer.ts';

let perch: Perch;
beforeAll(async () => {
  perch = await startPerch();
});
afterAll(() => perch.stop());

async function merge(one: Customer, other: Customer) {
  const [{ member }, { member: absorb }] = [await one.member(), await other.member()];
  const path = `/v1/members/${member}/merges`;
  const answer = await perch.ask('operate', 'POST', path, { body: { absorb } });
  expect(answer).toMatchObject({ status: 201, body: { member, absorbed: absorb } });
  await perch.settle();
  return { member, absorbed: absorb };
}

test('a person’s accounts in two shops become one, and reach together what neither had', async () => {
  const [online, store] = [aCustomer(perch), aCustomer(perch, 'demo-store')];
  await online.buys('10.00');
  await online.buys('10.00');
  await store.buys('10.00');
  const { member, absorbed } = await merge(online, store);

  for (const customer of [online, store]) {
    const seen = await customer.member();
    expect(seen).toMatchObject({
      member,
      absorbed: [absorbed],
      purchases: 3,
      tier: { id: 'regular' },
    });
    expect(seen.rewards.map(({ id }) => id)).toEqual([
      'thank-you-tag',
      'basic-content',
      'brand-supporter-badge',
      'priority-support',
    ]);
  }
  // What the store tells from now on, and of before, is known in the one ledger.
  await store.buys('10.00');
  expect(await online.member()).toMatchObject({ purchases: 4, balance: 150 });
});

test('a refund of an order from before finds the one who is left', async () => {
  const [online, store] = [aCustomer(perch), aCustomer(perch, 'demo-store')];
  await online.buys('10.00');
  const order = await store.buys('30.00');
  await merge(online, store);
  await store.getsBack(order, '20.00');
  expect(await online.member()).toMatchObject({ balance: 120, debt: 0, purchases: 2 });
});

test('a merge that was a mistake is undone, as long as nothing was spent', async () => {
  const [one, other] = [aCustomer(perch), aCustomer(perch)];
  await one.buys('10.00');
  await other.buys('30.00');
  const { member, absorbed } = await merge(one, other);
  const path = `/v1/members/${member}/merges/${absorbed}`;
  expect(await perch.ask('operate', 'DELETE', path)).toMatchObject({
    status: 200,
    body: { member, released: absorbed },
  });
  expect(await one.member()).toMatchObject({ member, balance: 60, purchases: 1, absorbed: [] });
  expect(await other.member()).toMatchObject({ member: absorbed, balance: 80, purchases: 1 });
  expect(await perch.ask('operate', 'DELETE', path)).toMatchObject({ status: 404 });
});
