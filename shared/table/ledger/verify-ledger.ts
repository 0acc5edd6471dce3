import { evolve } from '../../domain/ledger/ledger.ts';
import { newMember } from '../../domain/ledger/member.ts';
import { attributesOf } from '../attributes.ts';
import { HISTORY_INDEX, type Key, memberOf } from '../keys.ts';
import type { Item } from '../table.ts';
import { canonical, entryHash, NO_ENTRY, readEntry } from './entry-item.ts';
import { readState, stateItem } from './state-item.ts';

/** Something about a member's ledger that is not as the ledger's own code leaves it. */
export type Difference =
  /** An entry is not the one that its successor, or the state, was chained to. */
  | { readonly kind: 'entry-changed'; readonly v: number; readonly key: Key }
  /** No entry has this place. */
  | { readonly kind: 'entry-missing'; readonly v: number }
  /** An entry that nothing was chained to: a second one of its place, or one beyond the state. */
  | { readonly kind: 'entry-extra'; readonly v: number; readonly key: Key }
  /** A replay of the entries gives other values of these attributes than the state item has. */
  | { readonly kind: 'state-differs'; readonly attributes: readonly string[] }
  /** There are entries, but no state. */
  | { readonly kind: 'state-missing' }
  /** Members whose ledgers were merged do not name each other, or not in one hop. */
  | { readonly kind: 'pointer-broken'; readonly from: string; readonly into: string }
  /** An item cannot be read at all. */
  | { readonly kind: 'unreadable'; readonly why: string };

/**
 * Compares a member's state item with the member's entry items, by the chain of hashes and by a
 * replay. The chain is followed from its end, which the state vouches for: each entry vouches for the
 * one before. The replay is made only of entries that are sound; others would differ anyway.
 *
 * @param entries everything that the history has of the member, in any order
 */
export function examineLedger(
  state: Item | undefined,
  entries: readonly Item[],
): readonly Difference[] {
  if (state === undefined) return entries.length === 0 ? [] : [{ kind: 'state-missing' }];
  const { sound, differences } = followChain(state, entries);
  if (differences.length > 0) return differences;
  const attributes = unlike(state, replayed(state, sound));
  return attributes.length === 0 ? [] : [{ kind: 'state-differs', attributes }];
}

function followChain(
  state: Item,
  entries: readonly Item[],
): { sound: readonly Item[]; differences: readonly Difference[] } {
  const last = attributesOf(state).number('v');
  const differences: Difference[] = [];
  const sound: Item[] = [];
  const placed = Map.groupBy(entries, placeOf);
  for (const [v, items] of placed) {
    if (v < 1 || v > last) differences.push(...items.map((item) => extra(v, item)));
  }
  // What the entry of a place must hash to; not known below a place where an entry is missing.
  let vouched: Uint8Array | undefined = attributesOf(state).bytes('hash');
  for (let v = last; v > 0; v--) {
    const candidates = placed.get(v) ?? [];
    const vouchedFor = candidates.find((item) => isHash(vouched, entryHash(item)));
    const entry = vouchedFor ?? candidates[0];
    if (entry === undefined) {
      differences.push({ kind: 'entry-missing', v });
      vouched = undefined;
      continue;
    }
    if (vouchedFor === undefined) {
      differences.push({ kind: 'entry-changed', v, key: keyOf(entry) });
    }
    for (const other of candidates) if (other !== entry) differences.push(extra(v, other));
    sound.push(entry);
    vouched = attributesOf(entry).bytes('prev');
  }
  if (!isHash(vouched, NO_ENTRY)) differences.push({ kind: 'entry-missing', v: 0 });
  sound.reverse();
  return { sound, differences: differences.sort((a, b) => vOf(a) - vOf(b)) };
}

/** The state item that a member's entries amount to. */
function replayed(kept: Item, entries: readonly Item[]): Item {
  const member = memberOf(kept);
  const state = entries.map((item) => readEntry(item).entry).reduce(evolve, newMember(member));
  const last = entries.at(-1);
  // Where a survivor went on to is no entry of those who went into it before: only their pointers say.
  const { mergedInto } = readState(member, kept).state;
  return stateItem({
    state: { ...state, mergedInto: state.mergedInto === null ? null : mergedInto },
    lastEntryHash: last === undefined ? NO_ENTRY : entryHash(last),
  });
}

/** The names of the attributes that two items do not have in common. */
function unlike(kept: Item, made: Item): readonly string[] {
  const names = [...new Set([...Object.keys(kept), ...Object.keys(made)])].sort();
  return names.filter((name) => {
    const [was, is] = [kept[name], made[name]];
    return was === undefined || is === undefined || canonical(was) !== canonical(is);
  });
}

/** Whether a hash is the one that is expected; any is where nothing is known. */
function isHash(expected: Uint8Array | undefined, hash: Uint8Array): boolean {
  return expected === undefined || Buffer.compare(expected, hash) === 0;
}

function placeOf(entry: Item): number {
  return attributesOf(entry).number(HISTORY_INDEX.sort);
}

function extra(v: number, item: Item): Difference {
  return { kind: 'entry-extra', v, key: keyOf(item) };
}

function keyOf({ PK, SK }: Item): Key {
  return { PK, SK };
}

function vOf(difference: Difference): number {
  return 'v' in difference ? difference.v : 0;
}
