import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chartOf } from '../../../infra/commands/backtest-chart.ts';
import { backtestAll } from '../../../infra/commands/backtest-pass.ts';
import { reportOf } from '../../../infra/commands/backtest-report.ts';
import { backtestCommand } from '../../../infra/commands/backtesting.ts';
import { run } from '../../../infra/commands/run.ts';
import { costOf, sumsOf } from '../../../shared/backtest/liability.ts';
import { overdrawn } from '../../../shared/backtest/totals.ts';
import { replay } from '../../../shared/domain/ledger/ledger.ts';
import { loadProgram } from '../../../shared/program/load.ts';
import type { Program } from '../../../shared/program/program.ts';
import { memoryTable } from '../../../shared/table/memory-table.ts';
import type { Table, TableReader } from '../../../shared/table/table.ts';
import { keepHistories } from '../../support/kept-histories.ts';
import { useLocalTable } from '../../support/local-table.ts';
import { anOrder, memberLedger } from '../../support/member-ledger.ts';
import { toldHistory } from '../../support/told-histories.ts';
import { doubledTrial, eventfulTrial, trial, trialLadder } from '../../support/trial-programs.ts';

/** What a brand expects; that half of the points are redeemed is all that is asked here. */
const costs: NonNullable<Program['costs']> = {
  marginBps: 5_000,
  causedBps: 2_000,
  redeemedBps: 5_000,
  tiers: {},
  typicalMonthMinor: 5_000,
  mostBps: 2_500,
  leastBps: 1_500,
  tierMostBps: {},
};

const FAMILIES = 60;

/** Many members' histories; and a table that can do nothing but look. */
async function kept(): Promise<{ table: TableReader; entries: number; members: number }> {
  const table = memoryTable();
  const all = Array.from({ length: FAMILIES }, (_, i) => toldHistory(i + 1, trial, { members: 3 }));
  for (const family of all) await keepHistories(table, family);
  const ledgers = all.flat().filter(({ entries }) => entries.length > 0);
  const gone = ledgers.filter(({ member, entries }) => replay(member, entries).mergedInto !== null);
  return {
    table: Object.freeze({ get: table.get, query: table.query }),
    entries: ledgers.reduce((sum, { entries }) => sum + entries.length, 0),
    members: ledgers.length - gone.length,
  };
}

describe('a backtest of all members', () => {
  test('finds nothing to tell of the program that decided everything', async () => {
    const { table, entries, members } = await kept();
    const totals = await backtestAll(table, { current: trial, tried: trial, since: 0 });
    expect(totals.read).toBe(entries);
    expect(totals.members).toBe(members);
    expect(totals.tally.would).toEqual(totals.tally.was);
    expect(sumsOf(totals, 'would').issued).toBeGreaterThan(0);
    expect(totals.affected).toEqual([]);
    expect(
      [...totals.tiers].every(([tier, row]) => [...row.keys()].every((to) => to === tier)),
    ).toBe(true);
    expect(reportOf(totals)).toContain('No member has other points or another tier.');
  });

  test('says the same whatever order the members come in', async () => {
    const { table } = await kept();
    const change = {
      current: trial,
      tried: loadProgram(doubledTrial),
      since: Date.UTC(2025, 6, 1),
    };
    const slow: TableReader = {
      ...table,
      query: async (query) => {
        await new Promise((done) => setTimeout(done, query.partition.length % 3));
        return table.query(query);
      },
    };
    const [one, other] = [await backtestAll(table, change), await backtestAll(slow, change)];
    expect(reportOf(other)).toBe(reportOf(one));
    expect(chartOf(other)).toBe(chartOf(one));
    expect(one.affected).toHaveLength(10);
    const differences = one.affected.map(({ points }) => Math.abs(points.would - points.was));
    expect(differences).toEqual(differences.toSorted((a, b) => b - a));
  });

  test('adds up limits, and says which would have been exceeded', async () => {
    const table = memoryTable();
    const ledger = memberLedger(trial);
    ledger.order(anOrder('o1', 100_000), '2025-03-21T12:00:00Z');
    await keepHistories(table, [{ member: ledger.state.member, entries: ledger.entries }]);
    const tried = loadProgram({ ...eventfulTrial, catalogue: [] });
    const totals = await backtestAll(table, { current: trial, tried, since: 0 });
    expect(totals.tally.would.uses).toEqual(new Map([['campaign:spring', 2_000]]));
    expect(overdrawn(totals)).toEqual([]);
    totals.tally.would.uses.set('campaign:spring', 1_000_001);
    expect(overdrawn(totals)).toMatchObject([{ cap: 'campaign:spring', needed: 1_000_001 }]);
    expect(reportOf(totals)).toContain('has 1,000,000, and 1,000,001 would be taken');
  });

  test('reckons what points, discounts and rewards cost', async () => {
    const table = memoryTable();
    const ledger = memberLedger(trial);
    for (let i = 0; i < 4; i++) ledger.order(anOrder(`o${i}`, 10_000));
    ledger.redeem({ for: 'checkout', points: 200, currency: 'EUR' });
    await keepHistories(table, [{ member: ledger.state.member, entries: ledger.entries }]);
    const current = trial;
    const loaded = loadProgram({
      ...trialLadder,
      redemption: { perPointMinor: { EUR: 2 } },
      tiers: trialLadder.tiers.map((tier) =>
        tier.id === 'explorer' ? tier : { ...tier, discountBps: 500 },
      ),
      rewards: trialLadder.rewards.map((reward) =>
        reward.id === 'support' ? { ...reward, costMinor: 300 } : reward,
      ),
    });
    const tried = { ...loaded, costs };
    const totals = await backtestAll(table, { current, tried, since: 0 });
    // Three orders of 100 points and one of 200, with 50 on reaching the first tier.
    expect(costOf(totals, 'was')).toEqual({
      redeemed: 200,
      outstanding: 350,
      discounts: 0,
      rewards: 0,
    });
    expect(costOf(totals, 'would')).toEqual({
      redeemed: 400,
      outstanding: 350,
      discounts: 500,
      rewards: 300,
    });
    expect(reportOf(totals)).toContain('together');
  });
});

