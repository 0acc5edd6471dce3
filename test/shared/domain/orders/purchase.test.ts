import { describe, expect, test } from 'vitest';
import { pointsOf } from '../../../../shared/domain/ledger/ledger.ts';
import { loadProgram } from '../../../../shared/program/load.ts';
import { fourTierLadder } from '../../../../shared/program/presets/four-tier-ladder.ts';
import { anOrder, memberLedger } from '../../../support/member-ledger.ts';

describe('a purchase', () => {
  test('earns one point for each whole unit of goods, rounded down', () => {
    const ledger = memberLedger();
    const entry = ledger.order(anOrder('1', 4_999));
    expect(entry.shares[0]).toMatchObject({ rule: 'goods', points: 49, multiplierBps: 10_000 });
  });

  test('earns on goods alone, not on the tax and shipping in the total', () => {
    const entry = memberLedger().order(
      anOrder('1', 1_000, { totalMinor: 9_000, shippingMinor: 800 }),
    );
    expect(entry.shares[0]?.points).toBe(10);
  });

  test('makes its buyer an Explorer at once, with 50 welcome points in the same entry', () => {
    const ledger = memberLedger();
    const entry = ledger.order(anOrder('1', 58_700));
    expect(pointsOf(entry)).toBe(637);
    expect(entry.balance).toEqual({ before: 0, after: 637 });
    expect(entry.tier).toEqual({ before: null, after: 'explorer' });
    expect(entry.rewards).toEqual(['thank-you-tag', 'basic-content']);
    expect(entry.shares[1]).toMatchObject({ rule: 'tier:explorer', points: 50, clawedBack: false });
  });

  test.each([
    [1, 'explorer'],
    [2, 'explorer'],
    [3, 'regular'],
    [5, 'regular'],
    [6, 'advocate'],
    [10, 'advocate'],
    [11, 'ambassador'],
  ])('number %i leaves its buyer a member of the tier %s', (count, tier) => {
    const ledger = memberLedger();
    for (let i = 1; i <= count; i++) ledger.order(anOrder(`${i}`, 1_000));
    expect(ledger.state.tier).toBe(tier);
    expect(ledger.state.purchases).toBe(count);
  });

  test('is multiplied by the tier held before it: the third earns once, the fourth twice', () => {
    const ledger = memberLedger();
    const points = ['1', '2', '3', '4'].map(
      (id) => ledger.order(anOrder(id, 1_000)).shares.find((s) => s.rule === 'goods')?.points,
    );
    expect(points).toEqual([10, 10, 10, 20]);
  });

  test('rounds once, after the multiplier', () => {
    const ledger = memberLedger();
    for (const id of ['1', '2', '3']) ledger.order(anOrder(id, 100));
    expect(ledger.order(anOrder('4', 1_050)).shares[0]?.points).toBe(21);
  });

  test('brings the rewards of every tier that it skips, the lowest first', () => {
    const steep = loadProgram({
      ...fourTierLadder,
      tiers: fourTierLadder.tiers.map((tier, i) => ({
        ...tier,
        reach: [[{ measure: 'purchases' as const, window: 'lifetime' as const, atLeast: i + 1 }]],
      })),
    });
    const fresh = memberLedger(steep);
    fresh.order(anOrder('1', 1_000));
    expect(fresh.state.tier).toBe('explorer');
    const entry = fresh.order(anOrder('2', 1_000));
    expect(entry.rewards).toEqual(['brand-supporter-badge', 'priority-support']);
  });

  test('in another listed currency earns and counts at the rates of the program', () => {
    const entry = memberLedger().order(anOrder('1', 80_000, { currency: 'CNY' }));
    expect(entry.shares[0]?.points).toBe(100);
    expect(entry.figures.spendMinor).toBe(10_000);
  });

  test('in a currency that is not listed counts, earns nothing and says why', () => {
    const ledger = memberLedger();
    const entry = ledger.order(anOrder('1', 80_000, { currency: 'SEK' }));
    expect(pointsOf(entry)).toBe(0);
    expect(entry.nothingEarned).toBe('currency-not-listed');
    expect(ledger.state).toMatchObject({ purchases: 1, tier: 'explorer', spendMinor: 0 });
  });

  test('that could not earn leaves the welcome points to the next one that can', () => {
    const ledger = memberLedger();
    ledger.order(anOrder('1', 80_000, { currency: 'SEK' }));
    expect(pointsOf(ledger.order(anOrder('2', 1_000)))).toBe(60);
    expect(pointsOf(ledger.order(anOrder('3', 1_000)))).toBe(10);
  });

  test('with nothing in it that earns is recorded and is no purchase', () => {
    const ledger = memberLedger();
    const entry = ledger.order(anOrder('1', 0, { totalMinor: 500, shippingMinor: 500 }));
    expect(entry.nothingEarned).toBe('nothing-to-earn-on');
    expect(entry.tier).toEqual({ before: null, after: null });
    expect(ledger.state).toMatchObject({ v: 1, purchases: 0, lots: [], lastOrderAt: 0 });
  });

  test('puts its points into the month at whose start they expire', () => {
    const ledger = memberLedger();
    ledger.order(anOrder('1', 1_000), '2026-03-10T12:00:00Z');
    // Welcome points: 90 days on is 8 June, so 1 July. Goods: 10 March 2027, so 1 April.
    expect(ledger.state.lots).toEqual([
      { expires: 2026 * 12 + 6, points: 50 },
      { expires: 2027 * 12 + 3, points: 10 },
    ]);
  });

  test('received late counts in the month in which it was paid', () => {
    const ledger = memberLedger();
    ledger.order(anOrder('1', 1_000), '2026-03-31T21:59:59.999Z');
    ledger.order(anOrder('2', 1_000), '2026-03-31T22:00:00.000Z');
    expect(ledger.state.figures.map(({ month, purchases }) => [month, purchases])).toEqual([
      [2026 * 12 + 2, 1],
      [2026 * 12 + 3, 1],
    ]);
  });

  test('received out of order never turns a member’s time back', () => {
    const ledger = memberLedger();
    ledger.order(anOrder('2', 1_000), '2026-05-02T12:00:00Z');
    ledger.order(anOrder('1', 1_000), '2026-05-01T12:00:00Z');
    expect(ledger.state.asOf).toBe(Date.parse('2026-05-02T12:00:00Z'));
    expect(ledger.state.lastOrderAt).toBe(Date.parse('2026-05-02T12:00:00Z'));
  });

  test('of the largest amount there is is still exact', () => {
    const entry = memberLedger().order(anOrder('1', 999_999_999_999));
    expect(entry.shares[0]?.points).toBe(9_999_999_999);
  });
});
