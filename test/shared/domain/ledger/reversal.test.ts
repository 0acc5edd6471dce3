import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ClawedBackEntry } from '../../../../shared/domain/ledger/entry.ts';
import { pointsOf, replay } from '../../../../shared/domain/ledger/ledger.ts';
import { loadProgram } from '../../../../shared/program/load.ts';
import { fourTierLadder } from '../../../../shared/program/presets/four-tier-ladder.ts';
import { anOrder, MEMBER, memberLedger } from '../../../support/member-ledger.ts';

describe('an undone refund', () => {
  test('gives back what the refund took, to the month that it came from', () => {
    const ledger = memberLedger();
    ledger.order(anOrder('1', 5_000));
    const before = ledger.state;
    const refund = ledger.refund('1', 2_500);
    expect(pointsOf(refund)).toBe(-25);
    const entry = ledger.reverse(refund);
    expect(entry).toMatchObject({ reason: 'refund-reversed', settled: { taken: -25 } });
    expect(ledger.state.lots).toEqual(before.lots);
    expect(ledger.state.figures).toEqual(before.figures);
  });

  test('makes an order that had been refunded whole a purchase of its month again', () => {
    const ledger = memberLedger();
    ledger.order(anOrder('1', 5_000), '2026-02-10T12:00:00Z');
    const refund = ledger.refund('1', 5_000, { at: '2026-03-10T12:00:00Z' });
    expect(ledger.state).toMatchObject({ purchases: 0, spendMinor: 0 });
    ledger.reverse(refund, '2026-04-10T12:00:00Z');
    expect(ledger.state).toMatchObject({
      purchases: 1,
      spendMinor: 5_000,
      figures: [{ month: 2026 * 12 + 1, purchases: 1, spendMinor: 5_000, points: 100 }],
    });
  });

  test('undoes debt before it returns points', () => {
    const ledger = memberLedger();
    ledger.order(anOrder('1', 10_000));
    ledger.redeem({ for: 'checkout', points: 140, currency: 'EUR' });
    const refund = ledger.refund('1', 10_000, { at: '2026-03-13T12:00:00Z' });
    expect(ledger.state).toMatchObject({ debt: 90, lots: [] });
    const entry = ledger.reverse(refund, '2026-03-14T12:00:00Z');
    expect(entry.settled).toEqual({ taken: -10, owed: -90, forgiven: 0, lapsed: 0 });
    expect(ledger.state.debt).toBe(0);
    expect(ledger.balance).toBe(10);
  });

  test('of a cancelled order gives nothing back, for the order is off', () => {
    const ledger = memberLedger();
    ledger.order(anOrder('1', 5_000));
    const refund = ledger.refund('1', 1_000);
    ledger.cancel('1');
    expect(pointsOf(ledger.reverse(refund))).toBe(0);
    expect(ledger.balance).toBe(50);
  });
});

const LATER = '2026-03-13T12:00:00Z';
const minor = fc.integer({ min: 1, max: 10_000_000 });

/** What happens to an order: a refund of so much, the undoing of one of them, or a cancellation. */
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ refund: minor, shippingPercent: fc.nat({ max: 100 }) }) },
  { weight: 3, arbitrary: fc.record({ undo: fc.nat({ max: 20 }) }) },
  { weight: 1, arbitrary: fc.constant({ cancel: true as const }) },
);

const anyOrder = fc.record({ base: minor, tax: fc.nat({ max: 2_000_000 }), shipping: fc.nat() });

/** The design's formula, by itself: what one order must have given back by now. */
function expected(
  order: { base: number; total: number; shipping: number; clawable: number },
  standing: readonly { amount: number; shipping: number }[],
  isCancelled: boolean,
): number {
  const goods = standing.reduce((sum, { amount, shipping }) => sum + BigInt(amount - shipping), 0n);
  const [base, paid] = [BigInt(order.base), BigInt(order.total - order.shipping)];
  const inProportion = (goods * base) / paid;
  const refundedBase = isCancelled || inProportion > base ? base : inProportion;
  return Number((BigInt(order.clawable) * refundedBase) / base);
}

describe('any sequence of refunds, reversals and a cancellation', () => {
  for (const overdrawn of ['debt', 'forgive'] as const) {
    test(`ends at exactly what the refunds that stand come to, where ${overdrawn} is the policy`, () => {
      const program = loadProgram({ ...fourTierLadder, overdrawn });
      const spent = fc.nat({ max: 100 });
      fc.assert(
        fc.property(anyOrder, fc.array(step, { maxLength: 15 }), spent, (given, steps, percent) => {
          const { base, tax } = given;
          const shippingMinor = given.shipping % 10_000;
          const order = { base, total: base + tax + shippingMinor, shipping: shippingMinor };
          const ledger = memberLedger(program);
          const more = { totalMinor: order.total, shippingMinor };
          const entered = ledger.order(anOrder('1', base, more));
          const clawable = entered.shares[0]?.points ?? 0;
          const points = Math.floor((ledger.balance * percent) / 100);
          if (points > 0) ledger.redeem({ for: 'checkout', points, currency: 'EUR' });

          const standing = new Map<ClawedBackEntry, { amount: number; shipping: number }>();
          const settled = () =>
            ledger.entries
              .filter((entry) => entry.kind === 'clawed-back')
              .flatMap((entry) => Object.values(entry.settled))
              .reduce((sum, part: number) => sum + part, 0);
          let isCancelled = false;
          for (const taken of steps) {
            if ('refund' in taken) {
              const shipping = Math.floor((taken.shippingPercent * taken.refund) / 100);
              const refund = ledger.refund('1', taken.refund, { shipping, at: LATER });
              standing.set(refund, { amount: taken.refund, shipping });
            } else if ('undo' in taken) {
              const refund = [...standing.keys()][taken.undo];
              if (refund === undefined) continue;
              ledger.reverse(refund, LATER);
              standing.delete(refund);
            } else if (!isCancelled) {
              ledger.cancel('1', LATER);
              isCancelled = true;
            }
            const due = expected({ ...order, clawable }, [...standing.values()], isCancelled);
            expect(settled()).toBe(due);
            expect(ledger.balance).toBeGreaterThanOrEqual(0);
            expect(ledger.state.debt).toBeGreaterThanOrEqual(0);
          }
          if (standing.size === 0 && !isCancelled) {
            expect(ledger.state.purchases).toBe(1);
            expect(ledger.state.spendMinor).toBe(entered.figures.spendMinor);
          }
          expect(replay(MEMBER, ledger.entries)).toEqual(ledger.state);
        }),
      );
    });
  }

  test('with everything undone leaves the points as if nothing had been', () => {
    fc.assert(
      fc.property(minor, fc.array(minor, { minLength: 1, maxLength: 8 }), (base, amounts) => {
        const ledger = memberLedger();
        ledger.order(anOrder('0', 700_000), '2026-02-10T12:00:00Z');
        ledger.order(anOrder('1', base));
        const before = ledger.state;
        const refunds = amounts.map((amount) => ledger.refund('1', amount));
        for (const refund of refunds) ledger.reverse(refund);
        expect(ledger.state.lots).toEqual(before.lots);
        expect(ledger.state).toMatchObject({
          debt: 0,
          purchases: 2,
          spendMinor: before.spendMinor,
          figures: before.figures,
        });
      }),
    );
  });
});
