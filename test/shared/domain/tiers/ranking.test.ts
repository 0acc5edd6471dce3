import { expect, test } from 'vitest';
import { firstOf, type Ranked, rankedOver } from '../../../../shared/domain/tiers/ranking.ts';
import { anOrder, memberLedger } from '../../../support/member-ledger.ts';

const ranked = (member: string, figure: number, since = 0): Ranked => ({ member, figure, since });
const names = (list: readonly Ranked[]) => list.map(({ member }) => member);

test('the higher figure is first, then who came so far earlier, then the id', () => {
  const list = [ranked('d', 5, 2), ranked('b', 5, 1), ranked('a', 4), ranked('c', 5, 1)];
  expect(names(firstOf([list], 3))).toEqual(['b', 'c', 'd']);
});

test('whoever is seen twice counts once, as seen last', () => {
  const first = firstOf([[ranked('a', 9), ranked('b', 5)], [ranked('a', 1)]], 10);
  expect(first).toEqual([ranked('b', 5), ranked('a', 1)]);
});

test('lists come to the same in any parts', () => {
  const all = Array.from({ length: 50 }, (_, i) => ranked(`m${i}`, (i * 37) % 50));
  const [left, right] = [all.slice(0, 20), all.slice(20)];
  expect(firstOf([firstOf([left], 7), firstOf([right], 7)], 7)).toEqual(firstOf([all], 7));
});

test('what counts are the months named, refunds taken off, and nothing is no place', () => {
  const ledger = memberLedger();
  ledger.order(anOrder('a', 5_000), '2026-01-10T12:00:00Z');
  ledger.order(anOrder('b', 3_000), '2026-02-10T12:00:00Z');
  ledger.refund('b', 1_000, { at: '2026-03-10T12:00:00Z' });
  const month = (number: number) => 2026 * 12 + number - 1;
  const over = (from: number, to: number, by: 'spend' | 'purchases' | 'contribution' = 'spend') =>
    rankedOver(ledger.state, by, { from: month(from), to: month(to) })?.figure;
  expect(over(1, 2)).toBe(7_000);
  expect(over(2, 3)).toBe(2_000);
  expect(over(1, 12, 'purchases')).toBe(2);
  expect(over(3, 3)).toBeUndefined();
  expect(over(1, 12, 'contribution')).toBeUndefined();
});
