import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SoldOrder } from '../../infra/commands/sold-order.ts';
import { type Perch, startPerch } from '../support/perch.ts';
import { aCustomer, bodiesOf, newId, tell } from './customer.ts';

const SHOP = 'demo-shopify';
const { paid, refunded } = bodiesOf(SHOP);

/** What a shop knows of a buyer, and nobody else is to learn. */
const buyer = {
  customerId: '88117733001',
  email: 'marabella.holzweghausen@example.org',
  firstName: 'Marabella',
  lastName: 'Holzweghausen',
  phone: '+4915550007788',
  street: 'Lindenallee 4711b',
  ip: '203.0.113.177',
  note: 'please ring three times',
};

/** A paid order with everything in it that Shopify tells of a buyer. */
function outspoken(order: SoldOrder) {
  const { topic, body } = paid(order);
  const { email, phone, firstName: first_name, lastName: last_name, ip, note } = buyer;
  const address = { first_name, last_name, address1: buyer.street, phone };
  const personal = {
    email,
    contact_email: email,
    phone,
    note,
    browser_ip: ip,
    client_details: { browser_ip: ip },
    customer: { id: Number(buyer.customerId), email, first_name, last_name, phone },
    billing_address: address,
    shipping_address: address,
    note_attributes: [{ name: 'gift for', value: `${first_name} ${last_name}` }],
  };
  return { topic, body: { ...body, ...personal } };
}

interface LogLine {
  readonly level: string;
  readonly message: string;
  readonly timestamp: string;
  readonly service: string;
  readonly correlationId?: string;
}

/** One in the morning of UTC's next day, when it is night in the program's zone. */
function nextNight(now: number): string {
  return `${new Date(now + 86_400_000).toISOString().slice(0, 10)}T01:00:00.000Z`;
}

const folder = mkdtempSync(join(tmpdir(), 'perch-log-'));
let perch: Perch;
let order: SoldOrder;
let log: readonly LogLine[];

beforeAll(async () => {
  perch = await startPerch({ data: folder });
  // At night, so that what is to be mailed waits: what is kept of it must not say to whom it goes.
  await perch.moveClock({ now: nextNight(await perch.now()) });
  const customer = aCustomer(perch, SHOP, buyer.customerId);
  order = await customer.order('24.90');
  const sale = outspoken(order);
  await tell(perch, SHOP, sale);
  const refund = refunded(order, { refundId: newId(), amount: '10.00', at: order.paidAt });
  await tell(perch, SHOP, { ...refund, body: { ...refund.body, note: buyer.note } });
  // What is refused is logged too, and none of it may be what was sent.
  const nonsense = { ...sale.body, total_price: buyer.email, currency: buyer.phone };
  expect(await perch.post(SHOP, sale.topic, nonsense)).toMatchObject({ status: 400 });
  const headers = { 'x-shopify-topic': sale.topic, 'x-shopify-hmac-sha256': buyer.email };
  const forged = { method: 'POST', headers, body: JSON.stringify(sale.body) };
  expect(await fetch(`${perch.url}/webhooks/${SHOP}`, forged)).toMatchObject({ status: 401 });
  expect(await customer.member()).toMatchObject({ purchases: 1 });
  await perch.settle();
  log = readFileSync(join(folder, 'functions.log'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
    .filter((line): line is LogLine => !('_aws' in line));
});
afterAll(async () => {
  await perch.stop();
  rmSync(folder, { recursive: true });
});

test('every line of the log but for metrics is an object that says what, when, where and how grave', () => {
  expect(log.length).toBeGreaterThan(8);
  for (const line of log) {
    expect(line).toMatchObject({
      level: expect.stringMatching(/^(INFO|WARN)$/),
      message: expect.any(String),
      timestamp: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T.*Z$/),
      service: expect.any(String),
    });
  }
});

test('the correlation id of a delivery leads from the webhook to the messages', () => {
  const accepted = log.filter(({ message }) => message === 'delivery accepted');
  const [sale, refund] = accepted.map(({ correlationId }) =>
    log
      .filter((line) => line.correlationId === correlationId)
      .map(({ service, message }) => `${service}: ${message}`),
  );
  expect(sale?.sort()).toEqual([
    'grant-reward: reward granted',
    'grant-reward: reward granted',
    'ledger: entered',
    'notify: message held',
    'notify: message put in the inbox',
    'notify: message put in the inbox',
    'profile: contact kept',
    'relay: fact published',
    'start-promotion: promotion started',
    'webhooks: delivery accepted',
  ]);
  expect(refund?.sort()).toEqual([
    'ledger: entered',
    'notify: message put in the inbox',
    'relay: fact published',
    'webhooks: delivery accepted',
  ]);
});

test('a delivery that is refused is logged with the reason', () => {
  const refused = log.filter(({ message }) => message === 'delivery refused');
  expect(refused).toMatchObject([
    { level: 'WARN', status: 400, detail: expect.stringContaining('currency is not') },
    { level: 'WARN', status: 401, detail: expect.any(String) },
  ]);
});

test.each(Object.entries(buyer))('the %s of a buyer is on no disk', (_, secret) => {
  for (const file of readdirSync(folder)) {
    expect(readFileSync(join(folder, file)).includes(secret), file).toBe(false);
  }
});

test('what is looked for would be found: the order’s id is in the log of events and in the table', () => {
  const holding = readdirSync(folder).filter((file) =>
    readFileSync(join(folder, file)).includes(order.orderId),
  );
  expect(holding.some((file) => file.startsWith('journal.db'))).toBe(true);
  expect(holding.some((file) => file.startsWith('table.db'))).toBe(true);
});

test.each([
  ['events', () => perch.events()],
  ['outbox', () => perch.outbox()],
  ['executions', () => perch.executions()],
])('the %s say nothing of the buyer', async (_, shown) => {
  const text = JSON.stringify(await shown());
  expect(text.length).toBeGreaterThan(100);
  for (const secret of Object.values(buyer)) expect(text).not.toContain(secret);
});
