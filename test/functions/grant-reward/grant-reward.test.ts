import { describe, expect, test } from 'vitest';
import { checkPromotion } from '../../../functions/check-promotion/handler.ts';
import { grantReward } from '../../../functions/grant-reward/handler.ts';
import { decide } from '../../../shared/domain/ledger.ts';
import { tierReached } from '../../../shared/events/promotion-events.ts';
import { append } from '../../../shared/table/ledger.ts';
import { readGrants } from '../../../shared/table/member-reads.ts';
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
    expect(await readGrants(local.table, MEMBER)).toEqual([
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

describe('checking a promotion', () => {
  const input = { ...tierReached.example, member: 'abcdefghijklmnopqrstuv' };

  test('stops where there is no member any more', async () => {
    expect(await invoke(checkPromotion(local.table), input)).toMatchObject({ proceed: false });
  });

  test('goes on for a member, whatever happened to the purchases meanwhile', async () => {
    const at = Date.parse('2026-03-10T12:00:00Z');
    const occasion = { occurredAt: at, receivedAt: at, correlationId: 'a-trace' };
    await append(local.table, input.member, (state) =>
      decide(state, { type: 'enter-order', order: anOrder('1', 100), occasion }, ladder),
    );
    expect(await invoke(checkPromotion(local.table), input)).toEqual({
      proceed: true,
      member: input.member,
    });
  });
});
