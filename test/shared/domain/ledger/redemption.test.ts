import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadProgram } from '../../../../shared/program/load.ts';
import { fourTierLadder } from '../../../../shared/program/presets/four-tier-ladder.ts';
import { anOrder, entryOf, memberLedger, refusedOnce } from '../../../support/member-ledger.ts';

const catalogue = loadProgram({
  ...fourTierLadder,
  catalogue: [
    { reward: 'early-access', points: 30 },
    { reward: 'event-invitation', points: 50, cash: { EUR: 1_000 } },
    { reward: 'recognition-mark', points: 20, stock: { units: 2 } },
  ],
});
const graceful = loadProgram({
  ...fourTierLadder,
  redemption: { ...fourTierLadder.redemption, graceDays: 30 },
});

const checkout = (points: number) => ({ for: 'checkout' as const, points, currency: 'EUR' });
const july = 2026 * 12 + 6;
const april27 = 2027 * 12 + 3;

describe('a redemption', () => {
  test('takes what expires soonest, and is worth what the program says', () => {
    const ledger = memberLedger();
    ledger.order(anOrder('1', 10_000));
    const entry = entryOf('redeemed', ledger.redeem(checkout(70)));
    expect(entry.purpose).toEqual({ for: 'checkout', amountMinor: 70, currency: 'EUR' });
    expect(entry.movements).toEqual([
      { expires: july, points: -50 },
      { expires: april27, points: -20 },
    ]);
    expect(entry.balance).toEqual({ before: 150, after: 80 });
  });

  test('of more than there is is refused, with how much is short', () => {
    const ledger = memberLedger();
    ledger.order(anOrder('1', 10_000));
    expect(ledger.redeem(checkout(151))).toEqual({
      ok: false,
      reason: 'insufficient-points',
      short: 1,
    });
    expect(ledger.entries).toHaveLength(1);
  });

  test('cannot use what has expired, swept or not', () => {
    const ledger = memberLedger();
    ledger.order(anOrder('1', 10_000));
    const decision = ledger.redeem(checkout(101), '2026-06-30T22:00:00Z');
    expect(decision).toMatchObject({ reason: 'insufficient-points', short: 1 });
  });

  test('in a currency without a rate is refused', () => {
    const wish = { for: 'checkout' as const, points: 1, currency: 'JPY' };
    expect(memberLedger().redeem(wish)).toMatchObject({ reason: 'currency-not-listed' });
  });

  test('of a reward costs what the catalogue says, with its part in cash', () => {
    const ledger = memberLedger(catalogue);
    ledger.order(anOrder('1', 10_000));
    const wish = { for: 'reward' as const, reward: 'event-invitation' };
    expect(entryOf('redeemed', ledger.redeem(wish))).toMatchObject({
      points: 50,
      purpose: { for: 'reward', cash: { amountMinor: 1_000, currency: 'EUR' } },
      uses: [],
    });
    expect(ledger.redeem({ ...wish, currency: 'GBP' })).toMatchObject({
      reason: 'currency-not-listed',
    });
    expect(ledger.redeem({ ...wish, reward: 'a-pony' })).toMatchObject({
      reason: 'unknown-reward',
    });
  });

  test('of a limited reward claims one of its stock, and is refused when none is left', () => {
    const ledger = memberLedger(catalogue);
    ledger.order(anOrder('1', 10_000));
    const wish = { for: 'reward' as const, reward: 'recognition-mark' };
    const decision = ledger.redeem(wish);
    expect(decision).toMatchObject({
      claims: [{ cap: 'stock:recognition-mark', slice: 0, units: 1, atMostBefore: 1 }],
    });
    const refused = refusedOnce('stock:recognition-mark', 1);
    expect(ledger.redeem(wish, undefined, refused)).toMatchObject({ reason: 'out-of-stock' });
  });
});

describe('a redemption that is called off', () => {
  test('gives points back to the months that they came from', () => {
    const ledger = memberLedger();
    ledger.order(anOrder('1', 10_000));
    const before = ledger.state.lots;
    const entry = ledger.restore(entryOf('redeemed', ledger.redeem(checkout(70))));
    expect(entry).toMatchObject({ points: 70, lapsed: 0 });
    expect(ledger.state.lots).toEqual(before);
  });

  test('gives nothing back that has expired meanwhile', () => {
    const ledger = memberLedger();
    ledger.order(anOrder('1', 10_000));
    const redeemed = entryOf('redeemed', ledger.redeem(checkout(70)));
    expect(ledger.restore(redeemed, '2026-07-02T00:00:00Z')).toMatchObject({
      points: 20,
      lapsed: 50,
      balance: { before: 80, after: 100 },
    });
  });

  test('gives it back for a while where the program grants a grace', () => {
    const ledger = memberLedger(graceful);
    ledger.order(anOrder('1', 10_000));
    const redeemed = entryOf('redeemed', ledger.redeem(checkout(70)));
    const entry = ledger.restore(redeemed, '2026-07-02T00:00:00Z');
    expect(entry).toMatchObject({ points: 70, lapsed: 0 });
    // 30 days on is 1 August, so 1 September.
    expect(entry.movements).toContainEqual({ expires: 2026 * 12 + 8, points: 50 });
  });

  test('pays debt first', () => {
    const ledger = memberLedger();
    ledger.order(anOrder('1', 10_000));
    const redeemed = entryOf('redeemed', ledger.redeem(checkout(150)));
    ledger.cancel('1', '2026-03-12T13:00:00Z');
    expect(ledger.state.debt).toBe(100);
    ledger.restore(redeemed);
    expect(ledger.state).toMatchObject({ debt: 0, lots: [{ points: 50 }] });
  });
});

test('no run of orders, redemptions and refunds takes a balance below zero', () => {
  const step = fc.record({
    kind: fc.constantFrom('order', 'redeem', 'refund', 'restore'),
    amount: fc.integer({ min: 1, max: 50_000 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const ledger = memberLedger();
      let orders = 0;
      const redeemed: ReturnType<typeof entryOf<'redeemed'>>[] = [];
      for (const { kind, amount } of steps) {
        if (kind === 'order') ledger.order(anOrder(String(++orders), amount));
        if (kind === 'refund' && orders > 0) ledger.refund(String(1 + (amount % orders)), amount);
        if (kind === 'redeem') {
          const decision = ledger.redeem(checkout(amount % 500 || 1));
          if (decision.ok) redeemed.push(entryOf('redeemed', decision));
        }
        const last = kind === 'restore' ? redeemed.pop() : undefined;
        if (last !== undefined) ledger.restore(last);
        expect(ledger.balance).toBeGreaterThanOrEqual(0);
        expect(Math.min(ledger.state.debt, ledger.balance)).toBe(0);
      }
    }),
  );
});
