import { describe, expect, test } from 'vitest';
import { routes } from '../../../functions/redemptions/contract.ts';
import { redemptions } from '../../../functions/redemptions/handler.ts';
import { decide } from '../../../shared/domain/ledger/ledger.ts';
import { loadProgram } from '../../../shared/program/load.ts';
import { keys } from '../../../shared/table/keys.ts';
import { alone, append, readMember } from '../../../shared/table/ledger/ledger.ts';
import { mergeMembers } from '../../../shared/table/ledger/merge.ts';
import { readGrants, readHistory } from '../../../shared/table/people/member-reads.ts';
import { grantItem, readGrant, statusOf } from '../../../shared/table/rewards/grant-item.ts';
import { type Table, TableBusy } from '../../../shared/table/table.ts';
import { ask } from '../../support/invoke.ts';
import { useLocalTable } from '../../support/local-table.ts';
import { anOrder, occasionAt } from '../../support/member-ledger.ts';
import { fullProgram } from '../../support/programs.ts';

const local = useLocalTable();
const program = loadProgram(fullProgram);
const memberKey = async () => 'a-key-for-tests-only';

const [POST, DELETE] = [
  'POST /v1/members/{member}/redemptions',
  'DELETE /v1/members/{member}/redemptions/{id}',
] as const;

let members = 0;

/** A member with 200 points, of which the 50 of welcome expire first. */
async function aMember(points = 150): Promise<string> {
  members += 1;
  const member = `member-${String(members).padStart(15, '0')}`;
  const order = anOrder(`of ${member}`, points * 100);
  await append(local.table, member, (state) =>
    alone(
      decide(state, { type: 'enter-order', order }, occasionAt('2026-03-10T12:00:00Z'), program),
    ),
  );
  return member;
}

const redeem = (
  member: string,
  body: unknown,
  {
    key = 'a-key',
    table = local.table,
    ...more
  }: { key?: string; table?: Table; at?: string } = {},
) =>
  ask(redemptions({ table, program, memberKey }), POST, {
    path: { member },
    headers: key === '' ? {} : { 'idempotency-key': key },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...more,
  });

const callOff = (member: string, id: unknown, at?: string) =>
  ask(redemptions({ table: local.table, program, memberKey }), DELETE, {
    path: { member, id: String(id) },
    ...(at === undefined ? {} : { at }),
  });

