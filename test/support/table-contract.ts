import { expect, test } from 'vitest';
import type { Table } from '../../shared/table/table.ts';

const key = (PK: string, SK = 'STATE') => ({ PK, SK });

/** What every implementation of the table's port must do. */
export function tableContract(local: { readonly table: Table }): void {
  test('gives an item back as it was put', async () => {
    const item = {
      ...key('round'),
      v: 1,
      text: '探索者',
      list: [1, 'two', true, [3, 4]],
      map: { en: 'one', 'zh-CN': '一' },
      bytes: new Uint8Array([0, 1, 255]),
      none: [],
    };
    expect(await local.table.put({ item, condition: 'absent' })).toBe(true);
    const found = await local.table.get(key('round'), { consistent: true });
    expect(found).toEqual(item);
  });

  test('knows nothing of a key that was never put', async () => {
    expect(await local.table.get(key('nobody'))).toBeUndefined();
  });

  test('puts nothing over an item that was to be absent', async () => {
    await local.table.put({ item: { ...key('twice'), v: 1 }, condition: 'absent' });
    const again = { item: { ...key('twice'), v: 2 }, condition: 'absent' as const };
    expect(await local.table.put(again)).toBe(false);
    expect(await local.table.get(key('twice'))).toMatchObject({ v: 1 });
  });

  test('replaces an item only at the version that was read', async () => {
    await local.table.put({ item: { ...key('version'), v: 1 }, condition: 'absent' });
    const write = (v: number, equals: number) =>
      local.table.put({
        item: { ...key('version'), v },
        condition: { attribute: 'v', equals },
      });
    expect(await write(9, 8)).toBe(false);
    expect(await write(2, 1)).toBe(true);
  });

  test('writes all items of a transaction or none, and says which one failed on what', async () => {
    await local.table.put({ item: { ...key('there'), v: 7 }, condition: 'absent' });
    const result = await local.table.transact([
      { item: { ...key('new'), v: 1 }, condition: 'absent' },
      { item: { ...key('there'), v: 8 }, condition: { attribute: 'v', equals: 3 } },
    ]);
    expect(result).toEqual({
      committed: false,
      rejections: [{ reason: 'none' }, { reason: 'condition', found: { ...key('there'), v: 7 } }],
    });
    expect(await local.table.get(key('new'), { consistent: true })).toBeUndefined();
  });

  test('gives a range of a partition from either end, both ends included', async () => {
    for (const SK of ['A#1', 'B#1', 'B#2', 'B#3', 'C#1']) {
      await local.table.put({ item: key('range', SK), condition: 'absent' });
    }
    const sorts = async (query: object) =>
      (await local.table.query({ partition: 'range', ...query })).map((item) => item.SK);
    expect(await sorts({ from: 'B#', to: 'B#~' })).toEqual(['B#1', 'B#2', 'B#3']);
    expect(await sorts({ to: 'B#2', descending: true, limit: 2 })).toEqual(['B#2', 'B#1']);
    expect(await sorts({ from: 'B#3' })).toEqual(['B#3', 'C#1']);
    expect(await sorts({})).toHaveLength(5);
  });

  test('gives a member’s history in order, entries alone', async () => {
    const index = { name: 'history', partition: 'member', sort: 'v' };
    for (const v of [2, 1, 10]) {
      await local.table.put({
        item: { ...key(`entry-${v}`), member: 'somebody', v },
        condition: 'absent',
      });
    }
    await local.table.put({ item: { ...key('somebody'), v: 10 }, condition: 'absent' });
    const history = await local.table.query({ index, partition: 'somebody', to: 9 });
    expect(history.map((item) => item.v)).toEqual([1, 2]);
  });

  test('counts up to what is allowed, whoever else counts, and not one further', async () => {
    const slice = key('C#counted', 'SLICE#0');
    const take = () => local.table.transact([{ key: slice, add: 2, atMostBefore: 8 }]);
    const results = await Promise.all(Array.from({ length: 8 }, take));
    const refused = results.filter(({ committed }) => !committed);
    // Whoever met another counter at the item may come again; nobody may take an eleventh.
    let taken = 8 - refused.length;
    while ((await take()).committed) taken += 1;
    expect(taken).toBe(5);
    expect(await local.table.get(slice, { consistent: true })).toMatchObject({ used: 10 });
  });

  test('counts back, and takes part in a transaction that stands or falls as a whole', async () => {
    const slice = key('C#whole', 'SLICE#0');
    await local.table.transact([{ key: slice, add: 5, atMostBefore: 0 }]);
    const item = { ...key('whole'), v: 1 };
    const both = (add: number, atMostBefore: number) =>
      local.table.transact([
        { item, condition: 'absent' },
        { key: slice, add, atMostBefore },
      ]);
    expect(await both(1, 4)).toMatchObject({
      committed: false,
      rejections: [{ reason: 'none' }, { reason: 'condition', found: { used: 5 } }],
    });
    expect(await local.table.get(item, { consistent: true })).toBeUndefined();
    expect(await both(-2, 100)).toEqual({ committed: true });
    expect(await local.table.get(slice, { consistent: true })).toMatchObject({ used: 3 });
  });

  test('gives what it was given even when its giver changes that afterwards', async () => {
    const list = [1, 2];
    await local.table.put({ item: { ...key('own'), list }, condition: 'absent' });
    list.push(3);
    expect(await local.table.get(key('own'), { consistent: true })).toMatchObject({ list: [1, 2] });
  });
}
