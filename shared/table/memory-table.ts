import type { Attributes, Draft } from './attributes.ts';
import {
  AGENDA_INDEX,
  HISTORY_INDEX,
  type Key,
  ROSTER_INDEX,
  TABLE_KEYS,
  TTL_ATTRIBUTE,
} from './keys.ts';
import {
  type Attribute,
  type Condition,
  type Count,
  type Item,
  type Query,
  type Rejection,
  type Table,
  USED,
  type Write,
} from './table.ts';

/** The most writes that DynamoDB takes in one transaction. */
const MOST_WRITES = 100;

/** The indexes, which hold only those items that have both of their attributes. */
const INDEXES = [HISTORY_INDEX, ROSTER_INDEX, AGENDA_INDEX] as const;

/**
 * The table within one process: what DynamoDB does, as far as the port shows it, with every read
 * consistent. An item is copied when it is written and frozen, so that nobody changes what is
 * stored and reading costs nothing.
 */
export function memoryTable(): Table {
  const items = sortedPartitions(TABLE_KEYS.sort);
  const indexes = new Map<string, Partitions>(
    INDEXES.map((index) => [index.name, sortedPartitions(index.sort)]),
  );

  return {
    get: async (key) => items.find(key.PK, key),
    getMany: async (keys) => keys.map((key) => items.find(key.PK, key)),
    query: async (query) => range(query),
    async put(put) {
      const rejection = check(put);
      if (rejection.reason !== 'none') return false;
      write(put);
      return true;
    },
    async remove({ PK, SK }) {
      const before = items.find(PK, { PK, SK });
      if (before === undefined) return;
      items.remove(PK, before);
      for (const index of INDEXES) leave(index, before);
    },
    async transact(writes) {
      refuseMalformed(writes);
      const rejections = writes.map(check);
      if (rejections.some(({ reason }) => reason !== 'none'))
        return { committed: false, rejections };
      for (const one of writes) write(one);
      return { committed: true };
    },
  };

  function check(one: Write): Rejection {
    const { PK, SK } = keyOf(one);
    const found = items.find(PK, { PK, SK });
    const holds = 'item' in one ? meets(found, one.condition) : hasRoom(found, one);
    if (holds) return { reason: 'none' };
    return found === undefined ? { reason: 'condition' } : { reason: 'condition', found };
  }

  function write(one: Write): void {
    const { PK, SK } = keyOf(one);
    const before = items.find(PK, { PK, SK });
    const after =
      'item' in one
        ? stored(one.item)
        : stored({
            ...before,
            PK,
            SK,
            [USED]: usedOf(before) + one.add,
            ...(one.endsAt === undefined ? {} : { [TTL_ATTRIBUTE]: one.endsAt }),
          });
    items.insert(PK, after);
    for (const index of INDEXES) {
      const entries = indexes.get(index.name);
      const [left, entered] = [before?.[index.partition], after[index.partition]];
      const stays = left === entered && before?.[index.sort] === after[index.sort];
      if (!stays && before !== undefined) leave(index, before);
      if (typeof entered === 'string' && after[index.sort] !== undefined) {
        entries?.insert(entered, after);
      }
    }
  }

  function leave(index: (typeof INDEXES)[number], item: Item): void {
    const partition = item[index.partition];
    if (typeof partition === 'string' && item[index.sort] !== undefined) {
      indexes.get(index.name)?.remove(partition, item);
    }
  }

  function range({ index, partition, from, to, descending, limit, consistent }: Query): Item[] {
    if (index !== undefined && consistent === true) {
      throw new Error('an index cannot be read consistently');
    }
    const read = index === undefined ? items : indexes.get(index.name);
    if (read === undefined) throw new Error(`the table has no index ${index?.name}`);
    const most = Math.min(limit ?? 100, 1_000);
    return read.between(partition, from, to, descending ?? false, most);
  }
}

type SortKey = string | number;

type Partitions = ReturnType<typeof sortedPartitions>;

