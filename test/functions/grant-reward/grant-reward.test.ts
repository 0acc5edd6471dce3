import { beforeAll, describe, expect, test } from 'vitest';
import { checkPromotion } from '../../../functions/check-promotion/handler.ts';
import { grantReward } from '../../../functions/grant-reward/handler.ts';
import { decide } from '../../../shared/domain/ledger/ledger.ts';
import { tierReached } from '../../../shared/events/promotion-events.ts';
import { couponCodes } from '../../../shared/identity/coupon-codes.ts';
import { loadProgram } from '../../../shared/program/load.ts';
import type { Program } from '../../../shared/program/program.ts';
import { alone, append } from '../../../shared/table/ledger/ledger.ts';
import { readGrants, readHistory } from '../../../shared/table/people/member-reads.ts';
import { findCoupon } from '../../../shared/table/rewards/coupon.ts';
import { TableBusy } from '../../../shared/table/table.ts';
import { eventfulLedger } from '../../support/eventful-ledger.ts';
import { invoke } from '../../support/invoke.ts';
import { useLocalTable } from '../../support/local-table.ts';
import { anOrder, ladder, MEMBER } from '../../support/member-ledger.ts';
import { rewardProgram } from '../../support/reward-program.ts';

const local = useLocalTable();
const memberKey = async () => 'a-key-for-tests-only';
const { rewards, ...promotion } = tierReached.example;

describe('granting a reward', () => {
  test('gives it once, however often the task is run', async () => {
    const handler = grantReward({ table: local.table, program: ladder, memberKey });
    const input = { ...promotion, reward: 'brand-supporter-badge' };
    expect(await invoke(handler, input)).toMatchObject({ granted: true });
    expect(await invoke(handler, input)).toMatchObject({ granted: false });
    expect(await readGrants(local.table, [MEMBER])).toEqual([
      {
        member: MEMBER,
        reward: 'brand-supporter-badge',
        kind: 'badge',
        fact: promotion.fact,
        grantedAt: promotion.occurredAt,
      },
    ]);
  });

  test('fails for a reward that the program does not know, so that it is set aside', async () => {
    const handler = grantReward({ table: local.table, program: ladder, memberKey });
    await expect(invoke(handler, { ...promotion, reward: 'a-pony' })).rejects.toThrow('a-pony');
  });

  test('fails on an input that is no promotion', async () => {
    const handler = grantReward({ table: local.table, program: ladder, memberKey });
    await expect(invoke(handler, { reward: 'brand-supporter-badge' })).rejects.toThrow();
  });
});

describe('granting what the program says more of', () => {
  const grant = grantsTo(loadProgram(rewardProgram));

  test('a coupon gives it a code, by which it is found, and an end', async () => {
    const member = 'coupon-holder-00000000';
    const codes = couponCodes(await memberKey());
    for (const granted of [true, false]) {
      expect(await grant(member, 'welcome-coupon')).toMatchObject({ granted });
    }
    const [given] = await readGrants(local.table, [member]);
    expect(given).toMatchObject({
      uses: 0,
      endsAt: '2027-01-30T09:00:00.000Z',
      coupon: { terms: { worth: { discountBps: 1_000 }, uses: 1, friends: 2 }, friends: [] },
    });
    const found = await findCoupon(local.table, codes.hashOf(given?.coupon?.code ?? ''));
    expect(found?.grant).toEqual(given);
  });

  test('what is given each time is given once for each fact', async () => {
    const member = 'coupons-holder-0000000';
    for (const fact of ['first.1', 'second.2', 'first.1']) await grant(member, 'ten-off', fact);
    const grants = await readGrants(local.table, [member]);
    expect(grants.map(({ fact, slot }) => [fact, slot])).toEqual([
      ['first.1', 'first.1'],
      ['second.2', 'second.2'],
    ]);
    expect(new Set(grants.map(({ coupon }) => coupon?.code)).size).toBe(2);
  });

  test('a pack gives each of its parts, points as an entry, however often it is told', async () => {
    const ledger = eventfulLedger(local.table, 'pack-house');
    const member = 'pack-holder-0000000000';
    await ledger.order(member);
    for (const granted of [true, false]) {
      expect(await grant(member, 'birthday-pack')).toMatchObject({ granted });
    }
    const grants = await readGrants(local.table, [member]);
    expect(grants.map(({ kind, parts }) => [kind, parts]).toSorted()).toEqual([
      ['coupon', undefined],
      ['pack', ['ten-off']],
    ]);
    expect(await awardsOf(member)).toEqual([25]);
    await grant(member, 'birthday-pack', 'next.9');
    expect(await readGrants(local.table, [member])).toHaveLength(4);
    expect(await awardsOf(member)).toEqual([25, 25]);
  });

  test('points are given each time, or once in a lifetime, merged or not', async () => {
    const ledger = eventfulLedger(local.table, 'points-house');
    const [member, other] = ['points-holder-00000000', 'points-holder-00000001'];
    await ledger.order(member);
    await ledger.order(other);
    for (const fact of ['a.1', 'a.1', 'b.2']) await grant(member, 'gift-points', fact);
    expect(await awardsOf(member)).toEqual([25, 25]);
    const onceOnly = grantsTo(
      loadProgram({
        ...rewardProgram,
        rewards: rewardProgram.rewards.map((reward) => ({ ...reward, gives: 'once' as const })),
      }),
    );
    expect(await onceOnly(other, 'gift-points', 'c.3')).toMatchObject({ granted: true });
    await ledger.merge(member, other);
    expect(await onceOnly(member, 'gift-points', 'd.4')).toMatchObject({ granted: false });
  });

  test('fifty times at once gives one coupon', async () => {
    const member = 'lucky-holder-000000000';
    const tries = Array.from({ length: 50 }, async () => {
      for (;;) {
        try {
          return await grant(member, 'ten-off');
        } catch (fault) {
          if (!(fault instanceof TableBusy)) throw fault;
        }
      }
    });
    const results = await Promise.all(tries);
    expect(results.filter(({ granted }) => granted)).toHaveLength(1);
    expect(await readGrants(local.table, [member])).toHaveLength(1);
  });
});

