import { type Family, type Ledger, partnersIn } from '../../backtest/family.ts';
import type { Entry } from '../../domain/ledger/entry.ts';
import { ranges } from '../keys.ts';
import type { TableReader } from '../table.ts';
import { readEntry } from './entry-item.ts';

/** Entries are read so many at a time; most are a few hundred bytes, and a page holds 1 MB. */
const PAGE = 500;

/**
 * Reads the ledgers that merges join with a member's. So that each family is seen once in a pass
 * over all members, without remembering whom it has seen, only its member with the lowest id brings
 * it.
 *
 * @returns undefined for all other members of a family.
 */
export async function readFamily(table: TableReader, member: string): Promise<Family | undefined> {
  const family: Ledger[] = [];
  const ids = [member];
  for (const id of ids) {
    if (id < member) return undefined;
    const entries = await readEntries(table, id);
    family.push({ member: id, entries });
    ids.push(...partnersIn(entries).filter((partner) => !ids.includes(partner)));
  }
  return family;
}

/** A member's whole history, by `v`. */
async function readEntries(table: TableReader, member: string): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for (;;) {
    const from = (entries.at(-1)?.v ?? 0) + 1;
    const page = await table.query({ ...ranges.history(member), from, limit: PAGE });
    for (const item of page) entries.push(readEntry(item).entry);
    if (page.length < PAGE) return entries;
  }
}
