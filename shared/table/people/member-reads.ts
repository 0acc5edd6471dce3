import type { Entry } from '../../domain/ledger/entry.ts';
import { HISTORY_INDEX, type Key, ranges } from '../keys.ts';
import { isEntryItem, readEntry } from '../ledger/entry-item.ts';
import { type Grant, readGrant } from '../rewards/grant-item.ts';
import type { Item, Table } from '../table.ts';
import { type InboxMessage, readMessage } from './message-item.ts';

/** How many entries are read at once where a whole history is. */
const AT_ONCE = 250;

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
  // One item more than wanted: where the next page begins.
  const items = await table.query({ ...query, descending: true, limit: limit + 1 });
  const things = items.slice(0, limit).map((item) => readEntry(item).entry);
  const after = items[limit];
  return { things, ...(after === undefined ? {} : { next: Number(after[HISTORY_INDEX.sort]) }) };
}

/** A member's first entries, the oldest first. */
export async function readFirstEntries(
  table: Table,
  member: string,
  most: number,
): Promise<Page<Entry, number>> {
  const things: Entry[] = [];
  while (things.length < most) {
    const from = (things.at(-1)?.v ?? 0) + 1;
    const items = await table.query({ ...ranges.history(member), from, limit: AT_ONCE });
    things.push(...items.map((item) => readEntry(item).entry));
    if (items.length < AT_ONCE) return { things };
  }
  return { things, next: (things.at(-1)?.v ?? 0) + 1 };
}

/** A member's entries from `v` on, the oldest first, and no more than so many. */
export async function readEntriesFrom(
  table: Table,
  member: string,
  from: number,
  most: number,
): Promise<readonly Entry[]> {
  const items = await table.query({ ...ranges.history(member), from, limit: most });
  return items.map((item) => readEntry(item).entry);
}

/** The messages of a member and of those who went into them, the newest first, from a sort key down. */
export async function readMessages(
  table: Table,
  members: readonly string[],
  limit: number,
  from?: string,
): Promise<Page<InboxMessage, string>> {
  const pages = await Promise.all(
    members.map((member) => {
      const all = ranges.messages(member);
      const to = from !== undefined && from > all.from && from < all.to ? from : all.to;
      return table.query({ ...all, to, descending: true, limit: limit + 1 });
    }),
  );
  const items = pages.flat().sort((a, b) => (a.SK < b.SK ? 1 : -1));
  const things = items.slice(0, limit).map(readMessage);
  const after = items[limit];
  return { things, ...(after === undefined ? {} : { next: after.SK }) };
}

/** The rewards that a member and those who went into them have been given. */
export async function readGrants(
  table: Table,
  members: readonly string[],
): Promise<readonly Grant[]> {
  const each = await Promise.all(members.map((member) => readOwnGrants(table, member)));
  // What both had been given once in a lifetime is one thing, but every code is its own.
  return each
    .flat()
    .filter(
      (grant, i, all) =>
        grant.slot !== undefined ||
        grant.coupon !== undefined ||
        all.findIndex(({ slot, reward }) => slot === undefined && reward === grant.reward) === i,
    );
}

async function readOwnGrants(table: Table, member: string): Promise<readonly Grant[]> {
  const all = ranges.grants(member);
  const items: Item[] = [];
  let from = all.from;
  for (;;) {
    // A range includes where it begins: the last one of those before, but for the first.
    const page = await table.query({ ...all, from, limit: AT_ONCE });
    items.push(...(items.length === 0 ? page : page.slice(1)));
    const last = page.at(-1);
    if (page.length < AT_ONCE || last === undefined) break;
    from = last.SK;
  }
  return items.map((item) => readGrant(member, item));
}

/** One entry by its key; undefined where there is none, or the item is no entry. */
export async function readEntryAt(table: Table, key: Key): Promise<Entry | undefined> {
  const item = await table.get(key);
  return item === undefined || !isEntryItem(item) ? undefined : readEntry(item).entry;
}
