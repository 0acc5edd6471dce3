import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChangedAnswer, PreferencesAnswer } from '../../functions/preferences/contract.ts';
import { type Perch, startPerch } from '../support/perch.ts';
import { aCustomer, bodiesOf, newId } from './customer.ts';

const SHOP = 'demo-shopify';
const mara = {
  email: 'marabella.holzweghausen@example.org',
  phone: '+4915550007788',
  name: 'Marabella Holzweghausen',
};

const folder = mkdtempSync(join(tmpdir(), 'perch-preferences-'));
let perch: Perch;
beforeAll(async () => {
  perch = await startPerch({ data: folder });
});
afterAll(async () => {
  await perch.stop();
  rmSync(folder, { recursive: true });
});

/** A customer whose shop tells with each order how to reach them. */
function aReachableCustomer() {
  const id = newId();
  const customer = aCustomer(perch, SHOP, id);
  const path = async (part = '') =>
    `/v1/members/${(await customer.member()).member}/preferences${part}`;
  return {
    async buys(more: object = {}): Promise<void> {
      const { topic, body } = bodiesOf(SHOP).paid(await customer.order('10.00'));
      const [first_name, last_name] = mara.name.split(' ');
      const reached = {
        email: mara.email,
        phone: mara.phone,
        customer_locale: 'de',
        customer: { id: Number(id), first_name, last_name },
      };
      const answer = await perch.post(SHOP, topic, { ...body, ...reached, ...more });
      expect(answer).toMatchObject({ status: 202 });
      await perch.settle();
    },
    async preferences(): Promise<PreferencesAnswer> {
      const { status, body, headers } = await perch.api(await path());
      expect({ status, body }).toMatchObject({ status: 200 });
      expect(headers.get('cache-control')).toBe('no-store');
      return body as PreferencesAnswer;
    },
    put: async (body: unknown) => perch.ask('write', 'PUT', await path(), { body }),
    confirm: async (token: string) =>
      perch.ask('write', 'POST', await path('/confirmations'), { body: { token } }),
  };
}

const agrees = (channel: string, purpose: string, state = 'granted') => ({
  channel,
  purpose,
  state,
  text: 'Yes.',
  version: 'v1',
  locale: 'en',
  source: 'https://shop.example/account',
  method: 'checkbox',
});

describe('a customer', () => {
  test('who only buys is kept reachable, and no further', async () => {
    const customer = aReachableCustomer();
    await customer.buys();
    expect(await customer.preferences()).toMatchObject({
      contact: { email: mara.email },
      language: 'de',
      consents: [],
    });
    expect((await customer.preferences()).contact).toEqual({ email: mara.email });
  });

  test('who becomes a member by name is known by it from the next order on', async () => {
    const customer = aReachableCustomer();
    await customer.buys();
    const joins = { birthday: '--11-05', consents: [agrees('in-app', 'membership')] };
    expect(await customer.put(joins)).toMatchObject({ status: 200 });
    await customer.buys();
    expect(await customer.preferences()).toMatchObject({
      contact: { email: mara.email, name: mara.name },
      birthday: '--11-05',
    });
  });

  test('who wants news confirms it, and can have it no more', async () => {
    const customer = aReachableCustomer();
    await customer.buys();
    const asked = await customer.put({ consents: [agrees('email', 'marketing')] });
    const { consents, confirmations } = asked.body as ChangedAnswer;
    expect(consents).toMatchObject([{ state: 'pending' }]);
    const confirmed = await customer.confirm(confirmations[0]?.token ?? '');
    expect(confirmed).toMatchObject({ status: 200, body: { consents: [{ state: 'granted' }] } });
    await customer.put({ channels: { email: false } });
    expect(await customer.preferences()).toMatchObject({ channels: { email: false } });
  });
});

test('only a caller who may write changes what a member chose', async () => {
  const customer = aReachableCustomer();
  await customer.buys();
  const { member } = await customer.preferences();
  const path = `/v1/members/${member}/preferences`;
  expect(await perch.ask('read', 'PUT', path, { body: { degree: 1 } })).toMatchObject({
    status: 403,
  });
});

test('what is known of a person can be read on no disk and crossed the bus for nobody', async () => {
  for (const secret of Object.values(mara)) {
    for (const file of readdirSync(folder)) {
      expect(readFileSync(join(folder, file)).includes(secret), file).toBe(false);
    }
    expect(JSON.stringify(await perch.events())).not.toContain(secret);
  }
});

test('a contact that cannot be used is named in the log and lost, and the order is not', async () => {
  const customer = aReachableCustomer();
  await customer.buys({ email: 'x'.repeat(10_000), phone: '+49\u0000155' });
  expect((await customer.preferences()).contact).toEqual({});
  const log = readFileSync(join(folder, 'functions.log'), 'utf8');
  const line = log.split('\n').find((one) => one.includes('contact fields left out'));
  expect(JSON.parse(line ?? '{}')).toMatchObject({ shop: SHOP, unfit: ['email', 'phone'] });
  expect(log).not.toContain('xxxx');
});
