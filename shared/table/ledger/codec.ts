import type { Entry, EntryBase, EntryKind } from '../../domain/ledger/entry.ts';
import type { Draft } from '../attributes.ts';
import type { Item } from '../table.ts';

/** How the part of an entry that is its kind's own is written and read. */
export interface Codec<Kind extends EntryKind> {
  readonly write: (entry: Extract<Entry, { kind: Kind }>, to: Draft) => void;
  readonly read: (base: EntryBase, item: Item) => Extract<Entry, { kind: Kind }>;
}
