import { describe, expect, test } from 'vitest';
import { pointsFor } from '../../../../shared/domain/ledger/amount.ts';
import type { EarnedEntry } from '../../../../shared/domain/ledger/entry.ts';
import { pointsOf } from '../../../../shared/domain/ledger/ledger.ts';
import { loadProgram } from '../../../../shared/program/load.ts';
import type { ProgramDocument } from '../../../../shared/program/program.ts';
import { bareLadder } from '../../../support/bare-ladder.ts';
import { anOrder, memberLedger, refusedOnce } from '../../../support/member-ledger.ts';

const validity = { months: 12 };
const goods = { kind: 'per-amount' as const, id: 'goods', validity };
const named = (name: string) => ({ en: name, 'zh-CN': name });
const beans = { products: ['beans'] };

type Rules = ProgramDocument['earning'];
const ledgerWith = (earning: Rules, more: Partial<ProgramDocument> = {}) =>
  memberLedger(loadProgram({ ...bareLadder, ...more, earning }));

const given = ({ shares }: EarnedEntry) =>
  Object.fromEntries(shares.map(({ rule, points }) => [rule, points]));

const lines = [
  { productId: 'beans', quantity: 2, netMinor: 3_000 },
  { productId: 'cup', quantity: 1, netMinor: 1_000 },
];

describe('a rule per amount', () => {
  test('gives on certain products no more than they cost', () => {
    const ledger = ledgerWith([goods, { ...goods, id: 'of-beans', of: beans }]);
    expect(given(ledger.order(anOrder('1', 4_000, { lines })))).toEqual({
      goods: 40,
      'of-beans': 30,
    });
  });

  test('gives nothing on certain products where none of them was bought, or no lines are told', () => {
    const ledger = ledgerWith([{ ...goods, of: { products: ['tea'] } }]);
    expect(given(ledger.order(anOrder('1', 4_000, { lines })))).toEqual({});
    expect(given(ledger.order(anOrder('2', 4_000)))).toEqual({});
  });

  test('knows products by their category, and every product once', () => {
    const of = { products: ['beans'], categories: ['warm', 'brown'] };
    const categories = { warm: ['beans', 'socks'], brown: ['beans'] };
    const ledger = ledgerWith([{ ...goods, of }], { categories });
    expect(given(ledger.order(anOrder('1', 4_000, { lines })))).toEqual({ goods: 30 });
  });

  test('shares what is taken off the whole order among its lines', () => {
    const ledger = ledgerWith([{ ...goods, of: beans }]);
    expect(given(ledger.order(anOrder('1', 2_000, { lines })))).toEqual({ goods: 15 });
  });

  test('takes a part of the currency’s rate, rounded down once, after the multiplier', () => {
    const ledger = ledgerWith([{ ...goods, rateBps: 1_500 }]);
    for (const id of ['1', '2', '3']) ledger.order(anOrder(id, 100));
    // Regular by now, so twice: 13.50 at 0.15 points each, twice, are 4.05.
    expect(given(ledger.order(anOrder('4', 1_350)))).toEqual({ goods: 4 });
  });

  test.each([
    [4_999, 'EUR', undefined],
    [5_000, 'EUR', 50],
    [100_000, 'USD', undefined],
  ])('asks for a minimum in the order’s own currency: %i %s', (base, currency, points) => {
    const ledger = ledgerWith([{ ...goods, minimumMinor: { EUR: 5_000 } }]);
    expect(given(ledger.order(anOrder('1', base, { currency }))).goods).toBe(points);
  });

  test('is exact for the largest amounts and rates there are', () => {
    const amounts = [{ amountMinor: 999_999_999_999, bps: 99_999 }];
    expect(pointsFor(amounts, 99_999, 7)).toBe(
      Number((999_999_999_999n * 99_999n * 99_999n) / 700_000_000n),
    );
    expect(pointsFor([{ amountMinor: 999_999_999, bps: 10_000 }], 10_000, 1_000_000_000)).toBe(0);
    expect(pointsFor([{ amountMinor: 1_000_000_000, bps: 10_000 }], 10_000, 1_000_000_000)).toBe(1);
  });
});

describe('a rule per product', () => {
  const rule = { kind: 'per-product' as const, id: 'beans', validity, of: beans, points: 25 };

  test('gives for each piece, whatever it cost and whatever the tier', () => {
    const ledger = ledgerWith([goods, rule]);
    for (const id of ['1', '2', '3']) ledger.order(anOrder(id, 100));
    expect(given(ledger.order(anOrder('4', 1_000, { lines })))).toEqual({ goods: 20, beans: 50 });
  });

  test('is taken back with the order', () => {
    const ledger = ledgerWith([goods, rule]);
    ledger.order(anOrder('1', 4_000, { lines }));
    ledger.cancel('1');
    expect(ledger.balance).toBe(0);
  });

  test('leaves no lines in the entry', () => {
    const ledger = ledgerWith([goods, rule]);
    expect(ledger.order(anOrder('1', 4_000, { lines })).order).not.toHaveProperty('lines');
  });
});

