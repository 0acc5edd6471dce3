import type { Entry } from '../domain/entry.ts';
import { isEntryItem, readEntry } from './entry-item.ts';
import { type Grant, readGrant } from './grant-item.ts';
import { HISTORY_INDEX, type Key, ranges } from './keys.ts';
import { type InboxMessage, readMessage } from './message-item.ts';
import type { Item, Query, Table } from './table.ts';

/** A part of a list, the newest first; `next` is where the rest of it begins. */
export interface Page<Thing, Cursor> {
  readonly things: readonly Thing[];
  readonly next?: Cursor;
}

/** A member's entries, the newest first, from `v` downwards. */
export async function readHistory(
  table: Table,
  member: string,
  limit: number,
  from?: number,
): Promise<Page<Entry, number>> {
  const query = { ...ranges.history(member), ...(from === undefined ? {} : { to: from }) };
  const { items, after } = await newest(table, query, limit);
  const things = items.map((item) => readEntry(item).entry);
  return { things, ...(after === undefined ? {} : { next: Number(after[HISTORY_INDEX.sort]) }) };
}

/** A member's messages, the newest first, from a sort key downwards. */
export async function readMessages(
  table: Table,
  member: string,
  limit: number,
  from?: string,
): Promise<Page<InboxMessage, string>> {
  const all = ranges.messages(member);
  const to = from !== undefined && from > all.from && from < all.to ? from : all.to;
  const { items, after } = await newest(table, { ...all, to }, limit);
  return { things: items.map(readMessage), ...(after === undefined ? {} : { next: after.SK }) };
}

/** The rewards that a member has been given. */
export async function readGrants(table: Table, member: string): Promise<readonly Grant[]> {
  const items = await table.query({ ...ranges.grants(member), limit: 1_000 });
  return items.map((item) => readGrant(member, item));
}

/** One entry by its key; undefined where there is none, or the item is no entry. */
export async function readEntryAt(table: Table, key: Key): Promise<Entry | undefined> {
  const item = await table.get(key);
  return item === undefined || !isEntryItem(item) ? undefined : readEntry(item).entry;
}

/** Reads one item more than wanted: where the next page begins. */
async function newest(
  table: Table,
  query: Query,
  limit: number,
): Promise<{ items: readonly Item[]; after: Item | undefined }> {
  const found = await table.query({ ...query, descending: true, limit: limit + 1 });
  return { items: found.slice(0, limit), after: found[limit] };
}
