import { beforeAll, describe, expect, test } from 'vitest';
import { costOfPass, type PassCost, passDays } from '../bench/pass-costs.ts';
import { type Definition, MOST_EVENTS, passDefinition, passRun } from '../bench/pass-history.ts';
import type { Due } from '../bench/pass-members.ts';
import { reckon } from '../bench/pass-reckoning.ts';

/* The figures that the design and the README promise of passes. */

/** An entry takes five; a lapse is noted beside the offer, so that its effect can be measured. */
const writeUnitsFor: Readonly<Record<Due, number>> = {
  nothing: 0,
  expiry: 5,
  warning: 0,
  notice: 5,
  demotion: 5,
  'win-back': 7,
};

/** Few for speed: pages that are not full cost a little more than the figures say. */
const MEMBERS = 2_000;

const MOST_MEMBERS = 100_000_000;

let definition: Definition;
beforeAll(() => {
  definition = passDefinition();
});

describe.each(passDays)('$name', (day) => {
  let cost: PassCost;
  beforeAll(async () => {
    cost = await costOfPass(day, MEMBERS);
  });

  test('reads little more than half a unit for each member', () => {
    expect(cost.readUnitsAMember).toBeGreaterThanOrEqual(0.5);
    expect(cost.readUnitsAMember).toBeLessThanOrEqual(0.55);
  });

  test('writes what an entry takes for who is due, and nothing where it only tells', () => {
    expect(cost.ofOneDue.writeUnits).toBeCloseTo(writeUnitsFor[day.due]);
  });

  test('stays far from the longest history over a hundred million members', () => {
    const { longestHistory } = reckon(day, cost, MOST_MEMBERS, definition);
    expect(longestHistory).toBeLessThan(MOST_EVENTS / 10);
  });
});

describe('the history of a pass', () => {
  const parts = 16;

  test('grows with the tasks of a part alone, for parts are executions of their own', () => {
    const few = passRun(definition, { due: true, parts, tasksAPart: 10 });
    const many = passRun(definition, { due: true, parts: 1_000, tasksAPart: 10 });
    expect(many.longestHistory).toBe(few.longestHistory);
  });

  test('would hold all parts, were they no executions of their own', () => {
    const inline = (of: Definition): Definition =>
      JSON.parse(JSON.stringify(of).replaceAll('"DISTRIBUTED"', '"INLINE"'));
    const apart = passRun(definition, { due: true, parts, tasksAPart: 100 });
    const within = passRun(inline(definition), { due: true, parts, tasksAPart: 100 });
    expect(within.longestHistory).toBeGreaterThan(10 * apart.longestHistory);
    expect(within.longestHistory).toBeGreaterThan(MOST_EVENTS);
  });

  test('of a day on which nothing can be due is that of one question', () => {
    const none = passRun(definition, { due: false, parts, tasksAPart: 1 });
    expect(none.transitions).toBe(3);
  });
});