describe('npm run backtest', () => {
  const local = useLocalTable();
  const folder = mkdtempSync(join(tmpdir(), 'perch-backtest-'));
  const file = join(folder, 'new.json');
  const current = join(folder, 'current.json');
  const chart = join(folder, 'chart.svg');
  let said: string[] = [];
  const say = (line = ''): void => {
    said.push(line);
  };
  const backtest = (...args: string[]) =>
    backtestCommand(['--data', local.data, '--current', current, '--chart', chart, ...args], say);

  beforeEach(() => {
    said = [];
    writeFileSync(file, JSON.stringify(doubledTrial));
    writeFileSync(current, JSON.stringify(trialLadder));
    rmSync(chart, { force: true });
  });
  afterEach(() => {
    process.exitCode = 0;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('says that there is nothing in an empty table', async () => {
    await backtest('--program', file);
    expect(said).toEqual([expect.stringContaining('There are no members in perch-test')]);
    expect(existsSync(chart)).toBe(false);
  });

  test('tells what a program would have made of the data on this machine', async () => {
    await keepHistories(local.table, toldHistory(7, trial, { members: 3, deeds: 80 }));
    const before = await everything(local.table, 7);
    await backtest('--program', file, '--workers', '1');
    const [report] = said;
    await backtest('--program', file, '--workers', '3');
    expect(said.filter((line) => line === report)).toHaveLength(2);
    expect(report).toContain('in the place of trial-ladder@');
    expect(report).toMatch(/issued for orders +[\d,]+ +[\d,]+ +\+[\d,]+/);
    expect(report).toMatch(/expires +was +would be/);
    expect(report).toContain('from (down) to (across)');
    expect(readFileSync(chart, 'utf8')).toMatch(/^<svg[\s\S]*<\/svg>\n$/);
    expect(await everything(local.table, 7)).toEqual(before);
  });

  test.each([
    ['without a program', [], 'Say which program to try'],
    ['of a day that there is not', ['--since', '2026-02-30'], '--since 2026-02-30 is no day'],
    ['of nonsense', ['--since', 'yesterday'], '--since yesterday is no day'],
    ['with no workers', ['--workers', '0'], '--workers 0 is not a number from 1 to 64'],
    ['of the future', ['--since', '2099-01-01'], 'Nothing happened since 2099-01-01'],
  ])('%s is refused in a sentence', async (of, args, sentence) => {
    const program = of === 'without a program' ? [] : ['--program', file];
    await expect(backtest(...program, ...args)).rejects.toThrow(sentence);
    expect(said).toEqual([]);
  });

  test('with a faulty program names each fault, and fails', async () => {
    writeFileSync(file, JSON.stringify({ ...doubledTrial, timeZone: 'Mars', tires: [] }));
    const written: string[] = [];
    const write = process.stderr.write;
    process.stderr.write = (text) => written.push(String(text)) > 0;
    await run(() => backtest('--program', file)).finally(() => {
      process.stderr.write = write;
    });
    expect(written.join('')).toContain('tires: there is no such key; did you mean "tiers"?');
    expect(process.exitCode).toBe(1);
  });
});

async function everything(table: Table, seed: number) {
  const members = [0, 1, 2].map((i) => `member-${seed}-${i}`);
  return Promise.all(
    members.map(async (member) => [
      await table.get({ PK: `M#${member}`, SK: 'STATE' }),
      await table.query({
        index: { name: 'history', partition: 'member', sort: 'v' },
        partition: member,
        limit: 1_000,
      }),
    ]),
  );
}
