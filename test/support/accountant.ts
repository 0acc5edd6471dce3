import { HISTORY_INDEX, ROSTER_INDEX } from '../../shared/table/keys.ts';
import type { Attribute, Item, Put, Table } from '../../shared/table/table.ts';

/** What DynamoDB bills for, by its published rules. */
export interface Bill {
  requests: number;
  readUnits: number;
  writeUnits: number;
}

const KB = 1024;

/**
 * The same table with an accountant beside it, who reckons what AWS would bill from the requests
 * and the sizes of the items: emulators do not count as AWS does.
 *
 * - A read unit is 4 KB, half when eventually consistent; a query is rounded as a whole.
 * - A write unit is 1 KB of the larger of the item before and after; a transaction doubles it, for
 *   the table but not for its indexes.
 * - An index bills its own write of what it projects when that changes.
 */
export function withAccountant(table: Table): { table: Table; bill: Bill } {
  const bill: Bill = { requests: 0, readUnits: 0, writeUnits: 0 };
  const read = (bytes: number, consistent = false): void => {
    bill.requests += 1;
    bill.readUnits += Math.max(1, Math.ceil(bytes / (4 * KB))) * (consistent ? 1 : 0.5);
  };
  const write = async ({ item }: Put, times: number): Promise<void> => {
    const before = await table.get(item, { consistent: true });
    const larger = Math.max(sizeOf(item), before === undefined ? 0 : sizeOf(before));
    bill.writeUnits += units(larger) * times + indexUnits(before, item);
  };
  return {
    bill,
    table: {
      async get(key, options) {
        const item = await table.get(key, options);
        read(item === undefined ? 0 : sizeOf(item), options?.consistent);
        return item;
      },
      async query(query) {
        const items = await table.query(query);
        read(
          items.reduce((sum, item) => sum + sizeOf(item), 0),
          query.consistent,
        );
        return items;
      },
      async put(put) {
        bill.requests += 1;
        await write(put, 1);
        return table.put(put);
      },
      async transact(puts) {
        bill.requests += 1;
        for (const put of puts) await write(put, 2);
        return table.transact(puts);
      },
    },
  };
}

/** An item's size in bytes, by the rules of DynamoDB's documentation. */
export function sizeOf(item: Item): number {
  return Object.entries(item).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + valueSize(value),
    0,
  );
}

function valueSize(value: Attribute): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'boolean') return 1;
  if (value instanceof Uint8Array) return value.byteLength;
  if (typeof value === 'number') return numberSize(value);
  // A list or a map costs three bytes, and one for each thing in it.
  if (Array.isArray(value)) return value.reduce((sum, held) => sum + 1 + valueSize(held), 3);
  return Object.entries(value).reduce(
    (sum, [name, held]) => sum + 1 + Buffer.byteLength(name) + valueSize(held),
    3,
  );
}

/** One byte for two significant digits and one besides; one more for a minus. */
function numberSize(value: number): number {
  const digits = String(Math.abs(value)).replace(/^0+|\.|0+$/g, '').length;
  return Math.ceil(digits / 2) + 1 + (value < 0 ? 1 : 0);
}

function units(bytes: number): number {
  return Math.ceil(bytes / KB);
}

interface Index {
  readonly partition: string;
  readonly sort: string;
  readonly projected: (item: Item) => Item;
}

const indexes: readonly Index[] = [
  { ...HISTORY_INDEX, projected: (item) => item },
  {
    ...ROSTER_INDEX,
    projected: ({ PK, SK, ...rest }) => ({
      PK,
      SK,
      [ROSTER_INDEX.partition]: rest[ROSTER_INDEX.partition] ?? '',
    }),
  },
];

function indexUnits(before: Item | undefined, after: Item): number {
  return indexes.reduce((sum, index) => sum + unitsOf(index, before, after), 0);
}

function unitsOf({ partition, sort, projected }: Index, before: Item | undefined, after: Item) {
  const inIndex = (item: Item | undefined): Item | undefined =>
    item?.[partition] === undefined || item[sort] === undefined ? undefined : projected(item);
  const [was, is] = [inIndex(before), inIndex(after)];
  if (JSON.stringify(was) === JSON.stringify(is)) return 0;
  const moved =
    was !== undefined &&
    is !== undefined &&
    (was[partition] !== is[partition] || was[sort] !== is[sort]);
  if (moved) return units(sizeOf(was)) + units(sizeOf(is));
  return units(Math.max(was === undefined ? 0 : sizeOf(was), is === undefined ? 0 : sizeOf(is)));
}