describe('a redemption', () => {
  test('takes points off at checkout, at the program’s rate, and says what is left', async () => {
    const member = await aMember();
    const answer = await redeem(member, { points: 60, currency: 'EUR' });
    expect(answer).toMatchObject({ status: 201 });
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^[\w-]{22}$/),
      member,
      points: 60,
      purpose: { for: 'checkout', amountMinor: 60, currency: 'EUR' },
      balance: 140,
    });
    expect(routes[POST].answer.safeParse(answer.body).error).toBeUndefined();
  });

  test('under the same key is answered as the first was, and redeems nothing more', async () => {
    const member = await aMember();
    const first = await redeem(member, { points: 150, currency: 'EUR' });
    // By now the balance would not be enough; the same is written in another order.
    const again = await redeem(member, '{"currency":"EUR",  "points":150}');
    expect(again).toEqual(first);
    expect(await readMember(local.table, member)).toMatchObject({ v: 2 });
  });

  test('under the same key for something else is refused, whatever the balance is', async () => {
    const member = await aMember();
    await redeem(member, { points: 150, currency: 'EUR' });
    for (const points of [10, 151, 10_000]) {
      const other = await redeem(member, { points, currency: 'EUR' });
      expect(other).toMatchObject({ status: 422, contentType: 'application/problem+json' });
    }
    expect(await readMember(local.table, member)).toMatchObject({ v: 2 });
  });

  test('of more than there is says how much is short', async () => {
    const member = await aMember();
    const answer = await redeem(member, { points: 230, currency: 'EUR' });
    expect(answer).toMatchObject({
      status: 409,
      body: { reason: 'insufficient-points', short: 30, detail: expect.stringContaining('30') },
    });
    expect(await readMember(local.table, member)).toMatchObject({ v: 1 });
  });

  test('for a reward gives it in the same moment, with what is paid beside', async () => {
    const member = await aMember();
    const answer = await redeem(member, { reward: 'print', currency: 'USD' });
    const purpose = {
      for: 'reward',
      reward: 'print',
      cash: { amountMinor: 1_100, currency: 'USD' },
    };
    expect(answer).toMatchObject({ status: 201, body: { points: 40, purpose, balance: 160 } });
    expect(routes[POST].answer.safeParse(answer.body).error).toBeUndefined();
    expect(await readGrants(local.table, [member])).toEqual([
      {
        member,
        reward: 'print',
        kind: 'entitlement',
        fact: `${member}.2`,
        grantedAt: '2026-03-10T12:00:00.000Z',
        slot: answer.body.id,
        redemption: answer.body.id,
        uses: 0,
      },
    ]);
  });

  test('for a reward of which there are five succeeds five times in twelve at once', async () => {
    const takers = await Promise.all(Array.from({ length: 12 }, () => aMember()));
    const answers = await Promise.all(
      takers.map((member) => redeem(member, { reward: 'tasting' })),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array(5).fill(201), ...Array(7).fill(409)]);
    const lucky = answers.findIndex(({ status }) => status === 201);
    await callOff(takers[lucky] ?? '', answers[lucky]?.body.id);
    const unlucky = answers.findIndex(({ status }) => status === 409);
    const second = await redeem(takers[unlucky] ?? '', { reward: 'tasting' });
    expect(second).toMatchObject({ status: 201 });
  });

  test('by an old id spends the points of the one who took the member in, and is known there', async () => {
    const [survivor, absorbed] = [await aMember(), await aMember()];
    const before = await redeem(absorbed, { points: 50, currency: 'EUR' });
    const at = occasionAt('2026-03-10T13:00:00Z');
    await mergeMembers(local.table, { survivor, absorbed }, at, program);
    expect(await redeem(absorbed, { points: 50, currency: 'EUR' })).toEqual(before);
    const after = await redeem(absorbed, { points: 250, currency: 'EUR' }, { key: 'another' });
    expect(after).toMatchObject({ status: 201, body: { member: survivor, balance: 100 } });
    for (const member of [absorbed, survivor]) {
      expect(await callOff(member, before.body.id)).toMatchObject({
        status: 200,
        body: { member: survivor, points: 50, balance: 150 },
      });
    }
  });

  test.each([
    ['without a key', { points: 1, currency: 'EUR' }, '', 400, 'idempotency-key'],
    [
      'under a key of 10 kB',
      { points: 1, currency: 'EUR' },
      'k'.repeat(10_240),
      400,
      'idempotency',
    ],
    ['of no points', { points: 0, currency: 'EUR' }, 'k', 400, 'points'],
    ['of fewer', { points: -5, currency: 'EUR' }, 'k', 400, 'points'],
    ['of parts of points', { points: 1.5, currency: 'EUR' }, 'k', 400, 'points'],
    ['beyond all numbers', '{"points":1e400,"currency":"EUR"}', 'k', 400, 'points'],
    ['beyond safe numbers', { points: 2 ** 53, currency: 'EUR' }, 'k', 400, 'points'],
    ['in no currency', { points: 5 }, 'k', 400, 'currency'],
    ['in words', { points: 'five', currency: 'EUR' }, 'k', 400, 'points'],
    ['of both', { points: 5, currency: 'EUR', reward: 'mug' }, 'k', 400, 'reward'],
    ['of nothing', {}, 'k', 400, ''],
    ['that is no JSON', 'five points', 'k', 400, 'body'],
    ['that is no object', '[]', 'k', 400, 'body'],
    ['that is too long', `"${'x'.repeat(300_000)}"`, 'k', 413, 'bytes'],
    ['in a currency without a rate', { points: 5, currency: 'JPY' }, 'k', 409, 'currency'],
    ['for what is not offered', { reward: 'pony' }, 'k', 404, 'reward'],
    ['for cash of no price', { reward: 'print', currency: 'GBP' }, 'k', 409, 'currency'],
  ])('%s is refused, and nothing is written', async (_, body, key, status, said) => {
    const member = await aMember();
    const answer = await redeem(member, body, { key });
    expect(answer).toMatchObject({ status, contentType: 'application/problem+json' });
    expect(answer.body.detail).toContain(said);
    expect(await readMember(local.table, member)).toMatchObject({ v: 1 });
  });

  test('for nobody is refused, and makes no member', async () => {
    const nobody = 'nobody-of-twentytwo-ch';
    const answer = await redeem(nobody, { points: 1, currency: 'EUR' });
    expect(answer).toMatchObject({ status: 404, body: { reason: 'unknown-member' } });
    expect(await readMember(local.table, nobody)).toBeUndefined();
  });

  test('that meets other writers all the time is to be tried again', async () => {
    const member = await aMember();
    const table: Table = {
      ...local.table,
      transact: async () => {
        throw new TableBusy('contended');
      },
    };
    const answer = await redeem(member, { points: 1, currency: 'EUR' }, { table });
    expect(answer).toMatchObject({ status: 503, contentType: 'application/problem+json' });
  });
});

