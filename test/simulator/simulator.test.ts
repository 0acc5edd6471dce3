import { expect, test } from 'vitest';
import { runSeeds } from './crew.ts';

/** Enough for every kind of entry and fault to come by many times. */
const OPERATIONS = 200_000;
const SEEDS = [1, 2, 3, 4];

test('two simulated years with much bad luck never bring a ledger out of true', async () => {
  const errand = { operations: OPERATIONS / SEEDS.length, shrinkMs: 20_000 };
  const { figures, failures } = await runSeeds(SEEDS, errand, 2);
  expect(failures).toEqual([]);
  expect(figures.operations).toBeGreaterThanOrEqual(OPERATIONS);
  const kinds = ['earned', 'clawed-back', 'redeemed', 'restored', 'expired', 'adjusted', 'merged'];
  for (const kind of kinds) expect(figures.entries[kind], kind).toBeGreaterThan(100);
}, 240_000);
