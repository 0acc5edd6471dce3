import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Entry, RedeemedEntry } from '../../../../shared/domain/ledger/entry.ts';
import { type Fate, fateOf } from '../../../../shared/domain/ledger/fate.ts';
import { pending } from '../../../../shared/domain/ledger/hold.ts';
import { balanceAt, presentAt } from '../../../../shared/domain/ledger/member.ts';
import { merge } from '../../../../shared/domain/ledger/merge.ts';
import { loadProgram } from '../../../../shared/program/load.ts';
import { fourTierLadder } from '../../../../shared/program/presets/four-tier-ladder.ts';
import {
  anOrder,
  entryOf,
  ladder,
  memberLedger,
  occasionAt,
} from '../../../support/member-ledger.ts';

const nothing: Fate = {
  spent: 0,
  takenBack: 0,
  adjusted: 0,
  expired: 0,
  moved: 0,
  pending: 0,
  left: 0,
};

const checkout = (points: number) => ({ for: 'checkout', points, currency: 'EUR' }) as const;

/** The ladder without welcome points: every point is of an order. */
const plain = loadProgram({
  ...fourTierLadder,
  tiers: fourTierLadder.tiers.map(({ pointsOnReaching: _, ...tier }) => ({
    ...tier,
    multiplierBps: 10_000,
  })),
});

const fates = (entries: readonly Entry[], at: string) =>
  entries.map(({ v }) => fateOf(v, entries, Date.parse(at), plain.timeZone));

describe('the points of an order', () => {
  test('leave first in, first out where they expire together', () => {
    const ledger = memberLedger(plain);
    ledger.order(anOrder('1', 10_000));
    ledger.order(anOrder('2', 10_000));
    ledger.redeem(checkout(130));
    expect(fates(ledger.entries, '2026-03-20T00:00:00Z').slice(0, 2)).toEqual([
      { ...nothing, spent: 100 },
      { ...nothing, spent: 30, left: 70 },
    ]);
  });

  test('go back with that order, though others came before', () => {
    const ledger = memberLedger(plain);
    ledger.order(anOrder('1', 10_000));
    ledger.order(anOrder('2', 10_000));
    ledger.refund('2', 6_000);
    expect(fates(ledger.entries, '2026-03-20T00:00:00Z').slice(0, 2)).toEqual([
      { ...nothing, left: 100 },
      { ...nothing, takenBack: 60, left: 40 },
    ]);
  });

  test('are taken for another order whose own were spent, and come back to theirs', () => {
    const ledger = memberLedger(plain);
    ledger.order(anOrder('1', 10_000));
    ledger.redeem(checkout(100));
    ledger.order(anOrder('2', 10_000));
    const refunded = ledger.refund('1', 7_000, { at: '2026-03-13T12:00:00Z' });
    const [, , second] = fates(ledger.entries, '2026-03-20T00:00:00Z');
    expect(second).toEqual({ ...nothing, takenBack: 70, left: 30 });
    ledger.reverse(refunded, '2026-03-14T12:00:00Z');
    const [first, , again] = fates(ledger.entries, '2026-03-20T00:00:00Z');
    expect(first).toEqual({ ...nothing, spent: 100 });
    expect(again).toEqual({ ...nothing, left: 100 });
  });

  test('that were spent are there again when the redemption is called off', () => {
    const ledger = memberLedger(plain);
    ledger.order(anOrder('1', 10_000));
    ledger.restore(entryOf('redeemed', ledger.redeem(checkout(60))));
    expect(fates(ledger.entries, '2026-03-20T00:00:00Z')[0]).toEqual({ ...nothing, left: 100 });
  });

  test('expire, whether or not anything has swept them up', () => {
    const ledger = memberLedger(plain);
    const { shares } = ledger.order(anOrder('1', 10_000));
    expect(fates(ledger.entries, '2027-04-01T00:00:00Z')).toEqual([{ ...nothing, expired: 100 }]);
    ledger.tell({ type: 'expire', month: shares[0]?.expires ?? 0 }, '2027-04-02T00:00:00Z');
    expect(fates(ledger.entries, '2027-04-03T00:00:00Z')[0]).toEqual({ ...nothing, expired: 100 });
  });

  test('are pending until they can be spent', () => {
    const held = { ...plain, availableAfterDays: 14 };
    const ledger = memberLedger(held);
    ledger.order(anOrder('1', 10_000));
    expect(fates(ledger.entries, '2026-03-24T11:59:59Z')).toEqual([{ ...nothing, pending: 100 }]);
    expect(fates(ledger.entries, '2026-03-24T12:00:00Z')).toEqual([{ ...nothing, left: 100 }]);
  });

  test('go into another ledger with a merge', () => {
    const [survivor, absorbed] = [
      memberLedger(plain),
      memberLedger(plain, 'the-other-member-of-it'),
    ];
    survivor.order(anOrder('1', 10_000));
    absorbed.order(anOrder('2', 5_000));
    const merged = merge(survivor.state, absorbed.state, occasionAt('2026-03-12T12:00:00Z'), plain);
    if (!merged.ok) throw new Error(merged.reason);
    survivor.enter(merged.survivor.entry);
    absorbed.enter(merged.absorbed.entry);
    survivor.redeem(checkout(120), '2026-03-13T12:00:00Z');
    expect(fates(absorbed.entries, '2026-03-20T00:00:00Z')[0]).toEqual({ ...nothing, moved: 50 });
    expect(fates(survivor.entries, '2026-03-20T00:00:00Z').slice(0, 2)).toEqual([
      { ...nothing, spent: 100 },
      { ...nothing, spent: 20, left: 30 },
    ]);
  });
});

