import { expect, test } from 'vitest';
import { memoryTable } from '../../../shared/table/memory-table.ts';
import { DECIDED, readWaiting } from '../../../shared/table/waiting-list.ts';

const partitions = [{ partition: 'W#0' }, { partition: 'W#1' }];
const place = (i: number) => String(i).padStart(5, '0');

async function aList(items: readonly (readonly [string, number, number])[]) {
  const table = memoryTable();
  for (const [PK, i, decided] of items) {
    await table.put({ item: { PK, SK: place(i), [DECIDED]: decided }, condition: 'absent' });
  }
  return table;
}

/** All that waits, as somebody reads it who asks for so many at a time; and how often they ask. */
async function readAll(table: Awaited<ReturnType<typeof aList>>, limit: number) {
  const all: string[] = [];
  let from: string | undefined;
  for (let asked = 1; ; asked++) {
    const { items, next } = await readWaiting(table, partitions, limit, from);
    all.push(...items.map(({ SK }) => SK));
    if (next === undefined) return { all, asked };
    from = next;
  }
}

test('what waits is found behind thousands that do not wait any more', async () => {
  const decided = Array.from({ length: 4_500 }, (_, i) => ['W#0', i, 1] as const);
  const table = await aList([...decided, ['W#0', 4_600, 0], ['W#1', 4_400, 0], ['W#1', 4_700, 0]]);
  const { all, asked } = await readAll(table, 10);
  expect(all).toEqual([4_400, 4_600, 4_700].map(place));
  expect(asked).toBeGreaterThan(2);
});

test.each([1, 2, 3, 7, 100, 250])(
  'pages of %i bring everything once and in order',
  async (limit) => {
    const items = Array.from({ length: 500 }, (_, i) => {
      return [i % 3 === 0 ? 'W#1' : 'W#0', i, i % 5 === 0 ? 1 : 0] as const;
    });
    const waits = items.filter(([, , decided]) => decided === 0).map(([, i]) => place(i));
    expect((await readAll(await aList(items), limit)).all).toEqual(waits);
  },
);
