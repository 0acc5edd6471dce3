import { expect, test } from 'vitest';
import { ledger } from '../../functions/ledger/handler.ts';
import type { CapUse } from '../../shared/domain/ledger/entry.ts';
import { keys, ranges } from '../../shared/table/keys.ts';
import { readEntry } from '../../shared/table/ledger/entry-item.ts';
import { type Item, type Table, TableBusy, type Write } from '../../shared/table/table.ts';
import { deliver } from '../support/invoke.ts';
import { useLocalTable } from '../support/local-table.ts';
import { chance } from './chance.ts';
import { drawCrowd } from './crowd.ts';
import { type Delivery, isOfShop, memberOf } from './deed.ts';
import { serve } from './desk.ts';
import { oracle } from './oracle/oracle.ts';
import { reckon } from './oracle/reckoning.ts';
import { drawRules } from './rules.ts';
import { eventOf } from './shop.ts';

/** `RACE_ROUNDS=100 npx vitest run test/simulator/races.test.ts` races for longer. */
const ROUNDS = Number(process.env.RACE_ROUNDS ?? 3);
const AT_ONCE = 50;
const MEMBER = memberOf(0);

const local = useLocalTable();

test(`fifty commands at once for one member leave a ledger that is right, in ${ROUNDS} rounds`, {
  timeout: 60_000 + ROUNDS * 10_000,
}, async () => {
  const luck = chance(7);
  const rules = drawRules(luck);
  const story: Delivery[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const at = Date.UTC(2026, 2, 10 + round, 12);
    const crowd = drawCrowd(luck, `round-${round}`, at, AT_ONCE);
    story.push(...crowd);
    await Promise.all(crowd.map((delivery) => untilDone(delivery, rules.before)));
  }

  const watcher = oracle(story, rules);
  for (const item of await history(local.table)) {
    watcher.watch(writesOf(item), [], [rules.before]);
  }
  const state = await local.table.get(keys.state(MEMBER), { consistent: true });
  if (state === undefined) throw new Error('nothing was entered');
  watcher.watch([{ item: state, condition: 'absent' }], [], [rules.before]);
  await reckon(local.table, watcher.view, story);
  expect(Number(state.v)).toBeGreaterThan(ROUNDS * 8);
});

/** Does what a queue or a caller does: comes again until it is done. */
async function untilDone(
  { deed }: Delivery,
  program: Parameters<typeof ledger>[0]['program'],
): Promise<void> {
  const { table } = local;
  for (;;) {
    if (isOfShop(deed)) {
      let isPutOff = false;
      const putOff = async (): Promise<void> => {
        isPutOff = true;
      };
      const handler = ledger({ table, program, putOff, memberKey: async () => 'a-key' });
      const failed = await deliver(handler, eventOf(deed));
      if (failed.length === 0 && !isPutOff) return;
    } else {
      try {
        await serve(table, program, deed);
        return;
      } catch (fault) {
        if (!(fault instanceof TableBusy)) throw fault;
      }
    }
  }
}

async function history(table: Table): Promise<readonly Item[]> {
  const items: Item[] = [];
  for (;;) {
    const from = items.length + 1;
    const more = await table.query({ ...ranges.history(MEMBER), from, limit: 500 });
    items.push(...more);
    if (more.length === 0) return items;
  }
}

/** An entry as it was written: with its uses of what is limited. */
function writesOf(item: Item): Write[] {
  const { entry } = readEntry(item);
  const uses: readonly CapUse[] = 'uses' in entry ? entry.uses : [];
  const counts = uses.map(({ cap, slice, units }) => ({
    key: keys.slice(cap, slice),
    add: units,
    atMostBefore: Number.MAX_SAFE_INTEGER,
  }));
  return [{ item, condition: 'absent' }, ...counts];
}
