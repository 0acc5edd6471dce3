import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SoldOrder } from '../../infra/commands/sold-order.ts';
import { type Perch, startPerch } from '../support/perch.ts';
import { aCustomer, bodiesOf, type Customer, newId, tell } from './customer.ts';
import { queued } from './queues.ts';

const SHOP = 'demo-shopify';
const { paid, refunded } = bodiesOf(SHOP);
const WAITING = 'LedgerWriterWaitingRefundsQueue';

const folder = mkdtempSync(join(tmpdir(), 'perch-refunds-'));
let perch: Perch;
beforeAll(async () => {
  perch = await startPerch({ data: folder });
});
afterAll(async () => {
  await perch.stop();
  rmSync(folder, { recursive: true });
});

const pointsOf = async (customer: Customer) =>
  (await customer.entries()).map(({ points }) => points).toReversed();

test('a refund takes its share of what the order earned, and nothing for shipping', async () => {
  const customer = aCustomer(perch);
  const order = await customer.order('587.00', { currency: 'USD' });
  // 587.00 of goods and 11.94 of tax on top.
  const { topic, body } = paid(order);
  await tell(perch, SHOP, { topic, body: { ...body, total_price: '598.94' } });
  expect(await customer.member()).toMatchObject({ balance: 637, purchases: 1 });

  await customer.getsBack(order, '209.00');
  expect(await customer.member()).toMatchObject({ balance: 433, purchases: 1 });

  const shipping = refunded(order, { refundId: newId(), amount: '5.00', at: order.paidAt });
  const amount_set = { shop_money: { amount: '-5.00', currency_code: 'USD' } };
  const order_adjustments = [{ kind: 'shipping_refund', amount_set }];
  await tell(perch, SHOP, { ...shipping, body: { ...shipping.body, order_adjustments } });
  expect(await customer.member()).toMatchObject({ balance: 433, purchases: 1 });
  expect(await pointsOf(customer)).toEqual([637, -204, 0]);
});

test('a refund that takes points back is told, and one that takes none is not', async () => {
  const customer = aCustomer(perch);
  const order = await customer.buys('100.00');
  await customer.getsBack(order, '40.00');
  await customer.getsBack(order, '0.00');
  expect(await customer.entries()).toHaveLength(3);
  const said = await customer.messages();
  expect(said.filter(({ topic }) => topic === 'points.clawed-back')).toEqual([
    expect.objectContaining({ text: '40 points went back with your refund, you have 110.' }),
  ]);
});

test('three partial refunds take what one of the same sum takes', async () => {
  const [inParts, atOnce] = [aCustomer(perch), aCustomer(perch)];
  const order = await inParts.buys('99.99');
  for (const amount of ['10.01', '20.02', '30.03']) await inParts.getsBack(order, amount);
  await atOnce.getsBack(await atOnce.buys('99.99'), '60.06');

  expect(await pointsOf(inParts)).toEqual([149, -9, -20, -30]);
  expect(await pointsOf(atOnce)).toEqual([149, -59]);
  expect(await inParts.member()).toMatchObject({ balance: 90, purchases: 1 });
  expect(await atOnce.member()).toMatchObject({ balance: 90, purchases: 1 });
});

test('a cancellation after a refund takes the rest, and a refund after that nothing more', async () => {
  const customer = aCustomer(perch);
  const order = await customer.buys('100.00');
  await customer.getsBack(order, '40.00');
  await customer.callsOff(order);
  expect(await customer.member()).toMatchObject({ balance: 50, purchases: 0 });
  await customer.getsBack(order, '60.00');
  expect(await pointsOf(customer)).toEqual([150, -40, -60, 0]);
  expect(await customer.member()).toMatchObject({ balance: 50, debt: 0, purchases: 0 });
});

test('the order that was doubled for its tier is taken back doubled', async () => {
  const customer = aCustomer(perch);
  for (let i = 0; i < 3; i++) await customer.buys('10.00');
  const order = await customer.buys('10.00');
  await customer.getsBack(order, '5.00');
  expect(await pointsOf(customer)).toEqual([60, 10, 10, 20, -10]);
});

