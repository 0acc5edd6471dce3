import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { styleText } from 'node:util';
import { findProgram } from '../../../shared/program/find.ts';
import { startHost } from '../../local/host.ts';
import { synthesize } from '../../local/synthesize.ts';
import { localApi } from '../local-api.ts';
import { progressBar } from '../progress.ts';
import { say } from '../run.ts';
import { passesAgain } from './again.ts';
import { sparkline, townChart } from './chart.ts';
import type { MonthFigures } from './figures.ts';
import { faultsOfMessages } from './oracle.ts';
import { recordsOf } from './records.ts';
import { faultsOfSilence } from './silence.ts';
import { liveTown } from './town.ts';

const PRESET = 'points-club';
const PEOPLE = 200;
const SEED = 20_261_122;
const MOST_FAULTS = 10;

/** The columns of the table, each with its width and what it is called. */
const columns: readonly (readonly [of: keyof MonthFigures, title: string, width: number])[] = [
  ['orders', 'orders', 7],
  ['up', 'tier up', 8],
  ['down', 'down', 5],
  ['issued', 'points', 7],
  ['redeemed', 'spent', 6],
  ['expired', 'expired', 8],
  ['reminded', 'reminders', 10],
  ['answered', 'answered', 9],
  ['lost', 'lost', 5],
  ['wonBack', 'back', 5],
  ['sent', 'mails', 6],
  ['held', 'waited', 7],
  ['dropped', 'not sent', 9],
];

/**
 * Hosts a preset on a throwaway table and lets a town live there for so many years: a line for each
 * month, then a chart, and what was found wrong.
 *
 * @param chart the file that the chart is written to.
 * @throws where anything is wrong.
 */
export async function tellYears(years: number, chart: string): Promise<void> {
  const { contact, timeZone } = await findProgram(PRESET);
  if (contact === undefined) throw new Error(`${PRESET} does not say how members are written to`);
  const data = mkdtempSync(join(tmpdir(), 'perch-town-'));
  const discard = () => rmSync(data, { recursive: true, force: true });
  process.once('exit', discard);
  const days = Math.round(years * 365);
  const months: [string, MonthFigures][] = [];
  const bar = progressBar(100);
  say(`${PEOPLE} people, ${days} days, seed ${SEED} (${PRESET}).\n`);
  const host = await startHost({
    assembly: async ({ build }) => {
      await synthesize(build, PRESET);
      return build;
    },
    data,
  });
  try {
    const perch = await localApi(host.url);
    const records = recordsOf(perch, data);
    const began = Date.now();
    say(
      styleText('bold', ['month  ', ...columns.map(([, title, w]) => title.padStart(w))].join(' ')),
    );
    const town = await liveTown(
      perch,
      records,
      { people: PEOPLE, days, seed: SEED },
      {
        onDay: (done, now) => bar.show(100 * done, new Date(now).toISOString().slice(0, 10)),
        onMonth: (month, figures) => {
          bar.end();
          months.push([month, figures]);
          say([month, ...columns.map(([of, , w]) => String(figures[of]).padStart(w))].join(' '));
        },
      },
    );
    bar.end();
    const lived = ((Date.now() - began) / 1_000).toFixed(0);
    say(`\n${town.book.orders} orders in ${days} days, which took ${lived} s.\n`);
    for (const [of, title] of columns) say(`${title.padEnd(10)} ${sparkline(months, of)}`);
    mkdirSync(dirname(chart), { recursive: true });
    writeFileSync(chart, townChart(months));
    say(`\nThe chart is in ${chart}.`);

    const items = await records.items();
    const faults = [
      ...faultsOfMessages(town, items.values(), { ...contact, timeZone }),
      ...faultsOfSilence(town, items.values(), { timeZone }),
    ];
    say(
      `${town.outbox.length} messages: ${faults.length === 0 ? 'each as it should be' : 'wrong'}.`,
    );
    for (const fault of faults.slice(0, MOST_FAULTS)) say(styleText('red', `  ${fault}`));
    const { runs, changed } = await passesAgain(perch, records, data);
    say(`${runs} passes run again: ${changed.length === 0 ? 'nothing' : changed.length} changed.`);
    for (const key of changed.slice(0, MOST_FAULTS)) say(styleText('red', `  ${key}`));
    if (faults.length + changed.length > 0) throw new Error('Not all is as it should be.');
  } finally {
    bar.end();
    await host.stop();
    discard();
  }
}
