import { describe, expect, test } from 'vitest';
import { pending } from '../../../../shared/domain/ledger/hold.ts';
import { replay } from '../../../../shared/domain/ledger/ledger.ts';
import { balanceAt } from '../../../../shared/domain/ledger/member.ts';
import { loadProgram } from '../../../../shared/program/load.ts';
import { fourTierLadder } from '../../../../shared/program/presets/four-tier-ladder.ts';
import { anOrder, entryOf, MEMBER, memberLedger } from '../../../support/member-ledger.ts';

const held = loadProgram({ ...fourTierLadder, availableAfterDays: 14 });
const checkout = (points: number) => ({ for: 'checkout' as const, points, currency: 'EUR' });

describe('points that are pending', () => {
  test('are seen and cannot be spent', () => {
    const ledger = memberLedger(held);
    ledger.order(anOrder('1', 10_000), '2026-03-10T12:00:00Z');
    expect(pending(ledger.state.holds)).toBe(150);
    expect(ledger.redeem(checkout(1), '2026-03-24T11:59:59Z')).toMatchObject({ short: 1 });
  });

  test('can be spent from their instant on, with nobody doing anything', () => {
    const ledger = memberLedger(held);
    ledger.order(anOrder('1', 10_000), '2026-03-10T12:00:00Z');
    const at = Date.parse('2026-03-24T12:00:00Z');
    expect(balanceAt(ledger.state, at - 1, held.timeZone)).toBe(0);
    expect(balanceAt(ledger.state, at, held.timeZone)).toBe(150);
    const entry = entryOf('redeemed', ledger.redeem(checkout(60), '2026-03-24T12:00:00Z'));
    expect(entry.balance).toEqual({ before: 150, after: 90 });
    expect(ledger.state.holds).toEqual([]);
    expect(replay(MEMBER, ledger.entries)).toEqual(ledger.state);
  });

  test('are what a refund within the hold takes, and others stay', () => {
    const ledger = memberLedger(held);
    ledger.order(anOrder('1', 10_000), '2026-03-10T12:00:00Z');
    ledger.order(anOrder('2', 20_000), '2026-03-11T12:00:00Z');
    const entry = ledger.refund('1', 10_000, { at: '2026-03-12T12:00:00Z' });
    expect(entry).toMatchObject({ movements: [], debt: 0, settled: { taken: 100, owed: 0 } });
    expect(pending(ledger.state.holds)).toBe(250);
  });

  test('of other orders give before anything becomes debt', () => {
    const ledger = memberLedger(held);
    ledger.order(anOrder('1', 10_000), '2026-03-10T12:00:00Z');
    ledger.redeem(checkout(150), '2026-03-25T12:00:00Z');
    ledger.order(anOrder('2', 6_000), '2026-03-26T12:00:00Z');
    ledger.cancel('1', '2026-03-27T12:00:00Z');
    expect(ledger.state).toMatchObject({ debt: 40, holds: [] });
  });

  test('pay debt at once, when they are earned', () => {
    const ledger = memberLedger(held);
    ledger.order(anOrder('1', 10_000), '2026-03-10T12:00:00Z');
    ledger.redeem(checkout(150), '2026-03-25T12:00:00Z');
    ledger.cancel('1', '2026-03-25T13:00:00Z');
    ledger.order(anOrder('2', 12_000), '2026-03-26T12:00:00Z');
    expect(ledger.state.debt).toBe(0);
    expect(pending(ledger.state.holds)).toBe(20);
  });
});