test('the explanation of an order tells what became of its points', async () => {
  const customer = aCustomer(perch);
  const order = await customer.buys('100.00');
  await customer.getsBack(order, '40.00');
  const [refund, entry] = await customer.entries();
  if (entry === undefined || refund === undefined) throw new Error('entries are missing');
  const explained = await customer.explanation(entry);
  expect(explained).toMatchObject({
    entry: { id: entry.id, points: 150, orderId: order.orderId },
    order: { earningBaseMinor: 10_000, refundedBaseMinor: 4_000, currency: 'EUR' },
    shares: [
      { rule: 'goods', points: 100, takenBack: 40, refundable: true, expired: false },
      { rule: 'tier:explorer', points: 50, takenBack: 0, refundable: false, expired: false },
    ],
    clawbacks: [{ entry: { id: refund.id }, settled: { taken: 40, owed: 0, lapsed: 0 } }],
  });
  expect(explained.sentences).toEqual(
    expect.arrayContaining([
      '100 points for €100.00 of goods.',
      '50 points for reaching Explorer.',
      `40 points taken back for the refund of order ${order.orderNumber}.`,
      'Of these points by now: 40 taken back and 110 left.',
    ]),
  );
  expect((await customer.explanation(refund)).entry).toMatchObject({ id: refund.id, points: -40 });
});

test('nobody is told of an entry under another member', async () => {
  const [customer, other] = [aCustomer(perch), aCustomer(perch)];
  await customer.buys('10.00');
  await other.buys('10.00');
  const [entry] = await customer.entries();
  const { member } = await other.member();
  const answer = await perch.api(`/v1/members/${member}/entries/${entry?.id}/explanation`);
  expect(answer).toMatchObject({ status: 404, body: { detail: 'There is no such entry.' } });
});

/** Of 40.00 of an order of which Perch has not heard; nor does the shop's API show it. */
const hearsOfRefund = (order: SoldOrder) =>
  tell(perch, SHOP, refunded(order, { refundId: newId(), amount: '40.00', at: order.paidAt }));

test('a refund that comes before its order waits, and is applied after the order came', async () => {
  const customer = aCustomer(perch);
  const order = await customer.order('100.00');
  await hearsOfRefund(order);
  expect(await queued(perch)).toEqual({ [WAITING]: 1 });

  await tell(perch, SHOP, paid(order));
  expect(await customer.member()).toMatchObject({ balance: 150 });
  await perch.moveClock({ advance: 'PT15M' });
  expect(await customer.member()).toMatchObject({ balance: 110 });
  expect(await queued(perch)).toEqual({});
});

test('a refund whose order never comes is recorded after three days, blocks no other, and is netted should it come', async () => {
  const [nobody, customer] = [aCustomer(perch), aCustomer(perch)];
  const lost = await nobody.order('100.00');
  await hearsOfRefund(lost);
  const order = await customer.buys('100.00');
  await customer.getsBack(order, '40.00');
  expect(await customer.member()).toMatchObject({ balance: 110 });

  await perch.moveClock({ advance: 'P2D' });
  expect(await queued(perch)).toEqual({ [WAITING]: 1 });
  await perch.moveClock({ advance: 'P2D' });
  expect(await queued(perch)).toEqual({});
  const recorded = readFileSync(join(folder, 'functions.log'), 'utf8')
    .split('\n')
    .filter((line) => line.includes('an order that never came'));
  expect(recorded).toHaveLength(1);
  expect(JSON.parse(recorded[0] ?? '')).toMatchObject({
    level: 'ERROR',
    shop: SHOP,
    orderId: lost.orderId,
  });
  expect(await nobody.lookUp()).toMatchObject({ status: 404 });

  // It comes after all: a shop tells of it again, or reconciliation finds it.
  await tell(perch, SHOP, paid(lost));
  expect(await nobody.member()).toMatchObject({ balance: 110, purchases: 1 });
  const topics = (await nobody.messages()).map(({ topic }) => topic);
  expect(topics.sort()).toEqual(['points.clawed-back', 'points.earned', 'tier.reached']);
});
