import { beforeAll, describe, expect, test } from 'vitest';
import { textTable } from '../../../infra/commands/text-table.ts';
import { type Cost, costsOf, dollarsAMillion } from '../../bench/costs.ts';
import type { DesignKind } from '../../bench/design.ts';
import { designs, PERCH } from '../../bench/designs.ts';
import { type Faults, faultsOf } from '../../bench/faults.ts';
import { operationCosts } from '../../bench/operations.ts';
import { stateSizes } from '../../bench/state-size.ts';
import { type Deed, twoYears } from '../../bench/two-years.ts';
import type { Bill } from '../../support/accountant.ts';

/* The figures that the design and the README promise. */

describe('an operation of Perch', () => {
  let costs: Readonly<Record<string, Bill>>;
  beforeAll(async () => {
    costs = await operationCosts();
  });

  test.each<[string, number, number, number]>([
    ['a member’s first purchase', 2, 0.5, 6],
    ['a purchase', 2, 0.5, 5],
    ['a purchase in a campaign with a budget', 2, 0.5, 7],
    ['a refund', 4, 2.5, 5],
    ['a redemption at checkout', 2, 0.5, 5],
    ['a redemption from the catalogue', 2, 0.5, 7],
    ['a redemption from the catalogue, with stock', 2, 0.5, 9],
    ['a redemption called off', 3, 1.5, 5],
  ])('%s takes %i requests, %d read units and %i write units', (name, ...units) => {
    const [requests, readUnits, writeUnits] = units;
    expect(costs[name]).toEqual({ requests, readUnits, writeUnits });
  });

  test('that is refused writes nothing', () => {
    expect(costs['a redemption refused for want of points']).toMatchObject({ writeUnits: 0 });
  });

  test('that is done again costs no more than the attempt', () => {
    expect(costs['the same purchase delivered again']?.writeUnits).toBe(4);
  });
});

describe('the state item', () => {
  test('of a heavy buyer with a hold stays within one write unit, and so do the entries', () => {
    const { states, entries } = stateSizes(20);
    expect(states.p99).toBeLessThanOrEqual(1_024);
    expect(entries.p99).toBeLessThanOrEqual(1_024);
    expect(states.p50).toBeGreaterThan(500);
  });
});

describe('beside other designs, on the same two years,', () => {
  const deeds = twoYears(7, 8);
  const measured = new Map<string, Readonly<Record<Deed['kind'], Cost>>>();
  const faults = new Map<string, Faults>();
  beforeAll(async () => {
    for (const kind of designs) {
      measured.set(kind.name, await costsOf(kind, deeds));
      faults.set(kind.name, await faultsOf(kind));
    }
  });

  test('the same seed makes the same two years, and another makes others', () => {
    expect(twoYears(7, 8)).toEqual(deeds);
    expect(twoYears(8, 8)).not.toEqual(deeds);
    const kinds = new Set(deeds.map(({ kind }) => kind));
    expect(kinds).toEqual(new Set(['purchase', 'refund', 'redemption']));
  });

  test.each([
    ['get, put, then ADD', 3, 0.5, 2, 2, 2],
    ['lots as items with an index', 2, 0.5, 7, 7, 16],
    ['state + entry under the member', 2, 0.5, 4, 4, 4],
    ['one item, audit from the stream', 2, 0, 2, 2, 2],
  ])(
    '%s costs %i requests, %d and %i units a purchase',
    (name, requests, rcu, wcu, refund, redeem) => {
      const cost = measured.get(name);
      expect(cost?.purchase).toMatchObject({ requests, readUnits: rcu, writeUnits: wcu });
      // A refund of an empty lot moves no index, and a redemption takes from as many lots as it takes.
      expect(Math.abs((cost?.refund.writeUnits ?? 0) - refund)).toBeLessThan(0.5);
      expect(Math.abs((cost?.redemption.writeUnits ?? 0) - redeem)).toBeLessThan(3);
    },
  );

  test('Perch costs less than lots as items, and more than what can lose points', () => {
    const dollars = (name: string) => {
      const cost = measured.get(name)?.purchase;
      return cost === undefined ? Number.NaN : dollarsAMillion(cost);
    };
    expect(dollars(PERCH.name)).toBeCloseTo(3.19, 1);
    expect(dollars(PERCH.name)).toBeLessThan(dollars('lots as items with an index'));
    expect(dollars(PERCH.name)).toBeGreaterThan(dollars('get, put, then ADD'));
  });

  test.each<[DesignKind['name'], ...number[]]>([
    [PERCH.name, 0, 0, 0, 0],
    ['get, put, then ADD', 0, 50, 0, 0],
    ['lots as items with an index', 0, 0, 0, 0],
    ['state + entry under the member', 0, 0, 100, 100],
    ['one item, audit from the stream', 100, 50, 0, 100],
  ])(
    '%s gets so many of a hundred wrong: repeats %i, crashes %i, customers %i, refunds %i',
    (name, ...wrong) => {
      expect(Object.values(faults.get(name) ?? {})).toEqual(wrong);
    },
  );
});

test('a table of text has its columns below one another', () => {
  expect(
    textTable(
      ['what', 'n'],
      [
        ['a', 1],
        ['bcd', 12_345],
      ],
    ),
  ).toBe(['what      n', '-----------', 'a         1', 'bcd   12345'].join('\n'));
});
