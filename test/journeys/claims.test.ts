import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClaimAnswer, EnrolmentAnswer } from '../../functions/claims/contract.ts';
import { fourTierLadder } from '../../shared/program/presets/four-tier-ladder.ts';
import { type Perch, startPerch } from '../support/perch.ts';
import { aCustomer, anOrder, bodiesOf, newId, tell } from './customer.ts';

const SHOP = 'demo-shopify';
const EMAIL = 'marabella.holzweghausen@example.org';

const joinUs = { version: 'v1', text: { en: 'Join us?', 'zh-CN': '加入吗？' } };

let perch: Perch;
beforeAll(async () => {
  const enrolment = { joins: 'by-consent', consent: joinUs, ordersWaitDays: 30 } as const;
  perch = await startPerch({ program: { ...fourTierLadder, enrolment } });
});
afterAll(async () => {
  await perch.stop();
});

/** The id of a customer who is no member yet: it stands beside the news that they are none. */
async function idOf(customer: { lookUp(): Promise<{ status: number; body: unknown }> }) {
  const { status, body } = await customer.lookUp();
  expect(status).toBe(404);
  return String((body as { member: unknown }).member);
}

/** Agrees to be a member. */
async function joins(member: string): Promise<EnrolmentAnswer> {
  const consent = { version: 'v1', locale: 'en', source: 'https://shop.example/join' };
  const path = `/v1/members/${member}/enrolments`;
  const { status, body } = await perch.ask('write', 'POST', path, { body: { consent } });
  expect({ status, body }).toMatchObject({ status: 201 });
  await perch.settle();
  return body as EnrolmentAnswer;
}

describe('a customer who has not joined', () => {
  test('has orders that wait, and with a yes all that they brought, promotions too', async () => {
    const customer = aCustomer(perch);
    const orders = [];
    for (const total of ['10.00', '20.00', '30.00']) orders.push(await customer.buys(total));
    const [first] = orders;
    if (first !== undefined) await customer.getsBack(first, '4.00');
    const member = await idOf(customer);
    const factsOf = async () =>
      (await perch.events()).filter(({ detail }) => JSON.stringify(detail).includes(member));
    const before = (await factsOf()).map((event) => event['detail-type']);
    expect(before).not.toContain('points.earned');

    const joined = await joins(member);
    expect(joined).toMatchObject({
      member,
      orders: [{ earned: 60, takenBack: 4 }, { earned: 20 }, { earned: 30 }],
      points: 106,
      more: false,
    });
    expect(await customer.member()).toMatchObject({ balance: 106, tier: { id: 'regular' } });
    const facts = (await factsOf()).map((event) => event['detail-type']);
    expect(facts.filter((name) => name === 'points.earned')).toHaveLength(3);
    expect(facts).toContain('tier.reached');
    expect(await joins(member)).toEqual(joined);

    await customer.buys('5.00');
    expect(await customer.member()).toMatchObject({ balance: 116 });
  });
});

describe('an order that names no customer', () => {
  test('counts for who shows its number and address, once they have joined', async () => {
    const member = await idOf(aCustomer(perch));
    const order = await anOrder(perch, { total: '12.00', orderNumber: `#G-${newId()}` });
    const { topic, body } = bodiesOf(SHOP).paid(order);
    await tell(perch, SHOP, { topic, body: { ...body, email: EMAIL } });
    const claim = (email: string, orderNumber = order.orderNumber) =>
      perch.ask('write', 'POST', `/v1/members/${member}/claims`, {
        body: { shop: SHOP, orderNumber, email },
        key: newId(),
      });
    expect(await claim(EMAIL)).toMatchObject({ status: 409, body: { reason: 'not-joined' } });
    await joins(member);
    expect(await claim('lin@example.org')).toMatchObject({ status: 404 });
    const claimed = await claim(EMAIL.toUpperCase(), order.orderNumber.slice(1).toLowerCase());
    expect(claimed).toMatchObject({ status: 201 });
    expect(claimed.body as ClaimAnswer).toMatchObject({ member, order: { earned: 62 } });
    await perch.settle();
    const { body: now } = await perch.api(`/v1/members/${member}`);
    expect(now).toMatchObject({ balance: 62 });
    expect(JSON.stringify(await perch.events())).not.toContain(EMAIL);
  });

  test('is claimed without a proof by operators alone', async () => {
    const member = await idOf(aCustomer(perch));
    await joins(member);
    const order = await anOrder(perch);
    await tell(perch, SHOP, bodiesOf(SHOP).paid(order));
    const path = `/v1/members/${member}/claims/unproved`;
    const { orderNumber } = order;
    const body = { shop: SHOP, orderNumber, reason: 'showed the receipt' };
    expect(await perch.ask('write', 'POST', path, { body, key: 'k' })).toMatchObject({
      status: 403,
    });
    expect(await perch.ask('operate', 'POST', path, { body, key: 'k' })).toMatchObject({
      status: 201,
      body: { member, order: { orderId: order.orderId } },
    });
  });
});
