import { AGENDA_INDEX, HISTORY_INDEX, ROSTER_INDEX } from '../../shared/table/keys.ts';
import {
  type Attribute,
  type Count,
  type Item,
  type Table,
  USED,
  type Write,
} from '../../shared/table/table.ts';

/** What DynamoDB bills for, by its published rules. */
export interface Bill {
  requests: number;
  readUnits: number;
  writeUnits: number;
}

const KB = 1024;

/** How often a read unit counts by how sure a read is of the latest. */
const READ_SHARE = { eventual: 0.5, consistent: 1, transactional: 2 } as const;

/** How often a write unit counts alone and within a transaction, which prepares it and commits it. */
const WRITE_SHARE = { alone: 1, transactional: 2 } as const;

/**
 * Read units of one request: one for every 4 KB begun, of an item or of a query's items together,
 * and one for nothing at all.
 */
export function readUnits(bytes: number, how: keyof typeof READ_SHARE): number {
  return Math.max(1, Math.ceil(bytes / (4 * KB))) * READ_SHARE[how];
}

/** Write units of one item: one for every KB begun, of the larger of what was there and what is. */
export function writeUnits(
  before: Item | undefined,
  after: Item,
  how: keyof typeof WRITE_SHARE,
): number {
  return unitsOf(before, after) * WRITE_SHARE[how];
}

/**
 * Write units of what an item's change does to the indexes, which a transaction does not double: a
 * write where what is projected changes, two where it moves, none where it stays.
 */
export function indexUnits(before: Item | undefined, after: Item | undefined): number {
  return indexes.reduce((sum, index) => {
    const [was, is] = [index.entry(before), index.entry(after)];
    if (was === undefined && is === undefined) return sum;
    if (was === undefined || is === undefined) return sum + unitsOf(was, is);
    if (index.place(was) !== index.place(is)) {
      return sum + unitsOf(was, undefined) + unitsOf(undefined, is);
    }
    return JSON.stringify(was) === JSON.stringify(is) ? sum : sum + unitsOf(was, is);
  }, 0);
}

/**
 * The same table with an accountant beside it, who reckons what AWS would bill from the requests
 * and the sizes of the items: emulators do not count as AWS does. A condition costs nothing; what
 * fails costs what it would have cost in the table, but nothing in the indexes.
 */
export function withAccountant(table: Table): { table: Table; bill: Bill } {
  const bill: Bill = { requests: 0, readUnits: 0, writeUnits: 0 };
  const how = (consistent = false) => (consistent ? 'consistent' : 'eventual');
  const changes = (writes: readonly Write[]) =>
    Promise.all(
      writes.map(async (one) => {
        const before = await table.get('item' in one ? one.item : one.key, { consistent: true });
        return { before, after: 'item' in one ? one.item : counted(before, one) };
      }),
    );
  async function write<Outcome>(
    writes: readonly Write[],
    share: keyof typeof WRITE_SHARE,
    act: () => Promise<Outcome>,
    isDone: (outcome: Outcome) => boolean,
  ): Promise<Outcome> {
    const changed = await changes(writes);
    const outcome = await act();
    bill.requests += 1;
    for (const { before, after } of changed) {
      bill.writeUnits += writeUnits(before, after, share);
      if (isDone(outcome)) bill.writeUnits += indexUnits(before, after);
    }
    return outcome;
  }
  return {
    bill,
    table: {
      ...table,
      async get(key, options) {
        const item = await table.get(key, options);
        bill.requests += 1;
        bill.readUnits += readUnits(sizeOf(item), how(options?.consistent));
        return item;
      },
      async getMany(keys) {
        const items = await table.getMany(keys);
        bill.requests += 1;
        for (const item of items) bill.readUnits += readUnits(sizeOf(item), 'eventual');
        return items;
      },
      async query(query) {
        const items = await table.query(query);
        const index = indexes.find(({ name }) => name === query.index?.name);
        // Of an index what it holds of an item is read, and nothing else.
        const entryOf = (item: Item) => (index === undefined ? item : index.entry(item));
        const bytes = items.reduce((sum, item) => sum + sizeOf(entryOf(item)), 0);
        bill.requests += 1;
        bill.readUnits += readUnits(bytes, how(query.consistent));
        return items;
      },
      async remove(key) {
        const before = await table.get(key, { consistent: true });
        await table.remove(key);
        bill.requests += 1;
        bill.writeUnits += unitsOf(before, undefined) + indexUnits(before, undefined);
      },
      put: (put) => write([put], 'alone', () => table.put(put), Boolean),
      transact: (writes) =>
        write(
          writes,
          'transactional',
          () => table.transact(writes),
          ({ committed }) => committed,
        ),
    },
  };
}

function counted(before: Item | undefined, { key, add }: Count): Item {
  const used = Number(before?.[USED] ?? 0);
  return { ...before, PK: key.PK, SK: key.SK, [USED]: used + add };
}

/** An item's size in bytes, by the rules of DynamoDB's documentation; nothing has none. */
export function sizeOf(item: Item | undefined): number {
  return Object.entries(item ?? {}).reduce(
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

/**
 * One byte for two significant digits and one besides; one more for a minus. Pairs of digits are
 * those on either side of the decimal point, so that 120 is two pairs: the documents only say
 * "approximately", and here they are never outdone.
 */
function numberSize(value: number): number {
  const digits = String(Math.abs(value));
  const inPairs = digits.padStart(digits.length + (digits.length % 2), '0');
  const significant = inPairs.replace(/^(00)+/, '').replace(/(00)+$/, '');
  return significant.length / 2 + 1 + (value < 0 ? 1 : 0);
}

function unitsOf(before: Item | undefined, after: Item | undefined): number {
  return Math.ceil(Math.max(sizeOf(before), sizeOf(after)) / KB);
}

/** An index: what it holds of an item that has both its attributes, and where. */
function indexOn(
  { name, partition, sort }: { readonly [of in 'name' | 'partition' | 'sort']: string },
  projected: (item: Item) => Item,
) {
  return {
    name,
    entry: (item: Item | undefined): Item | undefined =>
      item?.[partition] === undefined || item[sort] === undefined ? undefined : projected(item),
    place: (entry: Item): string => JSON.stringify([entry[partition], entry[sort]]),
  };
}

const indexes = [
  indexOn(HISTORY_INDEX, (item) => item),
  indexOn(ROSTER_INDEX, ({ PK, SK, ...rest }) => ({
    PK,
    SK,
    [ROSTER_INDEX.partition]: rest[ROSTER_INDEX.partition] ?? '',
  })),
  indexOn(AGENDA_INDEX, ({ PK, SK, ...rest }) => ({
    PK,
    SK,
    [AGENDA_INDEX.partition]: rest[AGENDA_INDEX.partition] ?? '',
    [AGENDA_INDEX.sort]: rest[AGENDA_INDEX.sort] ?? '',
  })),
];
