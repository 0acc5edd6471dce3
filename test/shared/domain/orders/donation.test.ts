import { expect, test } from 'vitest';
import { FIRST_ATTEMPT, sliceLimit } from '../../../../shared/domain/ledger/cap.ts';
import { donatedWith, donationClaims } from '../../../../shared/domain/orders/donation.ts';
import { loadProgram } from '../../../../shared/program/load.ts';
import { fourTierLadder } from '../../../../shared/program/presets/four-tier-ladder.ts';
import { anOrder, ladder, memberLedger } from '../../../support/member-ledger.ts';

const MARCH = 2026 * 12 + 2;

const giving = (amountMinor: number, mostAMonthMinor: number) => ({
  donation: { reward: 'donation', amountMinor, mostAMonthMinor },
});

const generous = loadProgram({
  ...fourTierLadder,
  costs: undefined,
  donation: { reward: 'donation', amountMinor: 100, mostAMonthMinor: 1_000_000 },
  rewards: [
    ...fourTierLadder.rewards,
    {
      id: 'donation',
      kind: 'donation',
      gives: 'each-time',
      name: { en: 'A tree', 'zh-CN': '一棵树' },
      to: { en: 'Trees', 'zh-CN': '植树' },
    },
  ],
});

test('every purchase gives the same, and what is no purchase gives nothing', () => {
  const member = memberLedger(generous);
  const bought = member.order(anOrder('1', 5_000));
  expect(bought.uses).toEqual([{ cap: 'donation:2026-03', slice: 0, units: 100 }]);
  expect(donatedWith(bought)).toBe(100);
  expect(donatedWith(member.order(anOrder('2', 5_000, { currency: 'SEK' })))).toBe(100);
  expect(donatedWith(member.order(anOrder('3', 0)))).toBe(0);
  expect(donatedWith(memberLedger(ladder).order(anOrder('1', 5_000)))).toBe(0);
});

test('a cancellation takes none of it back', () => {
  const member = memberLedger(generous);
  member.order(anOrder('1', 5_000));
  expect(member.cancel('1')).not.toHaveProperty('uses');
});

test.each([
  [100, 1_000_000, 1_000_000],
  [100, 1_150, 1_100],
  [100, 100, 100],
  [30, 100, 90],
  [100, 99, 0],
])('of %i an order and %i a month, exactly %i is given in whole parts', (each, most, given) => {
  const units = Array.from({ length: 8 }, (_, slice) =>
    sliceLimit({ id: 'c', units: most, slices: 8, each }, slice),
  );
  expect(units.reduce((sum, limit) => sum + limit, 0)).toBe(given);
  expect(units.every((limit) => limit % each === 0)).toBe(true);
  const claims = donationClaims(MARCH, giving(each, most), { ...FIRST_ATTEMPT, start: 3 });
  expect(claims).toHaveLength(given === 0 ? 0 : 1);
});

test('nothing is given any more once every slice has refused', () => {
  const full = { start: 0, refusals: () => 8 };
  expect(donationClaims(MARCH, giving(100, 1_000_000), full)).toEqual([]);
});
