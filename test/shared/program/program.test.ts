import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findProgram } from '../../../shared/program/find.ts';
import { InvalidProgram, loadProgram } from '../../../shared/program/load.ts';
import { fourTierLadder } from '../../../shared/program/presets/four-tier-ladder.ts';
import { presets } from '../../../shared/program/presets.ts';
import { readProgram } from '../../../shared/program/read.ts';

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

const spring = {
  id: 'spring',
  name: { en: 'Spring', 'zh-CN': '春季' },
  from: '2026-03-01',
  until: '2026-03-31',
  gives: { kind: 'multiplier', multiplierBps: 30_000 },
};
const scores = { recencyDays: [1, 2, 3, 4], purchases: [1, 2, 3, 4], spendMinor: [1, 2, 3, 4] };
const score = (atLeast: number) => ({ measure: 'score', of: ['recency', 'monetary'], atLeast });

describe('a program', () => {
  test('has a version that changes with every rule and with nothing else', () => {
    const { version } = loadProgram(fourTierLadder);
    expect(version).toMatch(/^four-tier-ladder@[0-9a-f]{8}$/);
    expect(loadProgram(JSON.parse(JSON.stringify(fourTierLadder))).version).toBe(version);
    const changed = tiers((_, i) => (i === 3 ? { multiplierBps: 20_001 } : {}));
    expect(loadProgram({ ...fourTierLadder, ...changed }).version).not.toBe(version);
  });

  test('is read beside a function as it was checked, and refused where it was changed since', () => {
    const folder = mkdtempSync(join(tmpdir(), 'perch-program-'));
    const file = join(folder, 'program.json');
    try {
      for (const preset of Object.values(presets)) {
        const program = loadProgram(preset);
        writeFileSync(file, JSON.stringify(program));
        expect(readProgram(file)).toEqual(program);
      }
      const { version, ...rules } = loadProgram(fourTierLadder);
      for (const other of [{ ...rules, availableAfterDays: 1, version }, rules]) {
        writeFileSync(file, JSON.stringify(other));
        expect(() => readProgram(file)).toThrow('is not the program that was checked');
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('may name its JSON Schema, which is no rule', () => {
    const { version } = loadProgram({ $schema: './program.schema.json', ...fourTierLadder });
    expect(version).toBe(loadProgram(fourTierLadder).version);
  });

  test.each([
    ['an unknown key', { tires: [] }, 'tires: there is no such key; did you mean "tiers"?'],
    [
      'an unknown key deep within',
      tiers((_, i) => (i === 1 ? { multiplier: 20_000 } : {})),
      'tiers.1.multiplier: there is no such key; did you mean "multiplierBps"?',
    ],
    [
      'a key like no other',
      { redemption: { ...fourTierLadder.redemption, zzzzzzzz: 1 } },
      'redemption.zzzzzzzz: there is no such key; known are perPointMinor, graceDays',
    ],
    [
      'an unknown key in one of several forms',
      { earning: [{ kind: 'per-amount', id: 'goods', validity: { month: 12 } }] },
      'earning.0.validity.month: there is no such key; did you mean "months"?',
    ],
    [
      'an unknown key of a kind of thing',
      { review: { demotes: true, noticeDays: 30, graceMonth: 1 } },
      'review.graceMonth: there is no such key; did you mean "graceMonths"?',
    ],
    [
      'a key that another kind of thing has',
      { earning: [{ ...fourTierLadder.earning[0], reached: { purchases: 3 } }] },
      'earning.0.reached: there is no such key; known are kind, id, validity, of, rateBps',
    ],
    [
      'a kind that there is not',
      { rewards: [{ id: 'pony', kind: 'animal', name: { en: 'Pony', 'zh-CN': '小马' } }] },
      "rewards.0.kind: Invalid discriminator value. Expected 'badge' |",
    ],
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
      'tiers.2.reach.0: asks no more than "regular", the tier below; ask more',
    ],
    ['one id for two tiers', tiers(() => ({ id: 'same' })), 'tiers.1.id: "same" is used twice'],
    [
      'a catalogue that offers what there is not',
      { catalogue: [{ reward: 'a-pony', points: 1 }] },
      'catalogue.0.reward: "a-pony" is not among the rewards',
    ],
    [
      'two prices for one reward',
      { catalogue: [1, 2].map((points) => ({ reward: 'early-access', points })) },
      'catalogue.1.reward: "early-access" is offered twice',
    ],
    [
      'more slices than units',
      { catalogue: [{ reward: 'early-access', points: 1, stock: { units: 2, slices: 3 } }] },
      'catalogue.0.stock.slices: 2 units make no 3 slices',
    ],
    [
      'a campaign that ends before it begins',
      { campaigns: [{ ...spring, from: '2026-04-01' }] },
      'campaigns.0.until: 2026-03-31 is before 2026-04-01',
    ],
    [
      'a campaign without a name',
      { campaigns: [{ ...spring, name: { en: 'Spring' } }] },
      'campaigns.0.name.zh-CN: the text is missing',
    ],
    [
      'a score without cuts',
      tiers((_, i) => (i === 3 ? { reach: [[score(8)]] } : {})),
      'tiers.3.reach.0.0: there are no scores',
    ],
    [
      'a score beyond all scores',
      { scores, ...tiers((_, i) => (i === 3 ? { reach: [[score(11)]] } : {})) },
      'tiers.3.reach.0.0.atLeast: 11 cannot be reached; 10 is the most there is',
    ],
    [
      'a tier that multiplies less than the one below',
      tiers((_, i) => (i === 3 ? { multiplierBps: 15_000 } : {})),
      'tiers.3.multiplierBps: less than that of "advocate"',
    ],
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
