import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Perch, startPerch } from '../support/perch.ts';
import { aCustomer } from './customer.ts';

let perch: Perch;
beforeAll(async () => {
  perch = await startPerch();
});
afterAll(() => perch.stop());

test('an operator gives points, the member is told, and everybody can see who did it and why', async () => {
  const customer = aCustomer(perch);
  await customer.buys('10.00');
  const { member } = await customer.member();
  const path = `/v1/members/${member}/adjustments`;
  const sorry = { key: 'case 17', body: { points: 40, reason: 'the parcel was late' } };
  const first = await perch.ask('operate', 'POST', path, sorry);
  expect(first).toMatchObject({ status: 201, body: { points: 40, balance: 100 } });
  expect((await perch.ask('operate', 'POST', path, sorry)).body).toEqual(first.body);
  await perch.settle();
  expect(await customer.member()).toMatchObject({ balance: 100, purchases: 1 });

  const { by } = first.body as { by: string };
  const [entry] = await customer.entries();
  expect(entry).toMatchObject({ kind: 'adjusted', points: 40, reason: 'the parcel was late', by });
  const { sentences } = await customer.explanation(entry ?? expect.fail('there is no entry'));
  expect(sentences[0]).toContain(`by ${by}: the parcel was late.`);
  const [message] = await customer.messages();
  expect(message?.text).toBe('You were given 40 points, you have 100.');
});

test('what was given by mistake is taken back, and not more than there is', async () => {
  const customer = aCustomer(perch);
  await customer.buys('10.00');
  const { member } = await customer.member();
  const take = (points: number, key: string) =>
    perch.ask('operate', 'POST', `/v1/members/${member}/adjustments`, {
      key,
      body: { points, reason: 'a mistake' },
    });
  expect(await take(-50, 'one')).toMatchObject({ status: 201, body: { balance: 10 } });
  expect(await take(-50, 'two')).toMatchObject({ status: 409, body: { short: 40 } });
  expect(await take(-5_001, 'three')).toMatchObject({ status: 409, body: { most: 5_000 } });
  expect(await customer.member()).toMatchObject({ balance: 10 });
});

test('only a caller who may operate adjusts', async () => {
  const more = { key: 'a-key', body: { points: 1, reason: 'please' } };
  for (const scope of ['read', 'write'] as const) {
    const path = `/v1/members/${'A'.repeat(22)}/adjustments`;
    expect(await perch.ask(scope, 'POST', path, more)).toMatchObject({ status: 403 });
  }
});
