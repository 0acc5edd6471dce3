import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addFigures, type Figures } from '../../../../shared/domain/ledger/figures.ts';
import { newMember } from '../../../../shared/domain/ledger/member.ts';
import { readState, stateItem } from '../../../../shared/table/ledger/state-item.ts';

const change = fc.record(
  {
    month: fc.integer({ min: 24_300, max: 24_320 }),
    purchases: fc.integer({ min: -1, max: 2 }),
    spendMinor: fc.integer({ min: -500, max: 500 }),
    points: fc.integer({ min: -5, max: 5 }),
    contribution: fc.integer({ min: 0, max: 30 }),
    interactions: fc.integer({ min: 0, max: 1 }),
  },
  { requiredKeys: ['month'] },
);

test('a state is read as it was written, whatever its months hold', () => {
  fc.assert(
    fc.property(fc.array(change), (changes) => {
      const figures = changes.reduce(addFigures, [] as Figures);
      const stored = { state: { ...newMember('m'), figures }, lastEntryHash: new Uint8Array(2) };
      expect(readState('m', stateItem(stored))).toEqual(stored);
    }),
  );
});

test('what most members have nothing of takes no room', () => {
  const item = stateItem({ state: newMember('m'), lastEntryHash: new Uint8Array(2) });
  for (const name of ['deeds', 'visit', 'today']) expect(item).not.toHaveProperty(name);
});

test('visits and the day’s points of activities are read as they were written', () => {
  const activityDay = { day: '2026-03-20', points: 5, pointsOfMonth: 35 };
  const state = { ...newMember('m'), lastVisitAt: 1_774_000_000_000, activityDay };
  const stored = { state, lastEntryHash: new Uint8Array(2) };
  expect(readState('m', stateItem(stored))).toEqual(stored);
});

test('lots are read as they were written, however far apart they expire', () => {
  const lots = [24_315, 24_316, 24_430].map((expires) => ({ expires, points: (expires % 7) + 1 }));
  const stored = { state: { ...newMember('m'), lots }, lastEntryHash: new Uint8Array(2) };
  expect(readState('m', stateItem(stored))).toEqual(stored);
  expect(stateItem(stored).lots).toEqual([24_315, 0, 5, 1, 6, 115, 1]);
});
