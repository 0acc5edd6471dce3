import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findProgram } from '../../../shared/program/find.ts';
import { InvalidProgram, loadProgram } from '../../../shared/program/load.ts';
import { fourTierLadder } from '../../../shared/program/presets/four-tier-ladder.ts';

type Fields = Record<string, unknown>;

const faultsOf = (change: Fields): string => {
  try {
    loadProgram({ ...fourTierLadder, ...change });
  } catch (fault) {
    if (fault instanceof InvalidProgram) return fault.message;
    throw fault;
  }
  throw new Error('the program was taken');
};

const tiers = (change: (tier: Fields, i: number) => Fields) => ({
  tiers: fourTierLadder.tiers.map((tier, i) => ({ ...tier, ...change({ ...tier }, i) })),
});

describe('a program', () => {
  test('has a version that changes with every rule and with nothing else', () => {
    const { version } = loadProgram(fourTierLadder);
    expect(version).toMatch(/^four-tier-ladder@[0-9a-f]{8}$/);
    expect(loadProgram(JSON.parse(JSON.stringify(fourTierLadder))).version).toBe(version);
    const changed = tiers((_, i) => (i === 3 ? { multiplierBps: 20_001 } : {}));
    expect(loadProgram({ ...fourTierLadder, ...changed }).version).not.toBe(version);
  });

  test.each([
    ['an unknown key', { tires: [] }, 'tires'],
    ['a zone that there is not', { timeZone: 'Europe/Atlantis' }, 'timeZone: "Europe/Atlantis"'],
    ['a base currency without rates', { baseCurrency: 'CHF' }, 'currencies.CHF'],
    ['no tiers', { tiers: [] }, 'tiers'],
    ['a missing text', { languages: ['en', 'de'] }, 'tiers.0.name.de: the text is missing'],
    [
      'a reward that is not listed',
      tiers((_, i) => (i === 1 ? { rewards: ['a-pony'] } : {})),
      'tiers.1.rewards.0: "a-pony" is not among the rewards',
    ],
    [
      'a tier as easy as the one below',
      tiers((_, i) => (i === 2 ? { reach: fourTierLadder.tiers[1]?.reach } : {})),
      'tiers.2.reach: needs 3 purchases, but the tier below needs 3',
    ],
    ['one id for two tiers', tiers(() => ({ id: 'same' })), 'tiers.1.id: "same" is used twice'],
    [
      'a multiplier below one',
      tiers((_, i) => (i === 0 ? { multiplierBps: 9_999 } : {})),
      'tiers.0.multiplierBps',
    ],
  ])('with %s is refused, and the place is named', (_, change, said) => {
    expect(faultsOf(change)).toContain(said);
  });
});

describe('PERCH_PROGRAM', () => {
  test('names a preset', async () => {
    expect((await findProgram('four-tier-ladder')).id).toBe('four-tier-ladder');
  });

  test('names a file of JSON', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'perch-program-'));
    try {
      const file = join(folder, 'mine.json');
      writeFileSync(file, JSON.stringify({ ...fourTierLadder, id: 'mine' }));
      expect((await findProgram(file)).id).toBe('mine');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test.each(['five-tier-ladder', './nowhere.json'])(
    'that names nothing, %s, says so',
    async (name) => {
      await expect(findProgram(name)).rejects.toThrow(InvalidProgram);
    },
  );
});

test('the ladder has the numbers of the requirements S0-09 to S0-12', () => {
  const numbers = fourTierLadder.tiers.map(({ id, reach, multiplierBps, pointsOnReaching }) => [
    id,
    reach[0]?.[0]?.atLeast,
    multiplierBps / 10_000,
    pointsOnReaching?.points ?? 0,
  ]);
  expect(numbers).toEqual([
    ['explorer', 1, 1, 50],
    ['regular', 3, 2, 0],
    ['advocate', 6, 2, 0],
    ['ambassador', 11, 2, 0],
  ]);
});
