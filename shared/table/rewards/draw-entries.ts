import { DRAW_PARTS, drawPartOf, keys, ranges } from '../keys.ts';
import { jitter } from '../patience.ts';
import { type Count, type Item, type Query, type Table, TableBusy } from '../table.ts';
import {
  entriesOf,
  type Participation,
  participationItem,
  readParticipation,
  WRITES,
} from './draw-item.ts';

/** How often other writers may get in between before the caller is told to come back. */
const ATTEMPTS = 8;

/** Far more entries than a part can get; what shuts a gate counts more than that. */
const MOST_OF_PART = 1_000_000_000;

/** Entries for a person in a draw's month. */
export interface DrawEntries extends Omit<Participation, 'causes'> {
  /** What brings them: it does so once. */
  readonly cause: string;
  /** Where one such thing is enough, what it begins with: nothing else that does counts then. */
  readonly once?: string;
  readonly entries: number;
  /** The most entries that a person may have; what goes beyond is cut off. */
  readonly most: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

export type Entered =
  /** By this, or by the same cause before; with the person's entries when that was done. */
  | { readonly outcome: 'entered' | 'known'; readonly month: string; readonly entries: number }
  /** The person has as many entries as anybody may have. */
  | { readonly outcome: 'full' }
  /** Something else was there in its place, see `once`. */
  | { readonly outcome: 'taken' }
  /** The list of the month is closed. */
  | { readonly outcome: 'closed' };

/**
 * Writes entries into the list of a draw's month, as long as it is open: a list that is closed never
 * changes, and no entry is lost between an open one and the drawing.
 *
 * @throws {TableBusy} when eight attempts met other writers; nothing was written.
 */
export async function enterDraw(table: Table, wanted: DrawEntries): Promise<Entered> {
  const { draw, month, person, cause, once, most } = wanted;
  const { pause } = table.patience ?? jitter;
  const key = keys.drawPerson(draw, month, person);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const item = await table.get(key, { consistent: true });
    const causes = item === undefined ? [] : readParticipation(item).causes;
    const known = causes.findIndex((one) => one.cause === cause);
    if (known >= 0) {
      return {
        outcome: 'known',
        month,
        entries: entriesOf({ causes: causes.slice(0, known + 1) }),
      };
    }
    if (once !== undefined && causes.some((one) => one.cause.startsWith(once)))
      return { outcome: 'taken' };
    const had = entriesOf({ causes });
    const entries = Math.min(wanted.entries, most - had);
    if (entries <= 0) return { outcome: 'full' };
    const after = { ...wanted, causes: [...causes, { cause, entries }] };
    const { committed, ...rest } = await table.transact([
      {
        item: participationItem(after, wanted.at),
        condition: item === undefined ? 'absent' : { attribute: WRITES, equals: causes.length },
      },
      atGate(draw, month, drawPartOf(person), entries),
    ]);
    if (committed) return { outcome: 'entered', month, entries: had + entries };
    const gate = 'rejections' in rest ? rest.rejections[1] : undefined;
    if (gate?.reason === 'condition') return { outcome: 'closed' };
    await pause(attempt);
  }
  throw new TableBusy('a draw stayed contended');
}

function atGate(draw: string, month: string, part: number, add: number): Count {
  return { key: keys.drawGate(draw, month, part), add, atMostBefore: MOST_OF_PART };
}

/**
 * Shuts a draw's month: nobody enters it any more. Done again it changes nothing.
 *
 * @throws {TableBusy} when eight attempts met other writers; some parts may be shut then.
 */
export async function closeDraw(table: Table, draw: string, month: string): Promise<void> {
  await Promise.all(parts.map((part) => shut(table, atGate(draw, month, part, MOST_OF_PART + 1))));
}

async function shut(table: Table, gate: Count): Promise<void> {
  const { pause } = table.patience ?? jitter;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const result = await table.transact([gate]);
    if (result.committed || result.rejections[0]?.reason === 'condition') return;
    await pause(attempt);
  }
  throw new TableBusy('a draw stayed contended');
}

/** Everybody in the list of a draw's month, in no order that means anything. */
export async function readParticipations(
  table: Table,
  draw: string,
  month: string,
): Promise<readonly Participation[]> {
  const each = await Promise.all(
    parts.map((part) => readWhole(table, ranges.drawPeople(draw, month, part))),
  );
  return each.flat().map(readParticipation);
}

/**
 * Whether anybody has entered a draw's month, in one request: every entry is counted at a gate. What
 * was entered a moment ago may not show yet.
 */
export async function isEntered(table: Table, draw: string, month: string): Promise<boolean> {
  const gates = await table.getMany(parts.map((part) => keys.drawGate(draw, month, part)));
  return gates.some((gate) => gate !== undefined);
}

/** A page may be short without being the last one: only an empty one is. */
async function readWhole(table: Table, range: Query): Promise<readonly Item[]> {
  const all: Item[] = [];
  for (;;) {
    const last = all.at(-1);
    const rest = last === undefined ? range : { ...range, from: last.SK };
    const page = await table.query({ ...rest, limit: 1_000, consistent: true });
    const found = page.filter(({ SK }) => SK !== last?.SK);
    if (found.length === 0) return all;
    all.push(...found);
  }
}

const parts = Array.from({ length: DRAW_PARTS }, (_, part) => part);
