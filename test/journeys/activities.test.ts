import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ActivityAnswer, WaitingAnswer } from '../../functions/activities/contract.ts';
import { activityProgram } from '../support/activity-program.ts';
import { type Answer, type Perch, startPerch } from '../support/perch.ts';
import { aCustomer } from './customer.ts';

let perch: Perch;
beforeAll(async () => {
  perch = await startPerch({ program: activityProgram });
});
afterAll(() => perch.stop());

/** Asks again, as a brand's own system would, where Perch is too busy just now. */
async function post(path: string, body: object, key: string): Promise<Answer> {
  for (let attempt = 1; attempt <= 20; attempt++) {
    const answer = await perch.ask('write', 'POST', path, { body, key });
    if (answer.status !== 503) return answer;
  }
  throw new Error('Perch stayed too busy');
}

async function buyer() {
  const customer = aCustomer(perch);
  await customer.buys('10.00');
  const { member } = await customer.member();
  const does = (activity: string, key: string, more: object = {}) =>
    post(`/v1/members/${member}/activities`, { activity, ...more }, key);
  return { customer, member, does };
}

test('a check-in a day brings points, is told of, and is explained', async () => {
  const { customer, does } = await buyer();
  const first = await does('check-in', 'monday');
  expect(first).toMatchObject({ status: 201, body: { brought: { points: 5, balance: 65 } } });
  expect((await does('check-in', 'monday')).body).toEqual(first.body);
  expect(await does('check-in', 'monday again')).toMatchObject({
    status: 409,
    body: { reason: 'activity-limit', in: 'day' },
  });
  await perch.moveClock({ advance: 'P1D' });
  expect(await does('check-in', 'tuesday')).toMatchObject({ status: 201 });
  await perch.settle();
  expect(await customer.member()).toMatchObject({ balance: 70 });
  const said = (await customer.messages()).map(({ text }) => text);
  expect(said).toContain('You got 5 points for a check-in, you have 70.');
  const [entry] = await customer.entries();
  expect(entry).toMatchObject({
    kind: 'awarded',
    points: 5,
    cause: { kind: 'activity', id: 'check-in' },
  });
  const { sentences } = await customer.explanation(entry ?? expect.fail('there is no entry'));
  expect(sentences[0]).toMatch(/^5 points for a check-in on /);
});

test('a review counts once an operator has approved it, and brings its reward', async () => {
  const { customer, does } = await buyer();
  const reported = await does('review', 'my review', { subject: 'order 7' });
  expect(reported).toMatchObject({ status: 201, body: { status: 'waiting' } });
  const { id } = reported.body as ActivityAnswer;
  const list = await perch.ask('operate', 'GET', '/v1/activities?status=waiting&limit=100');
  const { activities } = list.body as WaitingAnswer;
  expect(activities.map((one) => one.id)).toContain(id);
  expect(await customer.entries()).toHaveLength(1);

  const path = `/v1/activities/${id}/approvals`;
  const body = { approved: true, by: 'Ana' };
  expect(await perch.ask('write', 'POST', path, { body })).toMatchObject({ status: 403 });
  const approved = await perch.ask('operate', 'POST', path, { body });
  expect(approved).toMatchObject({ status: 201, body: { brought: { contribution: 25 } } });
  await perch.settle();
  const { rewards, entitlements } = await customer.member();
  expect(rewards.map((reward) => reward.id)).toContain('early-access');
  expect(entitlements.map((held) => held.id)).toContain('early-access');
});

test('contribution reaches a tier, whose rewards are granted and of which the member is told', async () => {
  const { customer, does } = await buyer();
  for (const key of ['one', 'two']) await does('answer', key);
  await perch.settle();
  expect(await customer.member()).toMatchObject({ tier: { id: 'regular' }, purchases: 1 });
  const { rewards } = await customer.member();
  expect(rewards.map(({ id }) => id)).toContain('priority-support');
  const topics = (await customer.messages()).map(({ topic }) => topic);
  expect(topics).toContain('tier.reached');
});

test('who is seen often enough is in the club, as long as that is so', async () => {
  const { customer, does } = await buyer();
  for (const day of ['one', 'two', 'three', 'four']) {
    await perch.moveClock({ advance: 'P1D' });
    await does('check-in', day);
  }
  const basic = async () =>
    (await customer.member()).entitlements.filter(({ club }) => club === 'regulars');
  expect((await customer.member()).clubs).toEqual([{ id: 'regulars', name: 'Regulars' }]);
  expect(await basic()).toMatchObject([{ id: 'basic-content' }]);
  await perch.moveClock({ advance: 'P3M' });
  expect(await basic()).toEqual([]);
}, 120_000);

test('a code brings its points once', async () => {
  const { customer, member } = await buyer();
  const enter = (code: string, key: string) => post(`/v1/members/${member}/codes`, { code }, key);
  const answers = await Promise.all([1, 2, 3, 4, 5].map((i) => enter('few3', `try ${i}`)));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
  expect(await enter('none-such', 'k')).toMatchObject({ status: 404 });
  await perch.settle();
  expect(await customer.member()).toMatchObject({ balance: 70 });
});

test('fifty reports at once count exactly as often as the program says', async () => {
  const { customer, does } = await buyer();
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, i) => does('browse', `browsing ${i}`)),
  );
  const tally = (status: number) => answers.filter((answer) => answer.status === status).length;
  expect({ counted: tally(201), refused: tally(409) }).toEqual({ counted: 3, refused: 47 });
  expect(await customer.member()).toMatchObject({ balance: 72 });
}, 60_000);