describe('points for the first purchase', () => {
  const first = {
    kind: 'first-purchase' as const,
    id: 'first',
    validity,
    points: 100,
    minimumMinor: { EUR: 2_000 },
  };

  test('come once in a lifetime, and stay when it is called off', () => {
    const ledger = ledgerWith([goods, first]);
    expect(given(ledger.order(anOrder('1', 2_000)))).toEqual({ goods: 20, first: 100 });
    ledger.cancel('1');
    expect(ledger.balance).toBe(100);
    expect(given(ledger.order(anOrder('2', 2_000)))).toEqual({ goods: 20 });
    expect(ledger.state.givenOnce).toContain('first');
  });

  test('come with no later purchase, whatever the first one came to', () => {
    const ledger = ledgerWith([goods, first]);
    ledger.order(anOrder('1', 1_999));
    expect(given(ledger.order(anOrder('2', 9_000)))).toEqual({ goods: 90 });
  });
});

describe('a growth task', () => {
  const third = {
    kind: 'milestone' as const,
    id: 'third',
    name: named('the third order'),
    validity,
    points: 60,
    reached: { purchases: 3 },
  };
  const spender = { ...third, id: 'spender', reached: { spendMinor: 10_000 }, points: 200 };

  test('is done with the order that comes so far, once', () => {
    const ledger = ledgerWith([goods, third]);
    const points = ['1', '2', '3', '4'].map((id) => given(ledger.order(anOrder(id, 100))).third);
    expect(points).toEqual([undefined, undefined, 60, undefined]);
    ledger.cancel('4');
    ledger.cancel('3');
    expect(given(ledger.order(anOrder('5', 100))).third).toBeUndefined();
  });

  test('counts spend in the base currency', () => {
    const ledger = ledgerWith([goods, spender]);
    expect(given(ledger.order(anOrder('1', 9_999))).spender).toBeUndefined();
    expect(given(ledger.order(anOrder('2', 8, { currency: 'CNY' }))).spender).toBe(200);
  });
});

describe('an order that comes too soon', () => {
  const ledger = () => ledgerWith([goods], { orders: { intervalMinutes: 60 } });

  test('is recorded, is no purchase, earns nothing and says why', () => {
    const mine = ledger();
    mine.order(anOrder('1', 1_000), '2026-03-10T12:00:00Z');
    const second = mine.order(anOrder('2', 1_000), '2026-03-10T12:59:59Z');
    expect(second).toMatchObject({ nothingEarned: 'too-soon', shares: [] });
    expect(second.figures).toMatchObject({ purchases: 0, spendMinor: 0, points: 0 });
    expect(mine.state.purchases).toBe(1);
    // It does not put the next one off either.
    const third = mine.order(anOrder('3', 1_000), '2026-03-10T13:00:00Z');
    expect(pointsOf(third)).toBe(10);
  });

  test('is so whichever of the two comes first', () => {
    const mine = ledger();
    mine.order(anOrder('2', 1_000), '2026-03-10T12:30:00Z');
    expect(mine.order(anOrder('1', 1_000), '2026-03-10T12:00:00Z').nothingEarned).toBe('too-soon');
  });

  test('takes nothing when it is refunded or called off', () => {
    const mine = ledger();
    mine.order(anOrder('1', 1_000), '2026-03-10T12:00:00Z');
    mine.order(anOrder('2', 1_000), '2026-03-10T12:10:00Z');
    const before = mine.state;
    mine.refund('2', 1_000);
    mine.cancel('2');
    expect(mine.state).toMatchObject({
      purchases: before.purchases,
      spendMinor: before.spendMinor,
      lots: before.lots,
    });
  });
});

describe('the most that the orders of a day earn', () => {
  const first = { kind: 'first-purchase' as const, id: 'first', validity, points: 100 };
  const ledger = () => ledgerWith([goods, first], { orders: { pointsADay: 60 } });

  test('is claimed for the member and the day of the program’s zone', () => {
    const entry = ledger().order(anOrder('1', 5_000), '2026-03-10T23:30:00Z');
    expect(entry.uses).toEqual([{ cap: `day:${entry.member}:2026-03-11`, slice: 0, units: 50 }]);
  });

  test('keeps an order beyond it from earning, but not from being a purchase or the first one', () => {
    const mine = ledger();
    const entry = mine.order(anOrder('1', 6_100));
    expect(given(entry)).toEqual({ first: 100 });
    expect(entry).toMatchObject({ nothingEarned: 'daily-limit', uses: [] });
    expect(mine.state.purchases).toBe(1);
  });

  test('is what the table says it is', () => {
    const mine = ledger();
    const day = `day:${mine.state.member}:2026-03-10`;
    const refused = refusedOnce(day, 1);
    const entry = mine.order(anOrder('1', 100), '2026-03-10T12:00:00Z', refused);
    expect(entry.nothingEarned).toBe('daily-limit');
  });
});
