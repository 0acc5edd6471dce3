import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PreferencesAnswer } from '../../functions/preferences/contract.ts';
import type { ExportAnswer, RequestAnswer } from '../../functions/privacy/contract.ts';
import type { Post } from '../../infra/commands/storefront-kind.ts';
import { readAddresses } from '../../infra/local/addresses.ts';
import { localClient } from '../../infra/local/table.ts';
import { customerTold } from '../../shared/events/customer-events.ts';
import { busEntry, publish } from '../../shared/events/publish.ts';
import { demoShops } from '../../shared/shops/demo-shops.ts';
import { drawProgram } from '../support/draw-program.ts';
import { type Perch, startPerch } from '../support/perch.ts';
import { aCustomer, newId } from './customer.ts';
import { type Places, placesOf, readFolder, readTables } from './kept-places.ts';
import {
  later,
  type PlantedOrder,
  paid,
  person,
  secrets,
  shownByBigCommerce,
} from './planted-bodies.ts';
import { queued } from './queues.ts';

const folder = mkdtempSync(join(tmpdir(), 'perch-planted-'));
const customer = newId();
let perch: Perch;
/** Where everything is that is kept once all has been told. */
let places: Places;
/** The member of each shop. */
const members = new Map<string, string>();

async function tell(
  shop: string,
  { topic, body }: Post,
  status = shop === 'demo-bigcommerce' ? 200 : 202,
) {
  const answer = await perch.post(shop, topic, body);
  expect(answer, `${shop} ${topic}`).toMatchObject({ status });
  await perch.settle();
}

async function anOrder(by: string | undefined): Promise<PlantedOrder> {
  return { orderId: newId(), customer: by, at: new Date(await perch.now()).toISOString() };
}

/** Everything that shops and callers can say of the person. */
async function plant(): Promise<void> {
  for (const { id } of demoShops) {
    const shop = id as keyof typeof paid;
    for (const by of [customer, undefined]) {
      const order = await anOrder(by);
      if (shop === 'demo-bigcommerce') await show(shownByBigCommerce(order));
      await tell(shop, paid[shop](order));
      if (shop === 'demo-shopify') await tell(shop, later.refund(order));
    }
    const { member } = await aCustomer(perch, shop, customer).member();
    members.set(shop, member);
    await prefer(member);
  }
  // Consent keeps more than before, of what is told from then on.
  for (const { id } of demoShops) {
    const shop = id as keyof typeof paid;
    const order = await anOrder(customer);
    if (shop === 'demo-bigcommerce') await show(shownByBigCommerce(order));
    await tell(shop, paid[shop](order));
  }
  await tell('demo-stripe', later.subscription(await anOrder(customer)));
  // One that waits in a queue for its order, and some that nobody can read.
  await tell('demo-shopify', later.refund(await anOrder(customer)));
  for (const nonsense of later.nonsense) await tell('demo-shopify', nonsense, 400);
  await perch.post('demo-shopify', 'orders/paid', `{"email":"${person.email}",`);
  await giveUpOn('dead-letter-1');
}

/** Has what is sealed of the person come as another member's: nobody can open it, again and again. */
async function giveUpOn(correlationId: string): Promise<void> {
  const told = (await perch.events()).findLast(
    (event) => event['detail-type'] === customerTold.name,
  );
  const detail = { ...customerTold.schema.parse(told?.detail), correlationId };
  const { awsUrl, busName } = readAddresses(folder);
  const bus = new EventBridgeClient(localClient(awsUrl));
  const entry = busEntry(customerTold, { ...detail, member: 'a'.repeat(22) }, await perch.now());
  expect(await publish(bus, busName, [entry])).toEqual([]);
  bus.destroy();
  await perch.moveClock({ advance: 'PT40M' });
  expect(await queued(perch)).toMatchObject({ MemberProfilesToldDeadLetters: 1 });
}

async function show(documents: ReturnType<typeof shownByBigCommerce>): Promise<void> {
  for (const { collection, id, document } of documents) {
    const response = await fetch(`${perch.url}/_local/shops/demo-bigcommerce/${collection}/${id}`, {
      method: 'PUT',
      body: JSON.stringify(document),
    });
    expect(response.status).toBe(204);
  }
}

async function prefer(member: string): Promise<void> {
  const yes = (channel: string, purpose: string) => ({
    channel,
    purpose,
    state: 'granted',
    text: 'Yes.',
    version: 'v1',
    locale: 'en',
    source: 'https://shop.example/account',
    method: 'checkbox',
  });
  const consents = [
    yes('in-app', 'membership'),
    yes('in-app', 'publication'),
    yes('sms', 'transactional'),
  ];
  const { birthday, displayName } = person;
  const path = `/v1/members/${member}/preferences`;
  const answer = await perch.ask('write', 'PUT', path, {
    body: { birthday, displayName, consents },
  });
  expect(answer).toMatchObject({ status: 200 });
}