describe('a redemption that is called off', () => {
  test('gives the points back to their months, once, and says so each time', async () => {
    const member = await aMember();
    const before = await readMember(local.table, member);
    const { body } = await redeem(member, { points: 120, currency: 'EUR' });
    const first = await callOff(member, body.id);
    expect(first).toMatchObject({
      status: 200,
      body: { id: body.id, member, points: 120, lapsed: 0, balance: 200 },
    });
    expect(routes[DELETE].answer.safeParse(first.body).error).toBeUndefined();
    expect(await callOff(member, body.id, '2026-03-11T12:00:00Z')).toEqual(first);
    const { lots, v } = (await readMember(local.table, member)) ?? {};
    expect({ lots, v }).toEqual({ lots: before?.lots, v: 3 });
  });

  test('does not bring back what has expired meanwhile', async () => {
    const member = await aMember();
    const { body } = await redeem(member, { points: 120, currency: 'EUR' });
    expect(await callOff(member, body.id, '2026-07-15T12:00:00Z')).toMatchObject({
      body: { points: 70, lapsed: 50, balance: 150 },
    });
  });

  test('takes its reward back', async () => {
    const member = await aMember();
    const { body } = await redeem(member, { reward: 'mug' });
    await callOff(member, body.id);
    const [grant] = await readGrants(local.table, [member]);
    expect(grant && statusOf(grant, Date.now())).toBe('voided');
    expect(await callOff(member, body.id)).toMatchObject({ status: 200, body: { points: 100 } });
  });

  test('whose reward has been used stays', async () => {
    const member = await aMember();
    const { body } = await redeem(member, { reward: 'mug' });
    const item = await local.table.get(keys.grant(member, 'mug', String(body.id)));
    if (item === undefined) throw new Error('there is no grant');
    const grant = readGrant(member, item);
    const used = {
      item: grantItem({ ...grant, uses: 1 }),
      condition: { attribute: 'uses', equals: 0 },
    };
    await local.table.put(used);
    expect(await callOff(member, body.id)).toMatchObject({
      status: 409,
      body: { reason: 'reward-used' },
    });
    expect((await readHistory(local.table, member, 10)).things).toHaveLength(2);
  });

  test.each(['A'.repeat(22), 'unheard of'])('by the id %s is not found', async (id) => {
    const member = await aMember();
    expect((await callOff(member, id)).status).toBe(id.length === 22 ? 404 : 400);
  });

  test('is that member’s own', async () => {
    const [member, other] = [await aMember(), await aMember()];
    const { body } = await redeem(member, { points: 10, currency: 'EUR' });
    expect(await callOff(other, body.id)).toMatchObject({ status: 404 });
    expect(await readMember(local.table, member)).toMatchObject({ v: 2 });
  });
});
