import { expect, test } from 'vitest';
import type { DataKeys } from '../../../shared/contact/data-keys.ts';
import { memoryTable } from '../../../shared/table/memory-table.ts';
import type { Item, Table } from '../../../shared/table/table.ts';
import { aGuestsOrder, plant, recording } from '../../support/privacy-desk.ts';
import { privacyWorker, redaction } from '../../support/privacy-worker.ts';

const member = 'member-of-tests-------';

/** The table and the keys, of which one write fails: before it is done, or after. */
function failing(table: Table, dataKeys: DataKeys, at: number, isDone: boolean) {
  let writes = 0;
  const write = async <Outcome>(act: () => Promise<Outcome>): Promise<Outcome> => {
    writes += 1;
    const isIt = writes === at;
    if (isIt && !isDone) throw new Error('cut off before a write');
    const outcome = await act();
    if (isIt) throw new Error('cut off after a write');
    return outcome;
  };
  return {
    writes: () => writes,
    table: {
      ...table,
      put: (one) => write(() => table.put(one)),
      remove: (key) => write(() => table.remove(key)),
      transact: (all) => write(() => table.transact(all)),
    } satisfies Table,
    keys: { ...dataKeys, destroy: (id: string) => write(() => dataKeys.destroy(id)) },
  };
}

/** Keys as they are kept, in this process: what is tried here is the order of writes. */
function fewKeys(): DataKeys {
  const all = new Map<string, { id: string; bytes: Uint8Array }>();
  return {
    find: async (id) => all.get(id),
    make: async (id) => {
      const key = all.get(id) ?? { id: `key of ${id}`, bytes: Buffer.alloc(32, 7) };
      all.set(id, key);
      return key;
    },
    destroy: async (id) => all.delete(id),
  };
}

async function erasedWith(at: number, isDone: boolean) {
  const { table, items } = recording(memoryTable());
  const dataKeys = fewKeys();
  await plant(table, dataKeys, member);
  await aGuestsOrder(table, 'g-1');
  const broken = failing(table, dataKeys, at, isDone);
  const message = redaction(member, ['g-1']);
  const failed = await privacyWorker(broken.table, broken.keys).tell(message);
  if (failed.length > 0) expect(await privacyWorker(table, dataKeys).tell(message)).toEqual([]);
  expect(await dataKeys.find(member)).toBeUndefined();
  return {
    failed: failed.length > 0,
    writes: broken.writes(),
    items: (await items()).map(plain),
  };
}

/** How often something was written is no matter. */
const plain = ({ revision: _, ...item }: Item) => item;

test('cut off at any write and begun again, it comes to the same', async () => {
  const whole = await erasedWith(0, false);
  expect(whole.writes).toBeGreaterThan(12);
  for (let at = 1; at <= whole.writes; at += 1) {
    for (const isDone of [false, true]) {
      const again = await erasedWith(at, isDone);
      expect(again.failed, `write ${at}`).toBe(true);
      expect(again.items, `write ${at}`).toEqual(whole.items);
    }
  }
});
