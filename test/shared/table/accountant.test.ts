import { beforeEach, describe, expect, test } from 'vitest';
import { keys, ranges } from '../../../shared/table/keys.ts';
import { memoryTable } from '../../../shared/table/memory-table.ts';
import type { Attribute, Item, Table } from '../../../shared/table/table.ts';
import {
  type Bill,
  indexUnits,
  readUnits,
  sizeOf,
  withAccountant,
  writeUnits,
} from '../../support/accountant.ts';

/** An item of exactly this many bytes, with these attributes among them. */
function ofBytes(bytes: number, attributes: { [name: string]: Attribute } = {}): Item {
  const item = { PK: 'p', SK: 's', ...attributes, fill: '' };
  return { ...item, fill: 'x'.repeat(bytes - sizeOf(item)) };
}

/** An item that stands in `history`. */
const entry = (bytes: number, v = 1, member = 'm') => ofBytes(bytes, { member, v });

describe('the size of', () => {
  // The names of the key take four bytes, that of the attribute one.
  const sizeOfValue = (value: Attribute) => sizeOf({ PK: '', SK: '', a: value }) - 5;

  test.each<[string, Attribute, number]>([
    ['an empty text', '', 0],
    ['a text, in UTF-8', 'Grüße 兎', 11],
    ['a truth', true, 1],
    ['bytes, raw', new Uint8Array(32), 32],
    ['zero', 0, 1],
    ['a number of two digits', 42, 2],
    ['a number of three digits', 123, 3],
    ['a number of thirteen digits', 1_772_000_000_001, 8],
    ['a number that ends in zeros', 5_000_000, 2],
    ['a number whose zeros begin within a pair', 120, 3],
    ['a negative number', -42, 3],
    ['an empty list', [], 3],
    ['a list, with a byte for each thing in it', [1, 'ab', true], 3 + 3 + 2 + 2 + 1],
    ['a map, with the names in it', { points: 42 }, 3 + 1 + 6 + 2],
    ['a list of lists', [[], []], 3 + 2 + 6],
  ])('%s', (_, value, bytes) => {
    expect(sizeOfValue(value)).toBe(bytes);
  });

  test('an item is that of its names and values', () => {
    expect(sizeOf({ PK: 'M#1', SK: 'STATE', v: 7 })).toBe(2 + 3 + 2 + 5 + 1 + 2);
    expect(sizeOf(undefined)).toBe(0);
  });
});

describe('read units', () => {
  test.each<[number, number, number, number]>([
    [0, 0.5, 1, 2],
    [1, 0.5, 1, 2],
    [4_096, 0.5, 1, 2],
    [4_097, 1, 2, 4],
    [8_192, 1, 2, 4],
    [8_193, 1.5, 3, 6],
  ])('of %i bytes are %d, %d consistently, %d in a transaction', (bytes, half, one, two) => {
    expect(readUnits(bytes, 'eventual')).toBe(half);
    expect(readUnits(bytes, 'consistent')).toBe(one);
    expect(readUnits(bytes, 'transactional')).toBe(two);
  });
});

describe('write units', () => {
  test.each<[number, number, number]>([
    [100, 1, 2],
    [1_024, 1, 2],
    [1_025, 2, 4],
    [2_048, 2, 4],
    [2_049, 3, 6],
  ])('of %i bytes are %d, and twice that in a transaction', (bytes, alone, transactional) => {
    expect(writeUnits(undefined, ofBytes(bytes), 'alone')).toBe(alone);
    expect(writeUnits(undefined, ofBytes(bytes), 'transactional')).toBe(transactional);
  });

  test('are those of the larger of before and after', () => {
    expect(writeUnits(ofBytes(3_000), ofBytes(100), 'alone')).toBe(3);
    expect(writeUnits(ofBytes(100), ofBytes(3_000), 'alone')).toBe(3);
  });
});

