import { rounded, textTable } from '../../infra/commands/text-table.ts';
import { costsOf, dollarsAMillion, PRICES } from './costs.ts';
import { designs } from './designs.ts';
import { faultsOf, TRIALS } from './faults.ts';
import { operationCosts } from './operations.ts';
import { stateSizes } from './state-size.ts';
import { type Deed, twoYears } from './two-years.ts';

const SEED = 20_260_901;
const MEMBERS = 50;
const HEAVY_BUYERS = 50;

/** The ledger beside other designs of it, on the same two years; and what it costs in detail. */
export async function benchLedger(say: (line?: string) => void): Promise<void> {
  const deeds = twoYears(SEED, MEMBERS);
  say(`${deeds.length} deeds of ${MEMBERS} members in two years, seed ${SEED}.`);
  say(`Units are reckoned from item sizes; prices are those read in ${PRICES.readOn}.\n`);

  const costs = await Promise.all(designs.map((kind) => costsOf(kind, deeds)));
  for (const deed of ['purchase', 'refund', 'redemption'] satisfies Deed['kind'][]) {
    const rows = designs.map(({ name }, i) => {
      const cost = costs[i]?.[deed];
      if (cost === undefined) return [name];
      const { requests, readUnits, writeUnits } = cost;
      const dollars = dollarsAMillion(cost).toFixed(2);
      return [name, rounded(requests), rounded(readUnits), rounded(writeUnits), dollars];
    });
    const times = costs[0]?.[deed].times ?? 0;
    say(textTable([`a ${deed} (${times})`, 'requests', 'RCU', 'WCU', '$ a million'], rows));
    say();
  }

  const faults = await Promise.all(designs.map(faultsOf));
  say(
    textTable(
      [
        `wrong, of ${TRIALS} each`,
        'repeat after a year',
        'crash between writes',
        'two customers',
        'refund by its order',
      ],
      designs.map(({ name }, i) => [name, ...Object.values(faults[i] ?? {})]),
    ),
  );
  say();

  const operations = Object.entries(await operationCosts());
  say(
    textTable(
      ['Perch, in detail', 'requests', 'RCU', 'WCU', '$ a million'],
      operations.map(([name, bill]) => [
        name,
        bill.requests,
        bill.readUnits,
        bill.writeUnits,
        dollarsAMillion(bill).toFixed(2),
      ]),
    ),
  );
  say();

  const { states, entries } = stateSizes(HEAVY_BUYERS);
  const row = (name: string, { p50, p99, max }: typeof states) => [name, p50, p99, max];
  say(
    textTable(
      ['bytes, heavy buyers', 'p50', 'p99', 'max'],
      [row('state item in the second year', states), row('entry', entries)],
    ),
  );
}