test('of all that came in, whatever was done, everything is somewhere', () => {
  const step = fc.record({
    what: fc.constantFrom('order', 'refund', 'reverse', 'redeem', 'restore', 'adjust', 'expire'),
    size: fc.integer({ min: 1, max: 300 }),
    days: fc.integer({ min: 0, max: 40 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.constantFrom(0, 14), (steps, hold) => {
      const program = { ...ladder, availableAfterDays: hold };
      const ledger = memberLedger(program);
      let now = Date.parse('2026-03-10T12:00:00Z');
      let orders = 0;
      for (const { what, size, days } of steps) {
        now += days * 86_400_000;
        const at = new Date(now).toISOString();
        const latest = <Kind extends Entry['kind']>(kind: Kind) =>
          ledger.entries.findLast(
            (entry): entry is Extract<Entry, { kind: Kind }> => entry.kind === kind,
          );
        if (what === 'order') ledger.order(anOrder(String(++orders), size * 100), at);
        const order = latest('earned');
        if (what === 'refund' && order) ledger.refund(order.order.orderId, size * 20, { at });
        const refunded = latest('clawed-back');
        if (what === 'reverse' && refunded?.reason === 'refund') ledger.reverse(refunded, at);
        if (what === 'redeem') ledger.redeem(checkout(size), at);
        const redeemed: RedeemedEntry | undefined = latest('redeemed');
        if (what === 'restore' && redeemed && ledger.entries.at(-1) === redeemed) {
          ledger.restore(redeemed, at);
        }
        const request = { request: 'a-hash', points: size - 100 || 1, reason: 'so', by: 'us' };
        if (what === 'adjust') {
          ledger.tell({ type: 'adjust', request: { ...request, adjustment: at } }, at);
        }
        const lot = ledger.state.lots[0];
        if (what === 'expire' && lot) ledger.tell({ type: 'expire', month: lot.expires }, at);
      }
      const all = ledger.entries.map(({ v }) => fateOf(v, ledger.entries, now, program.timeZone));
      const sum = (of: keyof Fate) => all.reduce((total, fate) => total + fate[of], 0);
      const { state, month } = presentAt(ledger.state, now, program.timeZone);
      const alive = state.holds.filter(({ expires }) => expires > month);
      expect(sum('left')).toBe(balanceAt(state, now, program.timeZone));
      expect(sum('pending')).toBe(pending(alive));
      for (const [i, fate] of all.entries()) {
        const entry = ledger.entries[i];
        if (entry?.kind !== 'earned') continue;
        const brought = [...entry.movements, ...entry.held].reduce(
          (n, { points }) => n + points,
          0,
        );
        expect(Object.values(fate).reduce((n, points) => n + points, 0)).toBe(brought);
      }
      for (const fate of all) expect(Math.min(...Object.values(fate))).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 200 },
  );
});
