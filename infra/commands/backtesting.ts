import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { startOfDay } from '../../shared/backtest/start-of-day.ts';
import { findProgram } from '../../shared/program/find.ts';
import { ROSTER_SHARDS } from '../../shared/table/keys.ts';
import { chartOf } from './backtest-chart.ts';
import { backtestTogether } from './backtest-crew.ts';
import { reportOf } from './backtest-report.ts';
import { openLedgerPlace, type PlaceOptions, placeOptions } from './ledger-place.ts';
import { progressBar } from './progress.ts';

/**
 * Does what the command line asks for.
 *
 * @throws with a sentence for people when it asks for nonsense.
 */
export async function backtestCommand(
  args: readonly string[],
  say: (line?: string) => void,
): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...placeOptions,
      program: { type: 'string' },
      current: { type: 'string', default: process.env.PERCH_PROGRAM ?? 'four-tier-ladder' },
      since: { type: 'string' },
      chart: { type: 'string' },
      workers: { type: 'string', default: String(Math.min(availableParallelism(), ROSTER_SHARDS)) },
    },
  });
  if (values.program === undefined)
    throw new Error('Say which program to try: npm run backtest -- --program new.ts');
  const tried = await findProgram(values.program);
  const current = await findProgram(values.current);
  const since = values.since === undefined ? 0 : startOfDay(values.since, tried.timeZone);
  if (since === undefined)
    throw new Error(`--since ${values.since} is no day: write it as 2026-01-01.`);
  const chart = values.chart ?? join(values.data, 'backtest.svg');
  const workers = Number(values.workers);
  if (!Number.isInteger(workers) || workers < 1 || workers > ROSTER_SHARDS)
    throw new Error(`--workers ${values.workers} is not a number from 1 to ${ROSTER_SHARDS}.`);
  const { table: tableName, bus, data } = values;
  const place: PlaceOptions = { table: tableName, bus, data };
  const { name } = openLedgerPlace(place);

  const progress = progressBar(ROSTER_SHARDS);
  const began = performance.now();
  const totals = await backtestTogether(
    place,
    { current, tried, since },
    workers,
    ({ members, read, shards }) => progress.show(shards, `${members} members, ${read} entries`),
  ).finally(() => progress.end());
  if (totals.read === 0) {
    say(`There are no members in ${name}: nothing can be told again.`);
    return;
  }
  if (totals.entries === 0) {
    const last = new Date(totals.lastAt).toISOString().slice(0, 10);
    throw new Error(`Nothing happened since ${values.since}: the last entry is of ${last}.`);
  }
  say(reportOf(totals));
  mkdirSync(dirname(chart), { recursive: true });
  writeFileSync(chart, chartOf(totals));
  const seconds = (performance.now() - began) / 1_000;
  const rate = Math.round(totals.read / seconds).toLocaleString('en');
  say(`\nChart: ${chart}`);
  say(`${seconds.toFixed(1)} s, ${rate} entries a second; nothing was written to ${name}.`);
}
