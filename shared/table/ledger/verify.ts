import { setTimeout as sleep } from 'node:timers/promises';
import { HISTORY_INDEX, keys, ranges } from '../keys.ts';
import type { Item, Table } from '../table.ts';
import { readState } from './state-item.ts';
import { type Difference, examineLedger } from './verify-ledger.ts';

/**
 * How long to wait before each further look at a ledger that seems to differ: `history` follows the
 * table by moments, so that what was just written looks as if it were missing.
 */
const AGAIN_AFTER_MS = [200, 1_000] as const;

/** Entries are read so many at a time; most are a few hundred bytes, and a page holds 1 MB. */
const PAGE = 500;

/**
 * Compares a member's state with the member's entries: nothing changed, missing or extra, a replay
 * that gives exactly the state item, and pointers of merged members that lead there in one hop.
 *
 * @returns what differs at every look; nothing when all is well.
 */
export async function verifyMember(
  table: Table,
  member: string,
  againAfterMs: readonly number[] = AGAIN_AFTER_MS,
): Promise<readonly Difference[]> {
  let differences = await look(table, member);
  for (const milliseconds of againAfterMs) {
    if (differences.length === 0) break;
    await sleep(milliseconds);
    differences = await look(table, member);
  }
  return differences;
}

async function look(table: Table, member: string): Promise<readonly Difference[]> {
  const state = await readStateItem(table, member);
  const history = await readWhole(table, member);
  const upTo = placeOf(state);
  const isAhead = history.some((entry) => placeOf(entry) > upTo);
  // Entries that came in since the state was read are none of its business.
  const since = isAhead ? placeOf(await readStateItem(table, member)) : upTo;
  const entries = history.filter((entry) => placeOf(entry) <= upTo || placeOf(entry) > since);
  try {
    return [...examineLedger(state, entries), ...(await brokenPointers(table, member, state))];
  } catch (fault) {
    return [{ kind: 'unreadable', why: fault instanceof Error ? fault.message : String(fault) }];
  }
}

function readStateItem(table: Table, member: string): Promise<Item | undefined> {
  return table.get(keys.state(member), { consistent: true });
}

/** A member's whole history. Each page begins where the last one ended, lest a twin be missed. */
async function readWhole(table: Table, member: string): Promise<readonly Item[]> {
  const read = new Map<string, Item>();
  for (let from = 0; ; ) {
    const page = await table.query({ ...ranges.history(member), from, limit: PAGE });
    const known = read.size;
    for (const item of page) read.set(`${item.PK} ${item.SK}`, item);
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE || read.size === known) return [...read.values()];
    from = placeOf(last);
  }
}

/** Where this member's pointer leads, and whether those who went into this one point here. */
async function brokenPointers(
  table: Table,
  member: string,
  item: Item | undefined,
): Promise<readonly Difference[]> {
  if (item === undefined) return [];
  const { mergedInto, absorbed } = readState(member, item).state;
  const pairs = [
    ...(mergedInto === null ? [] : [{ from: member, into: mergedInto }]),
    ...absorbed.map((from) => ({ from, into: member })),
  ];
  const broken: Difference[] = [];
  for (const pair of pairs) {
    if (!(await isOneHop(table, pair))) broken.push({ kind: 'pointer-broken', ...pair });
  }
  return broken;
}

async function isOneHop(table: Table, pair: { from: string; into: string }): Promise<boolean> {
  const [from, into] = await Promise.all([
    readStateItem(table, pair.from),
    readStateItem(table, pair.into),
  ]);
  if (from === undefined || into === undefined) return false;
  const survivor = readState(pair.into, into).state;
  return (
    readState(pair.from, from).state.mergedInto === pair.into &&
    survivor.mergedInto === null &&
    survivor.absorbed.includes(pair.from)
  );
}

function placeOf(item: Item | undefined): number {
  const v = item?.[HISTORY_INDEX.sort];
  return typeof v === 'number' ? v : 0;
}
