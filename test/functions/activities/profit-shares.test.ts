import { describe, expect, test } from 'vitest';
import { routes } from '../../../functions/activities/contract.ts';
import { activities } from '../../../functions/activities/handler.ts';
import { couponCodes } from '../../../shared/identity/coupon-codes.ts';
import { loadProgram } from '../../../shared/program/load.ts';
import { fourTierLadder } from '../../../shared/program/presets/four-tier-ladder.ts';
import type { Program } from '../../../shared/program/program.ts';
import { mergeMembers } from '../../../shared/table/ledger/merge.ts';
import { grantItems, grantsOf } from '../../../shared/table/rewards/giving.ts';
import { ask } from '../../support/invoke.ts';
import { useLocalTable } from '../../support/local-table.ts';
import { ladder, occasionAt } from '../../support/member-ledger.ts';
import { ORDERED, referralDesk } from '../../support/referral-desk.ts';

const local = useLocalTable();
const program = loadProgram({
  ...fourTierLadder,
  profitShare: { fromTier: 'explorer', shareBps: 500, mostMinor: 1_000 },
});
const desk = referralDesk(local, program);
const KEY = 'a-key-for-tests-only';
const AFTER = '2026-04-01T12:00:00Z';

const asked = (method: 'GET' | 'POST', member: string, at: string, of: Program = program) =>
  ask(
    activities({ table: local.table, program: of, memberKey: async () => KEY }),
    `${method} /v1/members/{member}/profit-shares/{quarter}`,
    { path: { member, quarter: '2026-Q1' }, at },
  );

/** An order of somebody with a code. */
async function brought(code: string, base: number, member = desk.next('friend')) {
  const orderId = desk.next('order');
  const money = { totalMinor: base, earningBaseMinor: base };
  await desk.tell(desk.paid({ member, orderId, discountCodes: [code], ...money }));
  return { member, orderId };
}

describe('a member’s share of what their code brings', () => {
  test('grows with each order of others, falls with refunds, and is settled once', async () => {
    const owner = await desk.owner();
    const { member, orderId } = await brought(owner.code, 4_000);
    await brought(owner.code, 6_000, member);
    await brought(owner.code, 9_900, owner.member);
    expect((await asked('GET', owner.member, ORDERED)).body).toMatchObject({
      status: 'pending',
      netMinor: 10_000,
      creditMinor: 500,
      currency: 'EUR',
    });
    await desk.tell(desk.refunded(orderId, 2_000));
    expect((await asked('POST', owner.member, ORDERED)).status).toBe(409);
    const settled = await asked('POST', owner.member, AFTER);
    expect(settled).toMatchObject({
      status: 201,
      body: { status: 'settled', netMinor: 8_000, creditMinor: 400 },
    });
    const route = routes['POST /v1/members/{member}/profit-shares/{quarter}'];
    expect(route.answer.safeParse(settled.body).error).toBeUndefined();
    await desk.tell(desk.cancelled(orderId));
    expect(await asked('POST', owner.member, '2026-05-01T12:00:00Z')).toEqual(settled);
    expect((await asked('GET', owner.member, AFTER)).body).toEqual(settled.body);
  });

  test('is settled once by whoever asks at once, and no more than the most', async () => {
    const owner = await desk.owner();
    for (let i = 0; i < 3; i++) await brought(owner.code, 10_000);
    const answers = await Promise.all([1, 2, 3].map(() => asked('POST', owner.member, AFTER)));
    const done = answers.filter(({ status }) => status === 201);
    expect(done.length).toBeGreaterThan(0);
    for (const { body } of done)
      expect(body).toMatchObject({ netMinor: 30_000, creditMinor: 1_000 });
    expect(answers.every(({ status }) => [201, 503].includes(status))).toBe(true);
  });

  test('counts orders with a coupon that was theirs as well', async () => {
    const owner = await desk.owner();
    const reward = program.rewards.find(({ kind }) => kind === 'coupon');
    if (reward === undefined) throw new Error('the ladder has a coupon');
    const codes = couponCodes(KEY);
    const giving = { member: owner.member, fact: `${owner.member}.1`, at: Date.parse(ORDERED) };
    const grants = grantsOf(reward, giving, program, codes);
    await local.table.transact(
      grantItems(grants, codes).map((item) => ({ item, condition: 'absent' })),
    );
    await brought(grants[0]?.coupon?.code ?? '', 2_000);
    expect((await asked('GET', owner.member, AFTER)).body).toMatchObject({ netMinor: 2_000 });
  });

  test('follows merges, without what both brought each other', async () => {
    const [owner, survivor] = [await desk.owner(), await desk.owner()];
    await brought(owner.code, 2_000);
    await brought(survivor.code, 4_000);
    await brought(owner.code, 8_000, survivor.member);
    await asked('POST', owner.member, AFTER);
    const members = { survivor: survivor.member, absorbed: owner.member };
    await mergeMembers(local.table, members, occasionAt(AFTER), program);
    expect((await asked('POST', owner.member, AFTER)).body).toMatchObject({
      member: survivor.member,
      netMinor: 4_000,
      creditMinor: 200,
    });
  });

  test('is nothing to ask for below the tier, of nobody, or where no profits are shared', async () => {
    const owner = await desk.owner();
    expect((await asked('POST', owner.member, AFTER, ladder)).status).toBe(409);
    expect((await asked('GET', 'nobody-000000000000000', AFTER)).status).toBe(404);
    const without = loadProgram({ ...fourTierLadder, profitShare: undefined });
    expect((await asked('GET', owner.member, AFTER, without)).status).toBe(404);
  });
});