/** Runs the task for a member under this program. */
function grantsTo(program: Program) {
  return (member: string, reward: string, fact = 'a-fact.1') =>
    invoke(grantReward({ table: local.table, program, memberKey }), {
      ...promotion,
      fact,
      member,
      reward,
    });
}

async function awardsOf(member: string): Promise<number[]> {
  const { things } = await readHistory(local.table, member, 100);
  return things.flatMap((entry) => (entry.kind === 'awarded' ? [entry.points] : []));
}

describe('of two members who are one', () => {
  const [survivor, absorbed] = ['the-one-who-is-left-00', 'the-one-who-went-in-00'];
  const input = { ...tierReached.example, member: absorbed };

  beforeAll(async () => {
    const ledger = eventfulLedger(local.table, 'birdhouse');
    await ledger.order(survivor);
    await ledger.order(absorbed);
    const handler = grantReward({ table: local.table, program: ladder, memberKey });
    await invoke(handler, { ...promotion, member: absorbed, reward: 'priority-support' });
    await ledger.merge(survivor, absorbed);
  });

  test('a promotion of the one is the other’s', async () => {
    expect(await invoke(checkPromotion(local.table), input)).toEqual({
      proceed: true,
      member: survivor,
    });
  });

  test('what the one had been given is not given to the other again', async () => {
    const handler = grantReward({ table: local.table, program: ladder, memberKey });
    for (const member of [survivor, absorbed]) {
      const again = { ...promotion, member, reward: 'priority-support' };
      expect(await invoke(handler, again)).toMatchObject({ granted: false });
      expect(await readGrants(local.table, [survivor])).toEqual([]);
    }
  });

  test('what is addressed to the one is given to the other', async () => {
    const handler = grantReward({ table: local.table, program: ladder, memberKey });
    const badge = { ...promotion, member: absorbed, reward: 'advocate-badge' };
    expect(await invoke(handler, badge)).toMatchObject({ granted: true });
    expect(await readGrants(local.table, [survivor])).toMatchObject([{ reward: 'advocate-badge' }]);
  });
});

describe('checking a promotion', () => {
  const input = { ...tierReached.example, member: 'abcdefghijklmnopqrstuv' };

  test('stops where there is no member any more', async () => {
    expect(await invoke(checkPromotion(local.table), input)).toMatchObject({ proceed: false });
  });

  test('goes on for a member, whatever happened to the purchases meanwhile', async () => {
    const at = Date.parse('2026-03-10T12:00:00Z');
    const occasion = { occurredAt: at, receivedAt: at, correlationId: 'a-trace' };
    await append(local.table, input.member, (state) =>
      alone(decide(state, { type: 'enter-order', order: anOrder('1', 100) }, occasion, ladder)),
    );
    expect(await invoke(checkPromotion(local.table), input)).toEqual({
      proceed: true,
      member: input.member,
    });
  });
});
