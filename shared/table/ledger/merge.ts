import type { RefusalReason } from '../../domain/ledger/decision.ts';
import type { Entry, MergedEntry } from '../../domain/ledger/entry.ts';
import { type Merge, merge, type Unmerge, unmerge } from '../../domain/ledger/merge.ts';
import type { Occasion } from '../../domain/orders/order.ts';
import type { Program } from '../../program/program.ts';
import { ranges } from '../keys.ts';
import { jitter } from '../patience.ts';
import { type Put, type Table, TableBusy } from '../table.ts';
import { chapter, type Loaded } from './chapter.ts';
import { isEntryItem, readEntry } from './entry-item.ts';
import { type Appended, reload } from './ledger.ts';
import { stateItem } from './state-item.ts';

/** How often other writers may get in between before the caller is told to come back. */
const ATTEMPTS = 8;

type Merged = Exclude<Appended, { outcome: 'duplicate' }>;

/**
 * Makes two members one, in one transaction of both states and both entries, and of one item for
 * each member that had gone into the absorbed one before: its pointer is always one hop.
 *
 * @throws {TableBusy} when eight attempts met other writers; nothing was written.
 */
export function mergeMembers(
  table: Table,
  pair: { readonly survivor: string; readonly absorbed: string },
  occasion: Occasion,
  program: Program,
): Promise<Merged> {
  return writePair(table, pair.survivor, pair.absorbed, (here, there) => {
    const decided = merge(here.state, there.state, occasion, program);
    return decided.ok ? { ...decided, other: decided.absorbed } : decided;
  });
}

/** Takes a merge back; refused once anything but an earning followed it. */
export async function unmergeMembers(
  table: Table,
  pair: { readonly survivor: string; readonly absorbed: string },
  occasion: Occasion,
  program: Program,
): Promise<Merged> {
  return writePair(table, pair.survivor, pair.absorbed, async (here, there) => {
    const since = await sinceMerge(table, pair, here.state.v);
    if (since === undefined) return { ok: false, reason: 'cannot-unmerge', why: 'not-merged' };
    const { merged, entries } = since;
    const decided = unmerge(here.state, there.state, merged, entries, occasion, program);
    return decided.ok ? { ...decided, other: decided.released } : decided;
  });
}

type Decided =
  | ({ readonly ok: true; readonly other: Merge['absorbed'] | Unmerge['released'] } & Pick<
      Merge | Unmerge,
      'survivor'
    >)
  | ({ readonly ok: false } & RefusalReason);

async function writePair(
  table: Table,
  survivor: string,
  other: string,
  decide: (here: Loaded, there: Loaded) => Decided | Promise<Decided>,
): Promise<Merged> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const here = await reload(table, survivor);
    const there = await reload(table, other);
    const decided = await decide(here, there);
    if (!decided.ok) return { outcome: 'refused', refusal: decided };
    const [ours, theirs] = [chapter(here, [decided.survivor]), chapter(there, [decided.other])];
    const target = decided.other.entry.kind === 'absorbed' ? survivor : other;
    const gone = decided.other.entry.kind === 'absorbed' ? there.state : decided.other.entry.state;
    const pointers = await repoint(table, gone.absorbed, target);
    const writes = [ours.state, theirs.state, ...ours.entries, ...theirs.entries, ...pointers];
    if ((await table.transact(writes)).committed) {
      const entries: Entry[] = [decided.survivor.entry, decided.other.entry];
      return { outcome: 'entered', entries };
    }
    await (table.patience ?? jitter).pause(attempt);
  }
  throw new TableBusy('two members’ ledgers stayed contended');
}

/** Turns the members that had gone into one to where that one is now. */
async function repoint(
  table: Table,
  members: readonly string[],
  target: string,
): Promise<readonly Put[]> {
  const puts: Put[] = [];
  for (const member of members) {
    const { state, lastEntryHash } = await reload(table, member);
    puts.push({
      item: stateItem({ state: { ...state, mergedInto: target }, lastEntryHash }),
      condition: { attribute: 'v', equals: state.v },
    });
  }
  return puts;
}

/** The latest merge of these two, and what followed it in the survivor's ledger. */
async function sinceMerge(
  table: Table,
  { survivor, absorbed }: { survivor: string; absorbed: string },
  v: number,
): Promise<{ merged: MergedEntry; entries: readonly Entry[] } | undefined> {
  const newest = await table.query({ ...ranges.history(survivor), descending: true, limit: 1_000 });
  const entries = newest.filter(isEntryItem).map((item) => readEntry(item).entry);
  // An index may lack the newest entries, or one among them: no conclusion is drawn from a gap.
  const isWhole = (v === 0 || entries.length > 0) && entries.every((entry, i) => entry.v === v - i);
  if (!isWhole) throw new TableBusy('the index is behind the ledger');
  const at = entries.findIndex(
    (entry) => entry.kind === 'merged' && entry.absorbed.member === absorbed,
  );
  const merged = entries[at];
  return merged?.kind === 'merged' ? { merged, entries: entries.slice(0, at) } : undefined;
}