/** Items by partition, each partition in the order of its sort key. */
function sortedPartitions(sort: string) {
  const partitions = new Map<string, Item[]>();

  /** Where an item with this sort key stands, or would. */
  const place = (partition: readonly Item[], key: SortKey, orBehind = false): number => {
    let low = 0;
    let high = partition.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const order = compare(sortKey(partition[middle]), key);
      if (order < 0 || (orBehind && order === 0)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const sortKey = (item: Key | undefined): SortKey => {
    const key = (item as Item | undefined)?.[sort];
    if (typeof key !== 'string' && typeof key !== 'number') throw new Error(`no sort key ${sort}`);
    return key;
  };
  /** Where exactly this item stands; an index may hold several with the same sort key. */
  const find = (partition: readonly Item[], of: Key): number => {
    const key = sortKey(of);
    for (let at = place(partition, key); at < partition.length; at++) {
      const item = partition[at];
      if (item === undefined || sortKey(item) !== key) return -1;
      if (item.PK === of.PK && item.SK === of.SK) return at;
    }
    return -1;
  };

  return {
    find(name: string, key: Key): Item | undefined {
      const partition = partitions.get(name);
      if (partition === undefined) return undefined;
      return partition[find(partition, key)];
    },
    insert(name: string, item: Item): void {
      const partition = partitions.get(name) ?? [];
      partitions.set(name, partition);
      const at = find(partition, item);
      if (at >= 0) partition[at] = item;
      else partition.splice(place(partition, sortKey(item), true), 0, item);
    },
    remove(name: string, item: Item): void {
      const partition = partitions.get(name);
      const at = partition === undefined ? -1 : find(partition, item);
      if (at >= 0) partition?.splice(at, 1);
    },
    between(
      name: string,
      from: SortKey | undefined,
      to: SortKey | undefined,
      descending: boolean,
      most: number,
    ): Item[] {
      const partition = partitions.get(name) ?? [];
      const first = from === undefined ? 0 : place(partition, from);
      const end = to === undefined ? partition.length : place(partition, to, true);
      return descending
        ? partition.slice(Math.max(first, end - most), end).reverse()
        : partition.slice(first, Math.min(end, first + most));
    },
  };
}

/** Texts stand in the order of their UTF-8 bytes, as in DynamoDB. */
function compare(a: SortKey, b: SortKey): number {
  if (a === b) return 0;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [one, other] = [String(a), String(b)];
  // JavaScript compares units of UTF-16, in whose order only the halves of pairs stand elsewhere.
  if (!HALF.test(one) && !HALF.test(other)) return one < other ? -1 : 1;
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

const HALF = /[\uD800-\uDFFF]/;

function keyOf(one: Write): Key {
  return 'item' in one ? one.item : one.key;
}

function isSame(one: Write, other: Write): boolean {
  const [here, there] = [keyOf(one), keyOf(other)];
  return here.PK === there.PK && here.SK === there.SK;
}

function meets(found: Item | undefined, condition: Condition): boolean {
  return condition === 'absent'
    ? found === undefined
    : found?.[condition.attribute] === condition.equals;
}

function hasRoom(found: Item | undefined, { atMostBefore }: Count): boolean {
  return found?.[USED] === undefined || usedOf(found) <= atMostBefore;
}

function usedOf(found: Item | undefined): number {
  const used = found?.[USED] ?? 0;
  if (typeof used !== 'number') throw new Error(`${found?.PK}: what is counted is no number`);
  return used;
}

function refuseMalformed(writes: readonly Write[]): void {
  if (writes.length === 0 || writes.length > MOST_WRITES) {
    throw new Error(`a transaction of ${writes.length} writes`);
  }
  const isTwice = writes.some((one, i) => writes.findIndex((other) => isSame(one, other)) < i);
  if (isTwice) throw new Error('a transaction writes the same item twice');
}

function stored(item: Item): Item {
  return copy(item) as Item;
}

function copy(value: Attribute): Attribute {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new Error(`${value} is no whole and safe number`);
    // DynamoDB knows no negative zero.
    return value + 0;
  }
  if (Array.isArray(value)) {
    const made: Attribute[] = [];
    for (const held of value) made.push(copy(held));
    return Object.freeze(made);
  }
  if (value instanceof Uint8Array) return new Uint8Array(value);
  if (typeof value !== 'object') throw new Error(`an attribute cannot be ${typeof value}`);
  const map = value as Attributes;
  const made: Draft = {};
  for (const name of Object.keys(map)) made[name] = copy(map[name] as Attribute);
  return Object.freeze(made);
}
