import type { RefusalReason } from '../domain/ledger/decision.ts';
import type { EarnedEntry, Entry, EntryKind, MergedEntry } from '../domain/ledger/entry.ts';
import { evolve } from '../domain/ledger/ledger.ts';
import { type MemberState, newMember } from '../domain/ledger/member.ts';
import { merge, unmerge } from '../domain/ledger/merge.ts';
import type { Instant } from '../domain/time/time.ts';
import type { Program } from '../program/program.ts';
import { BrokenHistory, type Family, type Ledger, partnerOf } from './family.ts';
import { emptyMemory, occasionOf, remember, retell } from './retelling.ts';

/** What was, and what would have been. */
export interface Pair<Thing> {
  readonly was: Thing;
  readonly would: Thing;
}

/** What became of a family of ledgers under another program. */
export interface Outcome {
  /** Entries that were read, those before the change included. */
  readonly read: number;
  /** The entries from the change on. */
  readonly entries: Pair<readonly Entry[]>;
  /** The members whose ledgers did not go into others, as they are in the end. */
  readonly members: readonly Pair<MemberState>[];
  /** Orders that the program cannot be asked about: they kept the points that they had earned. */
  readonly kept: readonly EarnedEntry[];
  /** What could not have happened. */
  readonly refused: readonly {
    readonly entry: Entry;
    readonly reason: RefusalReason['reason'];
  }[];
}

/** A ledger on its way: how far it is told, and what it has come to in both tellings. */
interface Thread {
  readonly ledger: Ledger;
  next: number;
  was: MemberState;
  would: MemberState;
}

/**
 * Tells the history of a family of ledgers again under another program, at the times at which
 * things happened. What came in before the change is as it was; from then on the program decides.
 * It depends on its arguments alone.
 *
 * @param since when the change took place; 0 for a program that was there from the beginning
 * @throws {BrokenHistory} when an entry is missing.
 */
export function backtest(family: Family, program: Program, since: Instant): Outcome {
  const threads = new Map(
    family.map((ledger): [string, Thread] => {
      const state = newMember(ledger.member);
      return [ledger.member, { ledger, next: 0, was: state, would: state }];
    }),
  );
  const memory = emptyMemory();
  const merges = new Map<string, MergedEntry>();
  const was: Entry[] = [];
  const would: Entry[] = [];
  const kept: EarnedEntry[] = [];
  const refused: Outcome['refused'][number][] = [];

  for (let isMoving = true; isMoving; ) {
    isMoving = false;
    for (const thread of threads.values()) isMoving = goOn(thread) || isMoving;
  }
  const all = [...threads.values()];
  for (const { ledger, next } of all) {
    const stuck = ledger.entries[next];
    if (stuck !== undefined) throw missing(ledger.member, stuck.v, partnerOf(stuck));
  }
  return {
    read: family.reduce((sum, { entries }) => sum + entries.length, 0),
    entries: { was, would },
    members: all
      .filter((thread) => thread.was.mergedInto === null)
      .map((thread) => ({ was: thread.was, would: homeOf(thread).would })),
    kept,
    refused,
  };

  /** Tells a ledger as far as it does not wait for another one. */
  function goOn(thread: Thread): boolean {
    const from = thread.next;
    const { entries, member } = thread.ledger;
    for (let entry = entries[from]; entry !== undefined; entry = entries[thread.next]) {
      if (entry.v !== thread.next + 1) throw missing(member, thread.next + 1);
      if (Math.max(entry.receivedAt, thread.was.asOf) < since) takeAsItWas(thread, entry);
      else if (entry.kind === 'merged' || entry.kind === 'unmerged') {
        if (!tellBoth(thread, entry)) break;
      } else if (entry.kind === 'absorbed' || entry.kind === 'released') break;
      else tell(thread, entry);
    }
    return thread.next > from;
  }

  function takeAsItWas(thread: Thread, entry: Entry): void {
    thread.was = evolve(thread.was, entry);
    thread.would = thread.was;
    thread.next += 1;
    remember(memory, entry);
    if (entry.kind === 'merged') merges.set(pairOf(entry.member, entry.absorbed.member), entry);
  }

  function tell(thread: Thread, entry: Entry): void {
    advance(thread, entry);
    const home = homeOf(thread);
    const retold = retell(home.would, entry, program, memory);
    if (retold.became === 'nothing') return;
    if (retold.became === 'refused') refused.push({ entry, reason: retold.reason });
    else write(home, retold.entry);
    if (retold.became === 'kept') kept.push(retold.entry);
  }

  /** Tells a merge, or its undoing, once the other ledger has come as far. */
  function tellBoth(thread: Thread, entry: Extract<Entry, { kind: 'merged' | 'unmerged' }>) {
    const other = threads.get(partnerOf(entry) ?? '');
    const theirs = other?.ledger.entries[other.next];
    if (other === undefined || theirs === undefined) return false;
    if (partnerOf(theirs) !== entry.member || theirs.kind !== otherSide[entry.kind]) return false;
    advance(thread, entry);
    advance(other, theirs);
    const [home, guest] = [homeOf(thread), entry.kind === 'merged' ? homeOf(other) : other];
    const pair = pairOf(home.ledger.member, guest.ledger.member);
    if (entry.kind === 'merged') {
      const decided = merge(home.would, guest.would, occasionOf(entry), program);
      if (!decided.ok) refused.push({ entry, reason: decided.reason });
      else {
        write(home, decided.survivor.entry);
        write(guest, decided.absorbed.entry);
        merges.set(pair, decided.survivor.entry);
      }
      return true;
    }
    const merged = merges.get(pair);
    const decided =
      merged === undefined
        ? ({ ok: false, reason: 'cannot-unmerge' } as const)
        : unmerge(home.would, guest.would, merged, [], occasionOf(entry), program);
    if (!decided.ok) refused.push({ entry, reason: decided.reason });
    else {
      write(home, decided.survivor.entry);
      write(guest, decided.released.entry);
    }
    return true;
  }

  function advance(thread: Thread, entry: Entry): void {
    thread.was = evolve(thread.was, entry);
    thread.next += 1;
    was.push(entry);
  }

  function write(thread: Thread, entry: Entry): void {
    thread.would = evolve(thread.would, entry);
    would.push(entry);
    remember(memory, entry);
  }

  /** Where what is addressed to a member would be done: a parting that was refused changes that. */
  function homeOf(thread: Thread): Thread {
    const { mergedInto } = thread.would;
    const home = mergedInto === null ? undefined : threads.get(mergedInto);
    return home === undefined ? thread : homeOf(home);
  }
}

const otherSide: Readonly<Record<'merged' | 'unmerged', EntryKind>> = {
  merged: 'absorbed',
  unmerged: 'released',
};

function pairOf(survivor: string, absorbed: string): string {
  return `${survivor} ${absorbed}`;
}

function missing(member: string, v: number, partner?: string): BrokenHistory {
  const whose = partner === undefined ? '' : `, or its counterpart with ${partner},`;
  return new BrokenHistory(`Entry ${v} of ${member}${whose} is missing: run npm run verify.`);
}
