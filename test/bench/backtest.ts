import { backtestAll } from '../../infra/commands/backtest-pass.ts';
import { textTable } from '../../infra/commands/text-table.ts';
import { backtest } from '../../shared/backtest/backtest.ts';
import type { Family } from '../../shared/backtest/family.ts';
import { loadProgram } from '../../shared/program/load.ts';
import { memoryTable } from '../../shared/table/memory-table.ts';
import { keepHistories } from '../support/kept-histories.ts';
import { toldHistory } from '../support/told-histories.ts';
import { doubledTrial, eventfulTrial } from '../support/trial-programs.ts';

const FAMILIES = 1_000;
/** One family in so many is of members who are merged and parted again and again. */
const MERGED = 20;
const DEEDS = 120;
/** An order, or what belongs to one, every week or so: two years and more. */
const EVERY_DAYS = 7;

/** How many entries a second are told again, out of the table within this process. */
export async function benchBacktest(say: (line?: string) => void): Promise<void> {
  const current = loadProgram(eventfulTrial);
  const families = Array.from({ length: FAMILIES }, (_, i) =>
    toldHistory(i + 1, current, {
      members: i % MERGED === 0 ? 3 : 1,
      deeds: DEEDS,
      everyDays: EVERY_DAYS,
    }),
  );
  const table = memoryTable();
  for (const family of families) await keepHistories(table, family);
  const entries = families.reduce((sum, family) => sum + entriesOf(family), 0);
  say(`${entries} entries of ${families.flat().length} members, one family in ${MERGED} merged.\n`);

  const rows: (string | number)[][] = [];
  for (const tried of [current, loadProgram(doubledTrial)]) {
    const pure = await measured(async () => {
      for (const family of families) backtest(family, tried, 0);
    });
    const whole = await measured(() => backtestAll(table, { current, tried, since: 0 }));
    rows.push([`${tried.id}, the function alone`, ...ratesOf(entries, pure)]);
    rows.push([`${tried.id}, read and added up`, ...ratesOf(entries, whole)]);
  }
  say(textTable(['under', 'seconds', 'CPU s', 'a second', 'a CPU second'], rows));
  const { heapUsed } = process.memoryUsage();
  say(`\n${Math.round(heapUsed / 1e6)} MB of heap in the end, the table's items among them.`);
}

function entriesOf(family: Family): number {
  return family.reduce((sum, ledger) => sum + ledger.entries.length, 0);
}

interface Measured {
  readonly seconds: number;
  /** Of all threads, in seconds: what counts where other work shares the machine. */
  readonly cpu: number;
}

async function measured(work: () => Promise<unknown>): Promise<Measured> {
  const before = process.cpuUsage();
  const began = performance.now();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - began) / 1_000, cpu: (user + system) / 1_000_000 };
}

function ratesOf(entries: number, { seconds, cpu }: Measured): string[] {
  const rate = (of: number): string => Math.round(entries / of).toLocaleString('en');
  return [seconds.toFixed(2), cpu.toFixed(2), rate(seconds), rate(cpu)];
}
