import { expect, test } from 'vitest';
import {
  changeBps,
  countedForGoals,
  ratioOf,
} from '../../../../shared/domain/time/goal-figures.ts';
import { loadProgram } from '../../../../shared/program/load.ts';
import { serviceTiers } from '../../../../shared/program/presets/service-tiers.ts';
import { addTallies } from '../../../../shared/sweep/sweep.ts';
import { anOrder, memberLedger } from '../../../support/member-ledger.ts';

const service = loadProgram(serviceTiers);
const AT = Date.parse('2026-07-01T05:00:00Z');

function counted(...orders: readonly [number, string][]) {
  const ledger = memberLedger(service);
  for (const [i, [amount, day]] of orders.entries())
    ledger.order(anOrder(String(i), amount), `${day}T12:00:00Z`);
  return countedForGoals(ledger.state, service, AT);
}

const measured = (measure: string, all: Readonly<Record<string, number>>) => {
  const goal = service.goals.find((one) => one.measure === measure);
  return goal === undefined ? undefined : ratioOf(goal, all);
};

test('goals are measured by what the ledger knows of all members', () => {
  const all = addTallies([
    counted([5_000, '2026-02-10'], [3_000, '2026-06-20']),
    counted([2_000, '2025-08-10'], [1_000, '2026-06-20']),
    counted([4_000, '2026-06-25']),
    counted([7_000, '2025-11-10']),
    // The running month is not over.
    counted([9_000, '2026-06-30'], [100, '2026-07-01']),
  ]);
  expect(measured('repurchase-rate', all)).toEqual({ of: 1, among: 4 });
  expect(measured('repeat-revenue-share', all)).toEqual({ of: 18_000, among: 22_000 });
  expect(measured('lifetime-value', all)).toEqual({ of: 31_100, among: 5 });
  expect(measured('churn', all)).toEqual({ of: 1, among: 5 });
  expect(measured('renewal', all)).toBeUndefined();
});

test('a change is told of what the figure was, and not at all where it was nothing', () => {
  expect(changeBps({ of: 10, among: 100 }, { of: 12, among: 100 })).toBe(2_000);
  expect(changeBps({ of: 20, among: 100 }, { of: 9, among: 50 })).toBe(-1_000);
  expect(changeBps({ of: 0, among: 100 }, { of: 9, among: 50 })).toBeUndefined();
  expect(changeBps({ of: 1, among: 0 }, { of: 9, among: 50 })).toBeUndefined();
});