const preferencesOf = async (shop: string) => {
  const answer = await perch.api(`/v1/members/${members.get(shop)}/preferences`);
  return answer.body as PreferencesAnswer;
};

const all = (one: Places, other: Places): Places => new Map([...one, ...other]);

beforeAll(async () => {
  perch = await startPerch({ data: folder, program: drawProgram });
  await plant();
  const tables = await readTables(folder);
  const events = (await perch.events()).map((event) => JSON.stringify(event));
  await perch.stop();
  places = all(all(tables, readFolder(folder)), new Map([['bus', events]]));
  perch = await startPerch({ data: folder, program: drawProgram });
}, 180_000);
afterAll(async () => {
  await perch.stop();
  rmSync(folder, { recursive: true });
});

describe('what shops and members say of a person', () => {
  test('is kept, as far as it may be', async () => {
    for (const shop of members.keys()) {
      const { contact, birthday, displayName } = await preferencesOf(shop);
      expect({ birthday, displayName }, shop).toEqual({
        birthday: person.birthday,
        displayName: person.displayName,
      });
      expect(contact.email, shop).toBe(person.email);
    }
  });

  test('stands nowhere that anybody could read it', () => {
    for (const secret of secrets) expect([secret, placesOf(places, secret)]).toEqual([secret, []]);
  });

  test('is looked for where what says nothing of anybody is found', () => {
    const member = members.get('demo-shopify') ?? '';
    const found = placesOf(places, member);
    const table = expect.stringMatching(/^table .*LoyaltyTable/);
    expect(found).toEqual(
      expect.arrayContaining([
        table,
        'stream',
        'bus',
        'journal event',
        'file functions.log',
        'file table.db',
      ]),
    );
    // What waits for its order is in a queue.
    expect(placesOf(places, 'order.refunded')).toContain('journal message');
    expect(placesOf(places, 'dead-letter-1')).toContain('journal message');
  });

  test('would be found in every form in which it could be kept', () => {
    const { email } = person;
    const forms = [
      email,
      email.toUpperCase(),
      JSON.stringify({ body: JSON.stringify({ email }) }),
      ...['', 'x', 'xy'].map((before) =>
        Buffer.from(`${before}${email}, and more`).toString('base64'),
      ),
    ];
    for (const form of forms) {
      expect(placesOf(new Map([['here', [`before ${form} behind`]]]), email), form).toEqual([
        'here',
      ]);
    }
  });
});

describe('whoever asks', () => {
  test('is told all of it once it is fetched, and then the request is done', async () => {
    const body = later.asked('customers/data_request', customer, []);
    await tell('demo-shopify', body);
    const list = await perch.ask('operate', 'GET', '/v1/privacy-requests');
    const [request] = (list.body as { requests: RequestAnswer[] }).requests;
    expect(request).toMatchObject({ kind: 'export', member: members.get('demo-shopify') });
    const path = `/v1/privacy-requests/${request?.request}`;
    const fetched = await perch.ask('operate', 'POST', `${path}/export`);
    const { items, next } = fetched.body as ExportAnswer;
    expect(next).toBeUndefined();
    const profile = items.find(({ kind }) => kind === 'profile')?.content;
    expect(profile).toMatchObject({ email: { value: person.email }, birthday: person.birthday });
    const done = await perch.ask('operate', 'GET', path);
    expect(done.body).toMatchObject({ status: 'done' });
  });

  test('is forgotten by their shop’s word, and by an operator’s', async () => {
    const order = await anOrder(customer);
    await tell('demo-shopify', later.asked('customers/redact', customer, [order.orderId]));
    const path = `/v1/members/${members.get('demo-store')}`;
    const asked = await perch.ask('operate', 'DELETE', path, { key: 'forget' });
    expect(asked).toMatchObject({ status: 202, body: { status: 'open' } });
    await perch.settle();
    const { request } = asked.body as RequestAnswer;
    const receipt = await perch.ask('operate', 'GET', `/v1/privacy-requests/${request}`);
    expect(receipt.body).toMatchObject({ status: 'done', erased: { profile: 1 } });
    for (const shop of ['demo-shopify', 'demo-store']) {
      expect(await preferencesOf(shop), shop).toMatchObject({ contact: {}, consents: [] });
      expect(await aCustomer(perch, shop, customer).member()).toMatchObject({ purchases: 2 });
    }
    expect((await preferencesOf('demo-stripe')).contact.email).toBe(person.email);
  });

  test('comes back with an order as who they were, and is known anew', async () => {
    const before = await aCustomer(perch, 'demo-store', customer).member();
    await perch.moveClock({ advance: 'PT1M' });
    await tell('demo-store', paid['demo-store'](await anOrder(customer)));
    const after = await aCustomer(perch, 'demo-store', customer).member();
    expect(after).toMatchObject({ member: before.member, purchases: before.purchases + 1 });
    expect(after.balance).toBeGreaterThan(before.balance);
    expect((await preferencesOf('demo-store')).contact).toEqual({ email: person.email });
  });
});
