import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Perch, startPerch } from '../support/perch.ts';
import { aCustomer, bodiesOf, type Customer, newId, tell } from './customer.ts';

const SHOP = 'demo-shopify';
const { paid, refunded } = bodiesOf(SHOP);

let perch: Perch;
beforeAll(async () => {
  perch = await startPerch();
});
afterAll(() => perch.stop());

/** Everything about a member that a repeat could change. */
async function standingOf(customer: Customer) {
  return {
    member: await customer.member(),
    entries: await customer.entries(),
    messages: await customer.messages(),
  };
}

test('the same signed order twenty times at once is accepted twenty times and entered once', async () => {
  const customer = aCustomer(perch);
  const { topic, body } = paid(await customer.order('24.90'));
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => perch.post(SHOP, topic, body, 'one-delivery')),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(202));
  await perch.settle();
  expect(await customer.entries()).toHaveLength(1);
  expect(await customer.messages()).toHaveLength(2);
  expect(await customer.member()).toMatchObject({ balance: 74, purchases: 1 });
});

test('an order under another customer changes nothing for either', async () => {
  const [buyer, other] = [aCustomer(perch), aCustomer(perch)];
  const order = await buyer.buys('24.90');
  const before = await standingOf(buyer);
  await tell(perch, SHOP, paid({ ...order, customer: other.id }));
  expect(await standingOf(buyer)).toEqual(before);
  expect(await other.lookUp()).toMatchObject({ status: 404 });
});

test('an order that comes again with another sum keeps what it first said', async () => {
  const customer = aCustomer(perch);
  const order = await customer.buys('24.90');
  const before = await standingOf(customer);
  await tell(perch, SHOP, paid({ ...order, total: '99.00' }));
  expect(await standingOf(customer)).toEqual(before);
});

test('the repeat of a refund changes nothing', async () => {
  const customer = aCustomer(perch);
  const order = await customer.buys('100.00');
  const refund = { refundId: newId(), amount: '40.00', at: order.paidAt };
  await tell(perch, SHOP, refunded(order, refund));
  const before = await standingOf(customer);
  expect(before.member.balance).toBe(110);
  await tell(perch, SHOP, refunded(order, refund));
  expect(await standingOf(customer)).toEqual(before);
});

test('five refunds, each delivered four times and all at once, are each taken back once', async () => {
  const customer = aCustomer(perch);
  const order = await customer.buys('100.00');
  const refunds = Array.from({ length: 5 }, () => ({
    refundId: newId(),
    amount: '10.00',
    at: order.paidAt,
  }));
  await Promise.all(
    [...refunds, ...refunds, ...refunds, ...refunds].map((refund) => {
      const { topic, body } = refunded(order, refund);
      return perch.post(SHOP, topic, body);
    }),
  );
  await perch.settle();
  expect(await customer.entries()).toHaveLength(6);
  expect(await customer.member()).toMatchObject({ balance: 100, purchases: 1 });
});

test('an order delivered again three weeks later, when no queue remembers it, changes nothing', async () => {
  const customer = aCustomer(perch);
  const order = await customer.buys('24.90');
  await perch.moveClock({ advance: 'P21D' });
  const before = await standingOf(customer);
  await tell(perch, SHOP, paid(order));
  expect(await standingOf(customer)).toEqual(before);
  const entries = await customer.entries();
  expect(entries.filter(({ kind }) => kind === 'earned')).toHaveLength(1);
}, 240_000);