describe('an index bills', () => {
  test.each<[string, Item | undefined, Item, number]>([
    ['nothing for what it does not hold', undefined, ofBytes(900), 0],
    ['nothing for what has but one of its attributes', undefined, ofBytes(90, { member: 'm' }), 0],
    ['a write for what comes in', undefined, entry(900), 1],
    ['as many as what comes in is large', undefined, entry(2_049), 3],
    ['nothing for what stays', entry(900), entry(900), 0],
    ['a write for what is projected and changes', entry(900), entry(901), 1],
    ['two for what moves within it', entry(900, 1), entry(900, 2), 2],
    ['two for what moves to another partition', entry(900, 1, 'm'), entry(900, 1, 'n'), 2],
    ['a write for what goes out', entry(900), ofBytes(900), 1],
    ['a write for a member who joins, of the keys alone', undefined, ofBytes(3_000, onRoster), 1],
    [
      'nothing when a member on the roster changes',
      ofBytes(900, onRoster),
      ofBytes(800, onRoster),
      0,
    ],
  ])('%s', (_, before, after, units) => {
    expect(indexUnits(before, after)).toBe(units);
  });
});

const onRoster = { roster: 'R#07' };

describe('a request is billed as', () => {
  let inner: Table;
  let table: Table;
  let bill: Bill;
  beforeEach(() => {
    inner = memoryTable();
    ({ table, bill } = withAccountant(inner));
  });
  const put = (item: Item) => inner.put({ item, condition: 'absent' });
  const at = (SK: string, item: Item): Item => ({ ...item, SK });

  test('a read of nothing', async () => {
    await table.get({ PK: 'p', SK: 's' });
    expect(bill).toEqual({ requests: 1, readUnits: 0.5, writeUnits: 0 });
  });

  test('a strongly consistent read of two units', async () => {
    await put(ofBytes(5_000));
    await table.get({ PK: 'p', SK: 's' }, { consistent: true });
    expect(bill).toEqual({ requests: 1, readUnits: 2, writeUnits: 0 });
  });

  test('a query, rounded as a whole', async () => {
    for (const SK of ['1', '2', '3', '4']) await put(at(SK, ofBytes(1_000)));
    await table.query({ partition: 'p' });
    expect(bill).toEqual({ requests: 1, readUnits: 0.5, writeUnits: 0 });
    await table.query({ partition: 'p', consistent: true });
    expect(bill).toEqual({ requests: 2, readUnits: 1.5, writeUnits: 0 });
  });

  test('a query of an index that holds keys alone, by those', async () => {
    for (const PK of ['1', '2', '3', '4']) await put({ ...ofBytes(4_000, { roster: 'R#00' }), PK });
    await table.query(ranges.roster(0));
    expect(bill).toMatchObject({ requests: 1, readUnits: 0.5 });
  });

  test('a write alone, its condition for nothing', async () => {
    expect(await table.put({ item: ofBytes(1_500), condition: 'absent' })).toBe(true);
    expect(bill).toEqual({ requests: 1, readUnits: 0, writeUnits: 2 });
  });

  test('a write whose condition fails: it costs all the same, but not in the index', async () => {
    await put(entry(1_500));
    expect(await table.put({ item: entry(900), condition: 'absent' })).toBe(false);
    expect(bill).toEqual({ requests: 1, readUnits: 0, writeUnits: 2 });
  });

  test('a transaction: twice for each item, once for the index', async () => {
    await table.transact([
      { item: at('1', ofBytes(1_000, onRoster)), condition: 'absent' },
      { item: at('2', entry(1_000)), condition: 'absent' },
    ]);
    expect(bill).toEqual({ requests: 1, readUnits: 0, writeUnits: 2 + 1 + 2 + 1 });
  });

  test('a transaction that fails: every item of it, and no index', async () => {
    await put(at('1', ofBytes(1_000)));
    const { committed } = await table.transact([
      { item: at('1', ofBytes(1_000)), condition: 'absent' },
      { item: at('2', entry(1_000)), condition: 'absent' },
    ]);
    expect(committed).toBe(false);
    expect(bill).toEqual({ requests: 1, readUnits: 0, writeUnits: 4 });
  });

  test('a count in a transaction: two, also the first, and also one that is refused', async () => {
    const count = { key: keys.slice('spring', 0), add: 5 };
    for (const atMostBefore of [10, 10, 0]) await table.transact([{ ...count, atMostBefore }]);
    expect(bill).toEqual({ requests: 3, readUnits: 0, writeUnits: 6 });
    expect(await inner.get(count.key)).toMatchObject({ used: 10 });
  });

  test('a count of a large item: by the size of that', async () => {
    const key = keys.slice('spring', 0);
    await put({ ...ofBytes(1_500), ...key, used: 1 });
    await table.transact([{ key, add: 1, atMostBefore: 10 }]);
    expect(bill.writeUnits).toBe(4);
  });
});
