import { beforeAll, describe, expect, test } from 'vitest';
import { checkPromotion } from '../../../functions/check-promotion/handler.ts';
import { grantReward } from '../../../functions/grant-reward/handler.ts';
import { decide } from '../../../shared/domain/ledger.ts';
import { tierReached } from '../../../shared/events/promotion-events.ts';
import { alone, append } from '../../../shared/table/ledger.ts';
import { readGrants } from '../../../shared/table/member-reads.ts';
import { eventfulLedger } from '../../support/eventful-ledger.ts';
import { invoke } from '../../support/invoke.ts';
import { useLocalTable } from '../../support/local-table.ts';
import { anOrder, ladder, MEMBER } from '../../support/member-ledger.ts';

const local = useLocalTable();
const { rewards, ...promotion } = tierReached.example;

describe('granting a reward', () => {
  test('gives it once, however often the task is run', async () => {
    const handler = grantReward({ table: local.table, program: ladder });
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
    const handler = grantReward({ table: local.table, program: ladder });
    await expect(invoke(handler, { ...promotion, reward: 'a-pony' })).rejects.toThrow('a-pony');
  });

  test('fails on an input that is no promotion', async () => {
    const handler = grantReward({ table: local.table, program: ladder });
    await expect(invoke(handler, { reward: 'brand-supporter-badge' })).rejects.toThrow();
  });
});

describe('of two members who are one', () => {
  const [survivor, absorbed] = ['the-one-who-is-left-00', 'the-one-who-went-in-00'];
  const input = { ...tierReached.example, member: absorbed };

  beforeAll(async () => {
    const ledger = eventfulLedger(local.table, 'birdhouse');
    await ledger.order(survivor);
    await ledger.order(absorbed);
    const handler = grantReward({ table: local.table, program: ladder });
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
    const handler = grantReward({ table: local.table, program: ladder });
    for (const member of [survivor, absorbed]) {
      const again = { ...promotion, member, reward: 'priority-support' };
      expect(await invoke(handler, again)).toMatchObject({ granted: false });
      expect(await readGrants(local.table, [survivor])).toEqual([]);
    }
  });

  test('what is addressed to the one is given to the other', async () => {
    const handler = grantReward({ table: local.table, program: ladder });
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
