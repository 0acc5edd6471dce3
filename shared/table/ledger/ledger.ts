import { attempt, type CapAttempts, type Refused, refusedAlso } from '../../domain/ledger/cap.ts';
import type { Decision, Refusal, RefusalReason } from '../../domain/ledger/decision.ts';
import type { Entry } from '../../domain/ledger/entry.ts';
import type { MemberState } from '../../domain/ledger/member.ts';
import { keys } from '../keys.ts';
import { jitter } from '../patience.ts';
import { type Item, type Put, type Rejection, type Table, TableBusy } from '../table.ts';
import { type Chapter, chapter, type Loaded, loaded, type Proposed } from './chapter.ts';

/** How often other writers may get in between before the caller is told to come back. */
const ATTEMPTS = 8;

/** What is to be written to a member's ledger, in one transaction, or why nothing is. */
export type Proposal =
  | Refusal
  | {
      readonly ok: true;
      readonly entries: readonly Proposed[];
      /** Other items of the same transaction, and what it means when one cannot be written. */
      readonly also?: readonly { readonly put: Put; readonly otherwise: RefusalReason }[];
    };

/** What became of it; that it was there already is an ordinary answer. */
export type Appended =
  | { readonly outcome: 'entered'; readonly entries: readonly Entry[] }
  /** The item that has the key of the first entry. */
  | { readonly outcome: 'duplicate'; readonly found: Item | undefined }
  | { readonly outcome: 'refused'; readonly refusal: Refusal };

/** A decision of the domain as the whole of what is to be written. */
export function alone(decision: Decision): Proposal {
  return decision.ok ? { ok: true, entries: [decision] } : decision;
}

/**
 * Appends to a member's ledger: reads the state, lets `propose` decide, and writes entries and state
 * in one transaction, the state on condition that nobody wrote it meanwhile. `propose` is asked
 * again on every attempt, with the state as it then is, and with what is known of caps. What is
 * addressed to a member whose ledger went into another's is done there. A refusal is believed only
 * on a strongly consistent read.
 *
 * @throws {TableBusy} when eight attempts met other writers; nothing was written.
 */
export async function append(
  table: Table,
  addressed: string,
  propose: (state: MemberState, attempts: CapAttempts) => Proposal | Promise<Proposal>,
): Promise<Appended> {
  const { pause, pick } = table.patience ?? jitter;
  const start = pick(64);
  let current = loaded(addressed, await table.get(keys.state(addressed)));
  let isCertain = false;
  let refused: Refused = {};
  /** Goes on with a state that was read for certain. What caps refused stands, whoever asked. */
  const goOnWith = (next: Loaded): void => {
    [current, isCertain] = [next, true];
  };

  for (let contended = 0; contended < ATTEMPTS; ) {
    const { member, mergedInto } = current.state;
    if (!isWhere(current.state, addressed)) {
      // A pointer leads one hop. One that was read while a merge is being undone leads nowhere.
      const next = member === addressed ? (mergedInto ?? addressed) : addressed;
      if (next === addressed) contended += 1;
      goOnWith(await reload(table, next));
      continue;
    }
    const proposal = await propose(current.state, attempt(start, refused));
    if (!proposal.ok) {
      if (isCertain) return { outcome: 'refused', refusal: proposal };
      goOnWith(await reload(table, member));
      continue;
    }
    const { also = [] } = proposal;
    const written = chapter(current, proposal.entries);
    const result = await table.transact([
      written.state,
      ...written.entries,
      ...written.counts.map(({ key, add, atMostBefore }) => ({ key, add, atMostBefore })),
      ...also.map(({ put }) => put),
    ]);
    if (result.committed) {
      return { outcome: 'entered', entries: proposal.entries.map(({ entry }) => entry) };
    }
    const failed = byPart(written, result.rejections);
    const [duplicate] = failed.entries.filter(({ reason }) => reason === 'condition');
    if (duplicate?.reason === 'condition') return { outcome: 'duplicate', found: duplicate.found };
    if (failed.state?.reason === 'condition') {
      const { found } = failed.state;
      contended += 1;
      await pause(contended);
      goOnWith(found === undefined ? await reload(table, member) : loaded(member, found));
      continue;
    }
    const exhausted = written.counts.filter((_, i) => failed.counts[i]?.reason === 'condition');
    for (const { cap, add } of exhausted) refused = refusedAlso(refused, { cap, units: add });
    const other = also.find((_, i) => failed.also[i]?.reason === 'condition');
    if (other !== undefined)
      return { outcome: 'refused', refusal: { ok: false, ...other.otherwise } };
    if (exhausted.length > 0) continue;
    contended += 1;
    await pause(contended);
    goOnWith(await reload(table, member));
  }
  throw new TableBusy('a member’s ledger stayed contended');
}

/**
 * Whether what is addressed to a member is done in this ledger: it is the member's own and went
 * nowhere, or it says itself that the member's went into it. Every write is conditioned on the very
 * version that says so.
 */
function isWhere({ member, mergedInto, absorbed }: MemberState, addressed: string): boolean {
  return mergedInto === null && (member === addressed || absorbed.includes(addressed));
}

/** The member's state, or that of the one whom the ledger went into; strongly consistent. */
export async function readMember(table: Table, member: string): Promise<MemberState | undefined> {
  const item = await table.get(keys.state(member), { consistent: true });
  if (item === undefined) return undefined;
  const { state } = loaded(member, item);
  return state.mergedInto === null ? state : readMember(table, state.mergedInto);
}

/** Whether two ids are of one member, as merges have it now. */
export async function isSameMember(table: Table, one: string, other: string): Promise<boolean> {
  if (one === other) return true;
  const [here, there] = await Promise.all([readMember(table, one), readMember(table, other)]);
  return here !== undefined && here.member === there?.member;
}

export async function reload(table: Table, member: string): Promise<Loaded> {
  return loaded(member, await table.get(keys.state(member), { consistent: true }));
}

function byPart({ entries, counts }: Chapter, [state, ...rest]: readonly Rejection[]) {
  return {
    state,
    entries: rest.slice(0, entries.length),
    counts: rest.slice(entries.length, entries.length + counts.length),
    also: rest.slice(entries.length + counts.length),
  };
}
