import { describe, expect, test } from 'vitest';
import { FIRST_ATTEMPT } from '../../../../shared/domain/ledger/cap.ts';
import { claim } from '../../../../shared/domain/ledger/claim.ts';
import type { ClawedBackEntry } from '../../../../shared/domain/ledger/entry.ts';
import { loadProgram } from '../../../../shared/program/load.ts';
import { fourTierLadder } from '../../../../shared/program/presets/four-tier-ladder.ts';
import {
  anOrder,
  entryOf,
  ladder,
  memberLedger,
  occasionAt,
} from '../../../support/member-ledger.ts';

const checkout = (points: number) => ({ for: 'checkout' as const, points, currency: 'EUR' });
const owing = (ledger: ReturnType<typeof memberLedger>) => {
  ledger.order(anOrder('1', 10_000));
  ledger.redeem(checkout(150), '2026-03-10T13:00:00Z');
  return ledger.refund('1', 6_000);
};

describe('points that a refund would take and that are spent', () => {
  test('become debt, which the next earnings pay', () => {
    const ledger = memberLedger();
    expect(owing(ledger).settled).toEqual({ taken: 0, owed: 60, forgiven: 0, lapsed: 0 });
    expect(ledger.state.debt).toBe(60);
    ledger.order(anOrder('2', 10_000), '2026-03-12T12:00:00Z');
    expect(ledger.state.debt).toBe(0);
    expect(ledger.balance).toBe(40);
  });

  test('are let go where the program forgives', () => {
    const ledger = memberLedger(loadProgram({ ...fourTierLadder, overdrawn: 'forgive' }));
    expect(owing(ledger).settled).toEqual({ taken: 0, owed: 0, forgiven: 60, lapsed: 0 });
    expect(ledger.state.debt).toBe(0);
  });
});

describe('a refund that is undone', () => {
  test('gives back what it took, to the months that it took from', () => {
    const ledger = memberLedger();
    ledger.order(anOrder('1', 10_000));
    const before = ledger.state;
    const undone = ledger.reverse(ledger.refund('1', 10_000));
    expect(undone).toMatchObject({ settled: { taken: -100 }, purchases: { before: 0, after: 1 } });
    expect(ledger.state).toMatchObject({
      lots: before.lots,
      figures: before.figures,
      purchases: 1,
      spendMinor: before.spendMinor,
    });
  });

  test('undoes debt first', () => {
    const ledger = memberLedger();
    const undone = ledger.reverse(owing(ledger));
    expect(undone.settled).toEqual({ taken: 0, owed: -60, forgiven: 0, lapsed: 0 });
    expect(ledger.state.debt).toBe(0);
    expect(ledger.balance).toBe(0);
  });

  test('gives points for debt that other earnings have paid since', () => {
    const ledger = memberLedger();
    const refunded = owing(ledger);
    ledger.order(anOrder('2', 10_000), '2026-03-12T12:00:00Z');
    ledger.reverse(refunded, '2026-03-13T12:00:00Z');
    expect(ledger.state.debt).toBe(0);
    expect(ledger.balance).toBe(100);
  });

  test('does not bring back what has expired meanwhile', () => {
    const ledger = memberLedger();
    ledger.order(anOrder('1', 10_000));
    const refunded = ledger.refund('1', 10_000);
    ledger.reverse(refunded, '2027-04-02T12:00:00Z');
    expect(ledger.balance).toBe(0);
  });

  test('leaves other refunds of the order in force, to the point', () => {
    const ledger = memberLedger();
    ledger.order(anOrder('1', 9_999));
    const refunds: ClawedBackEntry[] = [3_333, 1_111, 2_222].map((part) =>
      ledger.refund('1', part),
    );
    const [first] = refunds;
    if (first === undefined) throw new Error('there is no refund');
    ledger.reverse(first);
    expect(ledger.balance).toBe(50 + 99 - Math.floor((99 * 3_333) / 9_999));
  });

  test('after a cancellation changes nothing', () => {
    const ledger = memberLedger();
    ledger.order(anOrder('1', 10_000));
    const refunded = ledger.refund('1', 5_000);
    ledger.cancel('1');
    expect(ledger.reverse(refunded)).toMatchObject({ movements: [], refundedBaseMinor: 10_000 });
  });
});

