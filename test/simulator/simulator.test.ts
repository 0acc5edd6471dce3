import { expect, test } from 'vitest';
import { isLong } from '../support/long.ts';
import { runSeeds } from './crew.ts';

const SEEDS = [1, 2, 3, 4];
const OPERATIONS = isLong ? 200_000 : 60_000;

test('two years of simulated bad luck find nothing wrong with the ledger', {
  timeout: 600_000,
}, async () => {
  const operations = OPERATIONS / SEEDS.length;
  const { figures, failures } = await runSeeds(SEEDS, { operations, shrinkMs: 20_000 }, 2);
  expect(failures).toEqual([]);
  expect(figures.operations).toBeGreaterThanOrEqual(OPERATIONS);
  // Everything that can happen did, good and bad.
  expect(Object.values(figures.faults).every((times) => times > 0)).toBe(true);
  expect(Object.keys(figures.entries)).toEqual(
    expect.arrayContaining([
      'earned',
      'clawed-back',
      'redeemed',
      'restored',
      'expired',
      'adjusted',
      'imported',
      'merged',
      'unmerged',
      'unclaimed',
      'order-unknown',
    ]),
  );
});
