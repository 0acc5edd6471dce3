import { HISTORY_INDEX, type Key } from '../../shared/table/keys.ts';
import type { Patience } from '../../shared/table/patience.ts';
import type { Item, Query, Table, Write } from '../../shared/table/table.ts';
import type { Misfortune } from './faults.ts';
import type { Timeline } from './timeline.ts';

/** For how long after a write an eventually consistent read may miss it. */
const BEHIND_MS = 2_000;

/** The storage that all invocations share, and what was written of late. */
export interface Storage {
  readonly table: Table;
  /** The item that had this key a moment ago, where that differs from the one that has it. */
  before(key: Key, now: number): { readonly item: Item | undefined } | undefined;
}

/** The last write of an item, and what was there before. */
interface Latest {
  readonly is: Item | undefined;
  readonly was: Item | undefined;
  readonly at: number;
}

/** Told of everything that is written, before anybody reads it. */
export type OnWrite = (writes: readonly Write[], before: readonly (Item | undefined)[]) => void;

/** Keeps what was there before each write for as long as a read may still find it. */
export function storage(table: Table, timeline: Timeline, onWrite: OnWrite): Storage {
  const latest = new Map<string, Map<string, Latest>>();
  const latestOf = ({ PK, SK }: Key): Latest | undefined => latest.get(PK)?.get(SK);

  const commit = async (writes: readonly Write[]): Promise<void> => {
    const before: (Item | undefined)[] = [];
    for (const write of writes) {
      const key = keyOf(write);
      const is = 'item' in write ? write.item : await table.get(key);
      const was = latestOf(key)?.is;
      before.push(was);
      const partition = latest.get(key.PK) ?? new Map<string, Latest>();
      latest.set(key.PK, partition.set(key.SK, { is, was, at: timeline.now }));
    }
    onWrite(writes, before);
  };

  return {
    table: {
      ...table,
      async put(put) {
        const isPut = await table.put(put);
        if (isPut) await commit([put]);
        return isPut;
      },
      async transact(writes) {
        const result = await table.transact(writes);
        if (result.committed) await commit(writes);
        return result;
      },
    },
    before(key, now) {
      const write = latestOf(key);
      return write !== undefined && write.at > now - BEHIND_MS ? { item: write.was } : undefined;
    },
  };
}

/** What the simulator made go wrong. Every other fault is a mistake in what is simulated. */
export class Unlucky extends Error {
  override name = 'Unlucky';
}

/** One invocation's way to the table and to whatever else it calls. */
export interface Wire {
  readonly table: Table;
  /** A call that takes its time and may fail; nothing comes of it once the invocation is dead. */
  call<Answer>(effect: () => Promise<Answer>): Promise<Answer>;
  /** Whether the invocation has crashed: nobody hears of its end. */
  readonly isDead: boolean;
}

/** A way to the table on which everything takes time and much goes wrong. */
export function wire(storage: Storage, timeline: Timeline, misfortune: () => Misfortune): Wire {
  const { table } = storage;

  const wait = (ms: number): Promise<void> =>
    new Promise((done) => timeline.at(timeline.now + ms, done));

  const call = async <Answer>(effect: () => Promise<Answer>): Promise<Answer> => {
    await wait(misfortune().luck.between(1, 8));
    const { strikes } = misfortune();
    if (strikes('crash before')) line.isDead = true;
    if (line.isDead) throw new Unlucky('the invocation is no more');
    if (strikes('throttled')) throw new Unlucky('throttled');
    const answer = await effect();
    if (strikes('crash after')) line.isDead = true;
    if (line.isDead) throw new Unlucky('the invocation is no more');
    if (strikes('answer lost')) throw new Unlucky('the answer was lost');
    return answer;
  };

  const patience: Patience = {
    pause: (attempt) => wait(misfortune().luck.below(Math.min(200, 10 * 2 ** attempt)) + 1),
    pick: (below) => misfortune().luck.below(below),
  };

  const line = {
    call,
    isDead: false,
    table: {
      patience,
      get: (key, options) =>
        call(async () => {
          const item = await table.get(key, options);
          if (options?.consistent === true) return item;
          const before = storage.before(key, timeline.now);
          return before !== undefined && misfortune().strikes('stale read') ? before.item : item;
        }),
      getMany: (keys) => call(() => table.getMany(keys)),
      query: (query) => call(() => read(query)),
      put: (put) => call(() => table.put(put)),
      remove: (key) => call(() => table.remove(key)),
      transact: (writes) =>
        call(async () => {
          if (!misfortune().strikes('conflict')) return table.transact(writes);
          const met = misfortune().luck.below(writes.length);
          return {
            committed: false,
            rejections: writes.map((_, i) => ({ reason: i === met ? 'conflict' : 'none' })),
          };
        }),
    } satisfies Table,
  };
  return line;

  async function read(query: Query): Promise<readonly Item[]> {
    const items = await table.query(query);
    if (query.consistent === true) return items;
    if (query.index?.name !== HISTORY_INDEX.name) return items;
    return items.filter(
      (item) =>
        storage.before(item, timeline.now) === undefined || !misfortune().strikes('index behind'),
    );
  }
}

function keyOf(write: Write): Key {
  return 'item' in write ? write.item : write.key;
}
