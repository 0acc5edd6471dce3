import type { Key } from './keys.ts';
import type { Patience } from './patience.ts';

/** What an attribute can hold. Numbers are whole and safe; bytes are hashes. */
export type Attribute =
  | string
  | number
  | boolean
  | Uint8Array
  | readonly Attribute[]
  | { readonly [name: string]: Attribute };

/** An item: its key and its attributes. */
export type Item = Key & { readonly [name: string]: Attribute };

/** What must hold of the item that a write replaces. */
export type Condition = 'absent' | { readonly attribute: string; readonly equals: number };

export interface Put {
  readonly item: Item;
  readonly condition: Condition;
}

/**
 * Counts units of something limited: adds them to the `used` of an item, made if need be, unless
 * more than `atMostBefore` were used already. Negative units give back.
 */
export interface Count {
  readonly key: Key;
  readonly add: number;
  readonly atMostBefore: number;
  /** Epoch seconds after which the count means nothing and may go; never where not said. */
  readonly endsAt?: number;
}

/** The attribute that a {@link Count} counts in. */
export const USED = 'used';

/** One write of a transaction. */
export type Write = Put | Count;

/** A range of one partition, of the table or of an index; both ends are included. */
export interface Query {
  readonly index?: { readonly name: string; readonly partition: string; readonly sort: string };
  readonly partition: string;
  readonly from?: string | number;
  readonly to?: string | number;
  readonly descending?: boolean;
  /** Strongly consistent; not possible on an index. */
  readonly consistent?: boolean;
  /** At most so many items; 100 unless told, and never more than 1,000. */
  readonly limit?: number;
}

/** Why one write of a transaction did not happen. */
export type Rejection =
  /** The write itself was fine; another one failed. */
  | { readonly reason: 'none' }
  /** Its condition failed on this item. */
  | { readonly reason: 'condition'; readonly found?: Item }
  /** Another transaction was at work on the item; nothing is known of how it looks now. */
  | { readonly reason: 'conflict' };

export type Transacted =
  | { readonly committed: true }
  /** Nothing was written; one rejection for each write, in their order. */
  | { readonly committed: false; readonly rejections: readonly Rejection[] };

/**
 * The one narrow door to the table. Everything that is not an outcome named here is a fault and
 * throws.
 */
export interface Table {
  /** How writers of this table give way to one another; with jitter unless it says otherwise. */
  readonly patience?: Patience;
  get(key: Key, options?: { readonly consistent?: boolean }): Promise<Item | undefined>;
  /**
   * Several items, eventually consistent: one for each key, in their order. At most 100 keys, no
   * two of them the same.
   */
  getMany(keys: readonly Key[]): Promise<readonly (Item | undefined)[]>;
  query(query: Query): Promise<readonly Item[]>;
  /** Writes one item; false when the condition did not hold. */
  put(put: Put): Promise<boolean>;
  /** Removes one item; that there is none is as good. */
  remove(key: Key): Promise<void>;
  /** Does all writes or none; at most 100. */
  transact(writes: readonly Write[]): Promise<Transacted>;
}

/** The door for those who only look: nothing can be written through it. */
export type TableReader = Pick<Table, 'get' | 'query'>;

/** Thrown when the table stayed contended through every attempt: nothing was written. */
export class TableBusy extends Error {
  override name = 'TableBusy';
}
