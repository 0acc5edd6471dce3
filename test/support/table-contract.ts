import { describe, expect, test } from 'vitest';
import type { Item, Table } from '../../shared/table/table.ts';

const key = (PK: string, SK = 'STATE') => ({ PK, SK });
const history = { name: 'history', partition: 'member', sort: 'v' };
const roster = { name: 'roster', partition: 'roster', sort: 'PK' };
const agenda = { name: 'agenda', partition: 'agenda', sort: 'due' };

/** What every implementation of the table's port must do. */
export function tableContract(of: { readonly table: Table }): void {
  const add = (item: Item): Promise<boolean> => of.table.put({ item, condition: 'absent' });
  const get = (PK: string, SK?: string) => of.table.get(key(PK, SK), { consistent: true });

  describe('an item', () => {
    test('comes back as it was put', async () => {
      const item = {
        ...key('round'),
        v: 1,
        text: '探索者',
        list: [1, 'two', true, [3, 4]],
        map: { en: 'one', 'zh-CN': '一' },
        bytes: new Uint8Array([0, 1, 255]),
        none: [],
      };
      expect(await add(item)).toBe(true);
      expect(await get('round')).toEqual(item);
    });

    test('is unknown until it is put', async () => {
      expect(await of.table.get(key('nobody'))).toBeUndefined();
    });

    test('is one of many that are read together, in the order in which they were asked for', async () => {
      for (const v of [1, 2, 3]) await add({ ...key(`many-${v}`), v });
      const asked = ['many-3', 'nobody', 'many-1'].map((PK) => key(PK));
      const items = await of.table.getMany(asked);
      expect(items.map((item) => item?.v)).toEqual([3, undefined, 1]);
    });

    test('is gone once it is removed, from the indexes too, and removing it again is as good', async () => {
      const item = { ...key('waits'), agenda: 'AG#1', due: '2026-12-01T09:00:00.000Z' };
      await add(item);
      const due = () => of.table.query({ index: agenda, partition: 'AG#1', to: '2026-12-02' });
      expect(await due()).toMatchObject([key('waits')]);
      await of.table.remove(key('waits'));
      await of.table.remove(key('waits'));
      expect(await get('waits')).toBeUndefined();
      expect(await due()).toEqual([]);
    });

    test('has no negative zero', async () => {
      await add({ ...key('zero'), v: -0, list: [-0] });
      expect(await get('zero')).toEqual({ ...key('zero'), v: 0, list: [0] });
    });

    test('stays as it was, whatever becomes of what was put', async () => {
      const list = [1, 2];
      const bytes = new Uint8Array([7]);
      await add({ ...key('kept'), list, bytes });
      list.push(3);
      bytes[0] = 8;
      expect(await get('kept')).toEqual({
        ...key('kept'),
        list: [1, 2],
        bytes: new Uint8Array([7]),
      });
    });

    test('is not put over one that was to be absent', async () => {
      await add({ ...key('twice'), v: 1 });
      expect(await add({ ...key('twice'), v: 2 })).toBe(false);
      expect(await get('twice')).toMatchObject({ v: 1 });
    });

    test('is replaced whole, and only at the version that was read', async () => {
      await add({ ...key('version'), v: 1, old: 'yes' });
      const write = (v: number, equals: number) =>
        of.table.put({ item: { ...key('version'), v }, condition: { attribute: 'v', equals } });
      expect(await write(9, 8)).toBe(false);
      expect(await write(2, 1)).toBe(true);
      expect(await get('version')).toEqual({ ...key('version'), v: 2 });
    });

    test('that is not there meets no condition on a version', async () => {
      const item = { ...key('absent'), v: 2 };
      expect(await of.table.put({ item, condition: { attribute: 'v', equals: 1 } })).toBe(false);
      expect(await get('absent')).toBeUndefined();
    });
  });

  describe('a transaction', () => {
    test('writes all or none, and says which write failed on what', async () => {
      await add({ ...key('there'), v: 7 });
      const result = await of.table.transact([
        { item: { ...key('new'), v: 1 }, condition: 'absent' },
        { item: { ...key('there'), v: 8 }, condition: { attribute: 'v', equals: 3 } },
        { item: { ...key('missing'), v: 2 }, condition: { attribute: 'v', equals: 1 } },
      ]);
      expect(result).toEqual({
        committed: false,
        rejections: [
          { reason: 'none' },
          { reason: 'condition', found: { ...key('there'), v: 7 } },
          { reason: 'condition' },
        ],
      });
      expect(await get('new')).toBeUndefined();
    });

    test('writes everything where every condition holds', async () => {
      await add({ ...key('one'), v: 1 });
      const result = await of.table.transact([
        { item: { ...key('one'), v: 2 }, condition: { attribute: 'v', equals: 1 } },
        { item: key('other'), condition: 'absent' },
        { key: key('counted'), add: 3, atMostBefore: 7, endsAt: 1_800_000_000 },
      ]);
      expect(result).toEqual({ committed: true });
      expect(await get('one')).toEqual({ ...key('one'), v: 2 });
      expect(await get('other')).toEqual(key('other'));
      expect(await get('counted')).toEqual({ ...key('counted'), used: 3, ttl: 1_800_000_000 });
    });

    test('takes a hundred writes and no more', async () => {
      const writes = (of: number, name: string) =>
        Array.from({ length: of }, (_, i) => ({
          item: key(name, `item-${i}`),
          condition: 'absent' as const,
        }));
      expect(await of.table.transact(writes(100, 'many'))).toEqual({ committed: true });
      await expect(of.table.transact(writes(101, 'too-many'))).rejects.toThrow();
      expect(await of.table.query({ partition: 'too-many' })).toEqual([]);
    });

    test('does not write the same item twice', async () => {
      const write = { item: key('same'), condition: 'absent' as const };
      await expect(of.table.transact([write, write])).rejects.toThrow();
      expect(await get('same')).toBeUndefined();
    });
  });

  describe('a count', () => {
    const count = (name: string, add: number, atMostBefore: number) =>
      of.table.transact([{ key: key(name, 'SLICE#0'), add, atMostBefore }]);

    test('gives up to its limit and not one more', async () => {
      expect(await count('limit', 3, 2)).toEqual({ committed: true });
      expect(await count('limit', 2, 3)).toEqual({ committed: true });
      expect(await count('limit', 1, 4)).toEqual({
        committed: false,
        rejections: [{ reason: 'condition', found: { ...key('limit', 'SLICE#0'), used: 5 } }],
      });
    });

    test('takes back what was given', async () => {
      await count('back', 4, 0);
      await count('back', -3, Number.MAX_SAFE_INTEGER);
      expect(await get('back', 'SLICE#0')).toEqual({ ...key('back', 'SLICE#0'), used: 1 });
    });

    test('leaves the item’s other attributes as they are', async () => {
      await add({ ...key('labelled', 'SLICE#0'), label: 'stock' });
      await count('labelled', 1, 0);
      expect(await get('labelled', 'SLICE#0')).toMatchObject({ label: 'stock', used: 1 });
    });

    test('is not written where another write of the transaction fails', async () => {
      await add(key('taken'));
      const result = await of.table.transact([
        { item: key('taken'), condition: 'absent' },
        { key: key('uncounted'), add: 1, atMostBefore: 0 },
      ]);
      expect(result).toMatchObject({ committed: false });
      expect(await get('uncounted')).toBeUndefined();
    });

    test('is never exceeded by many at once', async () => {
      const attempts = Array.from({ length: 20 }, () => count('crowd', 1, 4));
      const results = await Promise.all(attempts);
      const given = results.filter(({ committed }) => committed).length;
      expect(given).toBeLessThanOrEqual(5);
      expect(await get('crowd', 'SLICE#0')).toMatchObject({ used: given });
    });
  });

  describe('a query', () => {
    test('gives a range of a partition from either end, both ends included', async () => {
      for (const SK of ['B#2', 'A#1', 'C#1', 'B#1', 'B#3']) await add(key('range', SK));
      await add(key('range-beside', 'B#1'));
      const sorts = async (query: object) =>
        (await of.table.query({ partition: 'range', ...query })).map((item) => item.SK);
      expect(await sorts({ from: 'B#', to: 'B#~' })).toEqual(['B#1', 'B#2', 'B#3']);
      expect(await sorts({ from: 'B#1', to: 'B#2' })).toEqual(['B#1', 'B#2']);
      expect(await sorts({ to: 'B#2', descending: true, limit: 2 })).toEqual(['B#2', 'B#1']);
      expect(await sorts({ from: 'B#3' })).toEqual(['B#3', 'C#1']);
      expect(await sorts({ limit: 1 })).toEqual(['A#1']);
      expect(await sorts({ consistent: true })).toHaveLength(5);
    });

    test('sorts texts by their bytes', async () => {
      const texts = ['a', 'Z', 'é', '\u{FF5E}', '\u{1F600}', 'aa'];
      for (const SK of texts) await add(key('bytes', SK));
      const items = await of.table.query({ partition: 'bytes' });
      expect(items.map(({ SK }) => SK)).toEqual(['Z', 'a', 'aa', 'é', '\u{FF5E}', '\u{1F600}']);
    });

    test('gives a hundred items unless it is told otherwise', async () => {
      const items = Array.from({ length: 120 }, (_, i) => key('page', String(1_000 + i)));
      for (const from of [0, 60]) {
        await of.table.transact(
          items.slice(from, from + 60).map((item) => ({ item, condition: 'absent' as const })),
        );
      }
      expect(await of.table.query({ partition: 'page' })).toHaveLength(100);
      expect(await of.table.query({ partition: 'page', limit: 1_000 })).toHaveLength(120);
    });

    test('gives a member’s history in order, entries alone', async () => {
      for (const v of [2, 1, 10]) await add({ ...key(`entry-${v}`), member: 'somebody', v });
      await add({ ...key('somebody'), v: 10 });
      const versions = async (query: object) =>
        (await of.table.query({ index: history, partition: 'somebody', ...query })).map(
          (item) => item.v,
        );
      expect(await versions({})).toEqual([1, 2, 10]);
      expect(await versions({ to: 9 })).toEqual([1, 2]);
      expect(await versions({ descending: true, limit: 2 })).toEqual([10, 2]);
    });

    test('finds an item in an index as soon as it has the index’s attributes, and as it is', async () => {
      const versions = async () => of.table.query({ index: history, partition: 'joiner' });
      await add({ ...key('order'), revision: 1 });
      expect(await versions()).toEqual([]);
      const condition = { attribute: 'revision', equals: 1 };
      const item = { ...key('order'), member: 'joiner', v: 4 };
      await of.table.put({ item, condition });
      expect(await versions()).toEqual([item]);
      await of.table.put({ item: { ...item, v: 5 }, condition: { attribute: 'v', equals: 4 } });
      expect(await versions()).toEqual([{ ...item, v: 5 }]);
      await of.table.put({ item: key('order'), condition: { attribute: 'v', equals: 5 } });
      expect(await versions()).toEqual([]);
    });

    test('gives a shard of the roster by its members', async () => {
      for (const name of ['M#b', 'M#a', 'M#c']) await add({ ...key(name), roster: 'R#77', v: 1 });
      const members = await of.table.query({ index: roster, partition: 'R#77', from: 'M#b' });
      expect(members.map(({ PK }) => PK)).toEqual(['M#b', 'M#c']);
    });

    test('cannot read an index consistently', async () => {
      const query = { index: history, partition: 'somebody', consistent: true };
      await expect(of.table.query(query)).rejects.toThrow();
    });
  });
}
