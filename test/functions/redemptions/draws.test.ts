import { expect, test } from 'vitest';
import { grantReward } from '../../../functions/grant-reward/handler.ts';
import { redemptions } from '../../../functions/redemptions/handler.ts';
import { decide } from '../../../shared/domain/ledger/ledger.ts';
import { tierReached } from '../../../shared/events/promotion-events.ts';
import { loadProgram } from '../../../shared/program/load.ts';
import { keys } from '../../../shared/table/keys.ts';
import { alone, append, readMember } from '../../../shared/table/ledger/ledger.ts';
import { entriesOf, readParticipation } from '../../../shared/table/rewards/draw-item.ts';
import { drawProgram } from '../../support/draw-program.ts';
import { ask, invoke } from '../../support/invoke.ts';
import { useLocalTable } from '../../support/local-table.ts';
import { anOrder, occasionAt } from '../../support/member-ledger.ts';

const local = useLocalTable();
const program = loadProgram({
  ...drawProgram,
  catalogue: [{ reward: 'raffle-ticket', points: 10 }],
});
const memberKey = async () => 'a-key-for-tests-only';

async function aMember(name: string): Promise<string> {
  const member = `${name}-of-the-raffle-000000`.slice(0, 22);
  const order = { type: 'enter-order', order: anOrder(`of ${name}`, 10_000) } as const;
  const at = occasionAt('2026-03-01T12:00:00Z');
  await append(local.table, member, (state) => alone(decide(state, order, at, program)));
  return member;
}

async function entriesIn(month: string, member: string): Promise<number> {
  const item = await local.table.get(keys.drawPerson('raffle', month, member));
  return item === undefined ? 0 : entriesOf(readParticipation(item));
}

const call = (route: string, path: Record<string, string>, key: string) =>
  ask(redemptions({ table: local.table, program, memberKey }), route, {
    path,
    headers: { 'idempotency-key': key },
    body: JSON.stringify({ reward: 'raffle-ticket' }),
  });
const redeem = (member: string, key: string) =>
  call('POST /v1/members/{member}/redemptions', { member }, key);
const callOff = (member: string, id: string) =>
  call('DELETE /v1/members/{member}/redemptions/{id}', { member, id }, '');

test('a ticket that is granted enters the draw of its month, once for each fact', async () => {
  const member = await aMember('ann');
  const handler = grantReward({ table: local.table, program, memberKey });
  const grant = (fact: string) =>
    invoke(handler, { ...tierReached.example, member, fact, reward: 'raffle-ticket' });
  for (const fact of ['a.1', 'a.1', 'b.2']) await grant(fact);
  expect(await entriesIn('2026-11', member)).toBe(4);
});

test('a ticket that is redeemed enters the draw, and cannot be called off any more', async () => {
  const member = await aMember('ben');
  const first = await redeem(member, 'one');
  expect(first).toMatchObject({ status: 201, body: { points: 10 } });
  expect(await redeem(member, 'one')).toEqual(first);
  expect(await entriesIn('2026-03', member)).toBe(2);
  expect(await callOff(member, String(first.body.id))).toMatchObject({
    status: 409,
    body: { reason: 'reward-used' },
  });
});

test('a ticket of which nothing would come is not sold', async () => {
  const member = await aMember('cem');
  for (const key of ['one', 'two'])
    expect(await redeem(member, key)).toMatchObject({ status: 201 });
  const { v } = (await readMember(local.table, member)) ?? {};
  expect(await redeem(member, 'three')).toMatchObject({
    status: 409,
    body: { reason: 'limit-reached', times: 5 },
  });
  expect(await redeem(member, 'two')).toMatchObject({ status: 201 });
  expect(await readMember(local.table, member)).toMatchObject({ v });
  expect(await entriesIn('2026-03', member)).toBe(4);
});
