import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pointsOf, replay } from '../../../../shared/domain/ledger/ledger.ts';
import { loadProgram } from '../../../../shared/program/load.ts';
import { bareLadder } from '../../../support/bare-ladder.ts';
import { anOrder, MEMBER, memberLedger } from '../../../support/member-ledger.ts';

describe('a refund', () => {
  test('takes points in proportion to the goods and tax that were paid for', () => {
    const ledger = memberLedger();
    ledger.order(anOrder('1', 58_700, { currency: 'USD', totalMinor: 59_894 }));
    expect(pointsOf(ledger.refund('1', 20_900))).toBe(-204);
    expect(ledger.state.lots.reduce((sum, lot) => sum + lot.points, 0)).toBe(637 - 204);
  });

  test('of shipping alone takes nothing', () => {
    const ledger = memberLedger();
    ledger.order(anOrder('1', 5_000, { totalMinor: 5_500, shippingMinor: 500 }));
    const entry = ledger.refund('1', 500, { shipping: 500 });
    expect(entry).toMatchObject({ refundedBaseMinor: 0, movements: [], debt: 0 });
    expect(pointsOf(entry)).toBe(0);
  });

  test('leaves the welcome points alone', () => {
    const ledger = memberLedger();
    ledger.order(anOrder('1', 5_000));
    const entry = ledger.refund('1', 5_000);
    expect(entry.balance).toEqual({ before: 100, after: 50 });
  });

  test('of everything takes the order out of the purchases and the spend of its month', () => {
    const ledger = memberLedger();
    ledger.order(anOrder('1', 5_000), '2026-02-10T12:00:00Z');
    ledger.order(anOrder('2', 3_000), '2026-03-10T12:00:00Z');
    ledger.refund('1', 5_000, { at: '2026-03-20T12:00:00Z' });
    expect(ledger.state.purchases).toBe(1);
    expect(ledger.state.spendMinor).toBe(3_000);
    expect(ledger.state.figures.find(({ month }) => month === 2026 * 12 + 1)).toMatchObject({
      purchases: 0,
      spendMinor: 0,
      // The welcome points stay earned.
      points: 50,
    });
  });

  test('of a part leaves the order a purchase', () => {
    const ledger = memberLedger();
    ledger.order(anOrder('1', 5_000));
    ledger.refund('1', 4_999);
    expect(ledger.state.purchases).toBe(1);
  });

  test('takes no tier away: the next review may', () => {
    const ledger = memberLedger();
    for (const id of ['1', '2', '3']) ledger.order(anOrder(id, 1_000));
    ledger.cancel('3');
    expect(ledger.state).toMatchObject({ tier: 'regular', purchases: 2 });
  });

  test('does not bring a tier’s rewards and points a second time', () => {
    const ledger = memberLedger();
    ledger.order(anOrder('1', 1_000));
    ledger.cancel('1');
    const entry = ledger.order(anOrder('2', 1_000));
    expect(entry.rewards).toEqual([]);
    expect(pointsOf(entry)).toBe(10);
  });

  test('counts by the order’s own record, whatever the program says today', () => {
    const ledger = memberLedger();
    const order = ledger.order(anOrder('1', 10_000));
    expect(order.shares[0]?.points).toBe(100);
    const stingy = loadProgram({
      ...bareLadder,
      currencies: { EUR: { perPointMinor: 1_000, worthBaseMinor: 1_000 } },
      redemption: { perPointMinor: { EUR: 1 } },
    });
    expect(stingy.version).not.toBe(order.program);
    expect(pointsOf(ledger.refund('1', 5_000))).toBe(-50);
  });

  test('larger than the order takes no more than the order gave', () => {
    const ledger = memberLedger();
    ledger.order(anOrder('1', 1_000));
    expect(pointsOf(ledger.refund('1', 99_000))).toBe(-10);
  });

  test('after a cancellation moves nothing more', () => {
    const ledger = memberLedger();
    ledger.order(anOrder('1', 1_000));
    ledger.cancel('1');
    expect(pointsOf(ledger.refund('1', 1_000))).toBe(0);
    expect(ledger.state.purchases).toBe(0);
  });

  test('of an order whose whole total is shipping takes nothing', () => {
    const ledger = memberLedger();
    ledger.order(anOrder('1', 0, { totalMinor: 500, shippingMinor: 500 }));
    expect(pointsOf(ledger.refund('1', 500))).toBe(0);
  });

  test('of points that have expired takes none of the member’s others, and leaves no debt', () => {
    const ledger = memberLedger();
    ledger.order(anOrder('1', 10_000), '2025-01-10T12:00:00Z');
    ledger.order(anOrder('2', 10_000), '2026-02-10T12:00:00Z');
    const entry = ledger.refund('1', 10_000, { at: '2026-02-11T12:00:00Z' });
    expect(entry.settled).toEqual({ taken: 0, owed: 0, forgiven: 0, lapsed: 100 });
    expect(entry.balance).toEqual({ before: 100, after: 100 });
  });
});

const amounts = fc.integer({ min: 1, max: 1_000_000_000 });

describe('refunds, however they come', () => {
  test('take exactly what one refund of the same money takes', () => {
    fc.assert(
      fc.property(amounts, fc.array(amounts, { minLength: 1, maxLength: 8 }), (tax, parts) => {
        const paid = parts.reduce((sum, part) => sum + part, 0);
        const order = anOrder('1', Math.max(1, paid - tax), { totalMinor: paid });
        const [inParts, atOnce] = [memberLedger(), memberLedger()];
        for (const ledger of [inParts, atOnce]) ledger.order(order);
        for (const part of parts) inParts.refund('1', part);
        atOnce.refund('1', paid);
        expect(inParts.state.lots).toEqual(atOnce.state.lots);
        expect(inParts.state.purchases).toBe(0);
        expect(inParts.state.spendMinor).toBe(0);
      }),
    );
  });

  test('never take more than the order gave, and a balance never falls below zero', () => {
    const steps = fc.array(
      fc.record({ order: fc.integer({ min: 0, max: 3 }), amount: amounts, cancel: fc.boolean() }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(fc.array(amounts, { minLength: 4, maxLength: 4 }), steps, (bases, clawbacks) => {
        const ledger = memberLedger();
        for (const [i, base] of bases.entries()) ledger.order(anOrder(`${i}`, base));
        for (const { order, amount, cancel } of clawbacks) {
          if (cancel) ledger.cancel(`${order}`);
          else ledger.refund(`${order}`, amount);
        }
        for (const entry of ledger.entries) expect(entry.balance.after).toBeGreaterThanOrEqual(0);
        const balance = ledger.state.lots.reduce((sum, lot) => sum + lot.points, 0);
        const moved = ledger.entries.reduce((sum, entry) => sum + pointsOf(entry), 0);
        expect(balance - ledger.state.debt).toBe(moved);
        expect(ledger.state.lots.every((lot) => lot.points > 0)).toBe(true);
        expect(ledger.state.purchases).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('leave a state that a replay of the entries gives again', () => {
    fc.assert(
      fc.property(fc.array(amounts, { minLength: 1, maxLength: 12 }), (bases) => {
        const ledger = memberLedger();
        for (const [i, base] of bases.entries()) {
          ledger.order(anOrder(`${i}`, base));
          if (i % 3 === 0) ledger.refund(`${i}`, Math.ceil(base / 2));
          if (i % 4 === 0) ledger.cancel(`${i}`);
        }
        expect(replay(MEMBER, ledger.entries)).toEqual(ledger.state);
      }),
    );
  });
});
