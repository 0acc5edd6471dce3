import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backtest } from '../../../shared/backtest/backtest.ts';
import { BrokenHistory, type Family } from '../../../shared/backtest/family.ts';
import { FIRST_ATTEMPT } from '../../../shared/domain/ledger/cap.ts';
import type { EntryKind } from '../../../shared/domain/ledger/entry.ts';
import { replay } from '../../../shared/domain/ledger/ledger.ts';
import { loadProgram } from '../../../shared/program/load.ts';
import type { ProgramDocument } from '../../../shared/program/program.ts';
import { everyKind } from '../../support/eventful-ledger.ts';
import { anOrder, entryOf, MEMBER, memberLedger } from '../../support/member-ledger.ts';
import { toldHistory } from '../../support/told-histories.ts';
import {
  doubledTrial,
  eventfulTrial,
  productsTrial,
  trial,
  trialLadder,
} from '../../support/trial-programs.ts';

function familyOf(ledger: ReturnType<typeof memberLedger>): Family {
  return [{ member: MEMBER, entries: ledger.entries }];
}

const seeds = fc.integer({ min: 1, max: 1_000_000 });

describe('under the program that decided it', () => {
  test.each(['debt', 'forgive'] as const)('a history is told as it was, with %s', (overdrawn) => {
    const program = loadProgram({ ...eventfulTrial, overdrawn });
    fc.assert(
      fc.property(seeds, (seed) => {
        const family = toldHistory(seed, program, { members: 3, deeds: 60 });
        const told = backtest(family, program, 0);
        expect(told.entries.would).toEqual(told.entries.was);
        expect(told.refused).toEqual([]);
        for (const { was, would } of told.members) expect(would).toEqual(was);
        for (const { was } of told.members) {
          const own = family.find(({ member }) => member === was.member);
          expect(was).toEqual(replay(was.member, own?.entries ?? []));
        }
        expect(told.read).toBe(family.flatMap(({ entries }) => entries).length);
      }),
      { numRuns: 60 },
    );
  });

  test('every kind of entry is told so', () => {
    const program = loadProgram(eventfulTrial);
    const met = new Set<EntryKind>();
    for (let seed = 1; seed <= 40; seed++) {
      const family = toldHistory(seed, program, { members: 3, deeds: 80 });
      for (const { kind } of backtest(family, program, 0).entries.would) met.add(kind);
    }
    expect([...met].sort()).toEqual(Object.keys(everyKind).sort());
  });

  test('an order that gave nothing away, since the month’s most was given, gives nothing', () => {
    const donation = { reward: 'trees', amountMinor: 100, mostAMonthMinor: 800 };
    const named = { en: 'Trees' };
    const trees = { id: 'trees', kind: 'donation', name: named, to: named } as const;
    const program = loadProgram({
      ...trialLadder,
      donation,
      rewards: [...trialLadder.rewards, trees],
    });
    const ledger = memberLedger(program);
    ledger.order(anOrder('1', 1_000), '2026-03-10T12:00:00Z', { ...FIRST_ATTEMPT, start: 5 });
    const full = { start: 0, refusals: () => 8 };
    ledger.order(anOrder('2', 1_000), '2026-03-11T12:00:00Z', full);
    const told = backtest(familyOf(ledger), program, 0);
    expect(told.entries.would).toEqual(told.entries.was);
    expect(told.entries.was.map((entry) => 'uses' in entry && entry.uses)).toEqual([
      [{ cap: 'donation:2026-03', slice: 5, units: 100 }],
      [],
    ]);
  });

  test('orders that it cannot be asked about are kept as they were', () => {
    const program = loadProgram({ ...productsTrial, availableAfterDays: 3 });
    fc.assert(
      fc.property(seeds, (seed) => {
        const told = backtest(toldHistory(seed, program, { members: 2 }), program, 0);
        expect(told.entries.would).toEqual(told.entries.was);
      }),
      { numRuns: 30 },
    );
  });
});

