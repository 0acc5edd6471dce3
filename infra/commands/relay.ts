import { parseArgs } from 'node:util';
import { factOf } from '../../functions/relay/fact.ts';
import type { Entry } from '../../shared/domain/ledger/entry.ts';
import { type BusEntry, publish } from '../../shared/events/publish.ts';
import { readHistory } from '../../shared/table/people/member-reads.ts';
import type { Table } from '../../shared/table/table.ts';
import { openLedgerPlace, placeOptions } from './ledger-place.ts';
import { progressBar } from './progress.ts';
import { atTheBeginning, passOverRoster, shardsDone } from './roster-pass.ts';
import { run, say } from './run.ts';

/*
 * npm run relay -- --since 2026-01-01 [--table <name> --bus <name>] [--data .perch]
 *
 * Tells the bus again what the ledger has entered since a day: one fact for each entry, the same as
 * the first time. Consumers know the facts by their ids and do nothing twice.
 */
/** How many entries of a member are read at a time. */
const PAGE = 500;

await run(async () => {
  const { values } = parseArgs({ options: { ...placeOptions, since: { type: 'string' } } });
  const since = Date.parse(values.since ?? '');
  if (Number.isNaN(since)) throw new Error('Say since when: npm run relay -- --since 2026-01-01');
  const { name, table, bus } = openLedgerPlace(values);
  const busName = bus.name;
  if (busName === undefined) throw new Error('Name the bus too: --bus <name>');

  const positions = atTheBeginning();
  const progress = progressBar(positions.length);
  let told = 0;
  let refused = 0;
  const tell = async (members: readonly string[]) => {
    const facts = (await Promise.all(members.map((each) => factsOf(table, each, since)))).flat();
    const left = await publish(bus.client, busName, facts);
    return { told: facts.length - left.length, refused: left.length };
  };
  await passOverRoster(table, positions, tell, (page) => {
    told += page.told;
    refused += page.refused;
    progress.show(shardsDone(positions), `${told} facts`);
  });
  progress.end();
  say(`${told} facts of ${name} told to ${busName}.`);
  if (refused > 0) throw new Error(`${refused} facts were not taken: run it again.`);
});

/** The facts of a member's entries that were received since an instant, the oldest first. */
async function factsOf(table: Table, member: string, since: number): Promise<BusEntry[]> {
  const entries: Entry[] = [];
  let from: number | undefined;
  do {
    const page = await readHistory(table, member, PAGE, from);
    entries.push(...page.things.filter(({ receivedAt }) => receivedAt >= since));
    from = page.next;
  } while (from !== undefined);
  return entries.reverse().map(factOf);
}
