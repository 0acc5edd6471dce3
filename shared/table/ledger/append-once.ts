import type { CapAttempts } from '../../domain/ledger/cap.ts';
import type { Refusal } from '../../domain/ledger/decision.ts';
import type { Entry, EntryKind } from '../../domain/ledger/entry.ts';
import type { MemberState } from '../../domain/ledger/member.ts';
import type { Key } from '../keys.ts';
import type { Item, Table } from '../table.ts';
import { isEntryItem, readEntry } from './entry-item.ts';
import { append, type Proposal } from './ledger.ts';

/** What became of an entry that a caller asked for. */
export type AppendedOnce<Kind extends EntryKind> =
  | {
      readonly outcome: 'entered' | 'known';
      readonly entry: Extract<Entry, { kind: Kind }>;
    }
  | { readonly outcome: 'refused'; readonly refusal: Refusal };

/**
 * Appends an entry whose key the caller's request names. If it is there already, that answer wins,
 * whatever the ledger would say to the request now.
 *
 * @throws {TableBusy} when eight attempts met other writers; nothing was written.
 */
export async function appendOnce<Kind extends EntryKind>(
  table: Table,
  member: string,
  { kind, key }: { readonly kind: Kind; readonly key: Key },
  propose: (state: MemberState, attempts: CapAttempts) => Proposal | Promise<Proposal>,
): Promise<AppendedOnce<Kind>> {
  const appended = await append(table, member, propose);
  if (appended.outcome === 'entered') {
    return { outcome: 'entered', entry: entryOf(kind, appended.entries[0]) };
  }
  const seen = appended.outcome === 'duplicate' ? appended.found : undefined;
  const item = seen ?? (await table.get(key, { consistent: true }));
  if (item !== undefined) return { outcome: 'known', entry: read(kind, item) };
  if (appended.outcome === 'refused') return appended;
  throw new Error(`${key.PK} was there, and is no longer`);
}

/** The entry that a request has made before; undefined where it has made none. */
export async function readOnce<Kind extends EntryKind>(
  table: Table,
  { kind, key }: { readonly kind: Kind; readonly key: Key },
): Promise<Extract<Entry, { kind: Kind }> | undefined> {
  const item = await table.get(key, { consistent: true });
  return item === undefined ? undefined : read(kind, item);
}

function read<Kind extends EntryKind>(kind: Kind, item: Item) {
  return entryOf(kind, isEntryItem(item) ? readEntry(item).entry : undefined);
}

function entryOf<Kind extends EntryKind>(
  kind: Kind,
  entry: Entry | undefined,
): Extract<Entry, { kind: Kind }> {
  if (entry?.kind !== kind) throw new Error(`there is a ${entry?.kind} in the place of a ${kind}`);
  return entry as Extract<Entry, { kind: Kind }>;
}