describe('under another program', () => {
  test('that gives double points, exactly double is earned on goods', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        // One currency, amounts that make whole points, and no redemption: nothing is capped.
        const ledger = memberLedger(trial);
        for (let i = 0; i < 5; i++)
          ledger.order(anOrder(`o${i}`, 100 * (1 + ((seed + i) % 90))), '2026-03-10T12:00:00Z');
        ledger.refund('o1', 100);
        const told = backtest(familyOf(ledger), loadProgram(doubledTrial), 0);
        const goods = (entries: typeof told.entries.was) =>
          entries
            .flatMap((entry) => (entry.kind === 'earned' ? entry.shares : []))
            .reduce((sum, { rule, points }) => (rule === 'goods' ? sum + points : sum), 0);
        expect(goods(told.entries.would)).toBe(2 * goods(told.entries.was));
        const [was, would] = [told.entries.was.at(-1), told.entries.would.at(-1)];
        if (was?.kind !== 'clawed-back' || would?.kind !== 'clawed-back') throw new Error('no');
        expect(would.settled.taken).toBe(2 * was.settled.taken);
      }),
      { numRuns: 30 },
    );
  });

  test('whose tiers are nearer, members rise earlier and earn by it', () => {
    const nearer = loadProgram({
      ...trialLadder,
      id: 'nearer',
      tiers: trialLadder.tiers.map((tier) =>
        tier.id === 'regular'
          ? { ...tier, reach: [[{ measure: 'purchases', window: 'lifetime', atLeast: 2 }]] }
          : tier,
      ),
    });
    const ledger = memberLedger(trial);
    for (let i = 0; i < 3; i++) ledger.order(anOrder(`o${i}`, 1_000));
    const told = backtest(familyOf(ledger), nearer, 0);
    expect(told.entries.would.map(({ tier }) => tier.after)).toEqual([
      'explorer',
      'regular',
      'regular',
    ]);
    // 60 and 10 as before; the third finds a regular.
    expect(told.members[0]?.would.lots.reduce((sum, { points }) => sum + points, 0)).toBe(90);
  });

  test('that gives less, what can no longer be paid for could not have happened', () => {
    const half = { ...trialLadder.currencies, EUR: { perPointMinor: 200, worthBaseMinor: 200 } };
    const ledger = memberLedger(trial);
    ledger.order(anOrder('o1', 10_000));
    const spent = ledger.redeem({ for: 'checkout', points: 120, currency: 'EUR' });
    ledger.restore(entryOf('redeemed', spent));
    ledger.redeem({ for: 'checkout', points: 90, currency: 'EUR' });
    const program = loadProgram({ ...trialLadder, currencies: half });
    const told = backtest(familyOf(ledger), program, 0);
    expect(told.refused).toMatchObject([
      { entry: { kind: 'redeemed', points: 120 }, reason: 'insufficient-points' },
    ]);
    // The restoration of what did not happen is gone with it, and the second one could be paid.
    expect(told.entries.would.map(({ kind }) => kind)).toEqual(['earned', 'redeemed']);
    expect(told.entries.would.at(-1)).toMatchObject({ v: 2, balance: { before: 100, after: 10 } });
  });

  test('that does not offer a reward, it could not have been redeemed', () => {
    const offering = loadProgram({ ...eventfulTrial, availableAfterDays: 0 });
    const ledger = memberLedger(offering);
    ledger.order(anOrder('o1', 10_000));
    ledger.redeem({ for: 'reward', reward: 'sticker' });
    const told = backtest(familyOf(ledger), trial, 0);
    expect(told.refused).toMatchObject([{ reason: 'unknown-reward' }]);
  });

  test('what happened before the change stays, and is taken back by the rules of then', () => {
    const ledger = memberLedger(trial);
    ledger.order(anOrder('before', 1_000), '2026-03-01T12:00:00Z');
    ledger.order(anOrder('after', 1_000), '2026-04-02T12:00:00Z');
    ledger.refund('before', 1_000, { at: '2026-04-03T12:00:00Z' });
    const told = backtest(familyOf(ledger), loadProgram(doubledTrial), Date.parse('2026-04-01'));
    expect(told.read).toBe(3);
    expect(told.entries.was).toHaveLength(2);
    expect(told.entries.would).toMatchObject([
      { kind: 'earned', v: 2, figures: { points: 20 }, balance: { before: 60, after: 80 } },
      { kind: 'clawed-back', v: 3, settled: { taken: 10 } },
    ]);
  });

  test('that asks what was ordered, orders keep their points and are told apart', () => {
    const ledger = memberLedger(trial);
    ledger.order(anOrder('o1', 1_000));
    ledger.order(anOrder('free', 0));
    const told = backtest(familyOf(ledger), loadProgram(productsTrial), 0);
    expect(told.kept.map(({ order }) => order.orderId)).toEqual(['o1']);
    expect(told.entries.would).toEqual(
      told.entries.was.map((entry, i) =>
        i === 0 ? entry : { ...entry, program: programOf(productsTrial) },
      ),
    );
  });

  test('a campaign of some products concerns its days alone', () => {
    const program = loadProgram({
      ...trialLadder,
      campaigns: [
        {
          id: 'beans',
          name: { en: 'Beans', 'zh-CN': '豆' },
          from: '2026-03-11',
          until: '2026-03-12',
          gives: { kind: 'multiplier', multiplierBps: 30_000 },
          of: { products: ['beans'] },
        },
      ],
    });
    const ledger = memberLedger(trial);
    for (const day of [10, 11, 12, 13])
      ledger.order(anOrder(`o${day}`, 1_000), `2026-03-${day}T12:00:00Z`);
    const told = backtest(familyOf(ledger), program, 0);
    expect(told.kept.map(({ order }) => order.orderId)).toEqual(['o11', 'o12']);
  });

  test('no history comes to nonsense', () => {
    const program = loadProgram(eventfulTrial);
    const others = [trial, loadProgram(doubledTrial), loadProgram(productsTrial)];
    fc.assert(
      fc.property(seeds, fc.constantFrom(...others), fc.nat(500), (seed, other, days) => {
        const family = toldHistory(seed, program, { members: 3, deeds: 60 });
        const since = Date.UTC(2025, 0, 1) + days * 86_400_000;
        const told = backtest(family, other, since);
        for (const { would } of told.members) {
          expect(Math.min(0, would.debt, ...would.lots.map(({ points }) => points))).toBe(0);
          expect(Math.min(0, ...would.holds.map(({ points }) => points))).toBe(0);
          expect(would.purchases).toBeGreaterThanOrEqual(0);
        }
        const again = backtest(family, other, since);
        expect(again).toEqual(told);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a history that is not whole', () => {
  test('is refused, and the place is named', () => {
    const ledger = memberLedger(trial);
    for (let i = 0; i < 3; i++) ledger.order(anOrder(`o${i}`, 1_000));
    const entries = ledger.entries.filter(({ v }) => v !== 2);
    expect(() => backtest([{ member: MEMBER, entries }], trial, 0)).toThrow(
      `Entry 2 of ${MEMBER} is missing`,
    );
  });

  test('is refused when one side of a merge is missing', () => {
    const program = loadProgram(eventfulTrial);
    const family = [...Array(50).keys()]
      .map((seed) => toldHistory(seed + 1, program, { members: 2, deeds: 40 }))
      .find((one) => one[0]?.entries.some(({ kind }) => kind === 'absorbed'));
    expect(() => backtest(family?.slice(0, 1) ?? [], program, 0)).toThrow(BrokenHistory);
  });
});

function programOf(document: ProgramDocument): string {
  return loadProgram(document).version;
}