describe('an adjustment', () => {
  const by = { adjustment: 'a', request: 'h', reason: 'a lost parcel', by: 'a-clerk' };
  const adjust = (ledger: ReturnType<typeof memberLedger>, points: number) =>
    ledger.tell({ type: 'adjust', request: { ...by, points } }, '2026-03-12T12:00:00Z');

  test('gives points that live as long as those earned that day, debt first', () => {
    const ledger = memberLedger();
    owing(ledger);
    const entry = entryOf('adjusted', adjust(ledger, 100));
    expect(entry).toMatchObject({ debt: -60, movements: [{ expires: 2027 * 12 + 3, points: 40 }] });
  });

  test('takes points, and never more than there are', () => {
    const ledger = memberLedger();
    ledger.order(anOrder('1', 10_000));
    expect(adjust(ledger, -151)).toMatchObject({ reason: 'insufficient-points', short: 1 });
    expect(adjust(ledger, -150)).toMatchObject({ ok: true });
    expect(ledger.balance).toBe(0);
  });

  test('keeps to what the program allows in one call, and claims its part of the day', () => {
    const ledger = memberLedger();
    expect(adjust(ledger, 5_001)).toMatchObject({ reason: 'more-than-allowed', most: 5_000 });
    expect(adjust(ledger, 5_000)).toMatchObject({
      claims: [{ cap: 'adjustments:2026-03-12', units: 5_000, atMostBefore: 45_000 }],
    });
  });
});

describe('the expiry of a month', () => {
  test('takes its points out of the ledger, and moves no balance', () => {
    const ledger = memberLedger();
    ledger.order(anOrder('1', 10_000));
    const july = 2026 * 12 + 6;
    expect(ledger.tell({ type: 'expire', month: july }, '2026-06-30T21:59:59Z')).toMatchObject({
      reason: 'nothing-expired',
    });
    const entry = entryOf(
      'expired',
      ledger.tell({ type: 'expire', month: july }, '2026-06-30T22:00:00Z'),
    );
    expect(entry).toMatchObject({ points: 50, balance: { before: 100, after: 100 } });
    expect(ledger.state.lots).toEqual([{ expires: 2027 * 12 + 3, points: 100 }]);
  });
});

describe('an opening balance', () => {
  const opening = {
    row: 'r',
    request: 'h',
    points: [{ points: 500, expiresAt: Date.parse('2026-12-15T00:00:00Z') }],
    tier: 'regular',
    purchases: 4,
    spendMinor: 20_000,
    lastOrderAt: Date.parse('2026-01-05T00:00:00Z'),
  };

  test('brings points, tier and counts without orders made up for them', () => {
    const ledger = memberLedger();
    ledger.tell({ type: 'open', opening }, '2026-03-01T12:00:00Z');
    expect(ledger.state).toMatchObject({
      lots: [{ expires: 2027 * 12, points: 500 }],
      tier: 'regular',
      purchases: 4,
      spendMinor: 20_000,
      figures: [],
    });
  });

  test('is no newcomer’s: the next order is multiplied, and brings no welcome', () => {
    const ledger = memberLedger();
    ledger.tell({ type: 'open', opening }, '2026-03-01T12:00:00Z');
    const entry = ledger.order(anOrder('1', 1_000));
    expect(entry.shares).toMatchObject([{ rule: 'goods', points: 20 }]);
  });

  test('with a tier that the program does not have is refused', () => {
    const decision = memberLedger().tell(
      { type: 'open', opening: { ...opening, tier: 'platinum' } },
      '2026-03-01T12:00:00Z',
    );
    expect(decision).toMatchObject({ reason: 'unknown-tier' });
  });
});

test('a claim enters an order and everything taken back for it since, as if it had been known', () => {
  const known = memberLedger();
  known.order(anOrder('1', 10_000), '2026-03-01T12:00:00Z');
  known.refund('1', 2_500, { at: '2026-03-05T12:00:00Z' });
  const refund = { refundId: 'r', amountMinor: 2_500, shippingMinor: 0 };
  const claimed = claim(
    memberLedger().state,
    {
      order: anOrder('1', 10_000),
      occasion: occasionAt('2026-03-01T12:00:00Z'),
      clawbacks: [
        { cause: { reason: 'refund', refund }, occasion: occasionAt('2026-03-05T12:00:00Z') },
      ],
    },
    occasionAt('2026-03-20T12:00:00Z'),
    ladder,
    FIRST_ATTEMPT,
  );
  const ledger = memberLedger();
  for (const { entry } of claimed) ledger.enter(entry);
  expect(ledger.state.lots).toEqual(known.state.lots);
  expect(ledger.state.figures).toEqual(known.state.figures);
});
