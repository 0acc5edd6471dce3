import type { Accepted } from '../../domain/ledger/decision.ts';
import { evolve } from '../../domain/ledger/ledger.ts';
import { newMember } from '../../domain/ledger/member.ts';
import { keys } from '../keys.ts';
import type { Condition, Count, Item, Put } from '../table.ts';
import { entryHash, entryItem, NO_ENTRY } from './entry-item.ts';
import { readState, type StoredState, stateItem } from './state-item.ts';

/** An entry on its way into the table. */
export interface Proposed extends Accepted {
  /** What must hold of the item that has the entry's key; absent where there must be none. */
  readonly replaces?: Condition;
}

/** A member's state item as it was read, or that there was none. */
export interface Loaded extends StoredState {
  readonly item: Item | undefined;
}

/** What a state item says; nothing at all where there is none. */
export function loaded(member: string, item: Item | undefined): Loaded {
  const stored =
    item === undefined
      ? { state: newMember(member), lastEntryHash: NO_ENTRY }
      : readState(member, item);
  return { ...stored, item };
}

/** The writes that append entries to one member's ledger: its state, its entries, its counts. */
export interface Chapter {
  readonly state: Put;
  readonly entries: readonly Put[];
  readonly counts: readonly (Count & { readonly cap: string })[];
}

/** Appends entries to what was loaded: each linked to the one before, and the state that follows. */
export function chapter(before: Loaded, proposed: readonly Proposed[]): Chapter {
  let { state, lastEntryHash } = before;
  const entries: Put[] = [];
  for (const { entry, replaces } of proposed) {
    const item = entryItem({ entry, previousHash: lastEntryHash });
    lastEntryHash = entryHash(item);
    state = evolve(state, entry);
    entries.push({ item, condition: replaces ?? 'absent' });
  }
  return {
    state: { item: stateItem({ state, lastEntryHash }), condition: conditionOn(before) },
    entries,
    counts: proposed.flatMap(({ claims }) =>
      claims.map(({ cap, slice, units, atMostBefore }) => ({
        cap,
        key: keys.slice(cap, slice),
        add: units,
        atMostBefore,
      })),
    ),
  };
}

function conditionOn({ item, state }: Loaded): Condition {
  return item === undefined ? 'absent' : { attribute: 'v', equals: state.v };
}
