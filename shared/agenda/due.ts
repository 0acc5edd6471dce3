import type { Instant } from '../domain/time/time.ts';
import type { Log } from '../lambda/log.ts';
import { addTallies, type Tally } from '../sweep/sweep.ts';
import type { LeftOut } from '../sweep/visit.ts';
import { type AgendaKind, dueBy, movePlace, placeOf } from '../table/agenda-place.ts';
import { AGENDA_INDEX, memberOf } from '../table/keys.ts';
import { type Item, type Table, TableBusy } from '../table/table.ts';

/**
 * Does what is due with an item, as of an instant, and takes it from its place in the agenda. It may
 * be asked again for what it has done, and then does nothing.
 *
 * @returns what was done, for the tally; undefined where nothing had to be
 */
export type Errand = (item: Item, at: Instant) => Promise<string | undefined>;

/** What is looked for in the agenda. */
export interface Look {
  readonly kind: AgendaKind;
  /** Of what is due by then. */
  readonly until: Instant;
  /** Nothing of it happens before. */
  readonly from?: Instant;
  readonly errand: Errand;
}

export interface Looking {
  readonly table: Table;
  /** When the schedule fired, once or several times, in their order. */
  readonly times: readonly [Instant, ...Instant[]];
  /** Sets an item aside for the operator; the rest goes on. */
  readonly setAside: (leftOut: LeftOut) => Promise<void>;
  readonly log: Log;
}

/** What a part of the agenda came to; `more` where it has to be gone on with. */
export interface Looked {
  readonly tally: Tally;
  readonly more: boolean;
}

const PAGE = 25;
const MOST_PAGES = 8;

const HOUR = 3_600_000;

/** For so long what fails is tried by every tick: most faults are gone by then. */
const PATIENCE = HOUR;

/** After so long it is tried again. */
const PUT_OFF = 6 * HOUR;

/**
 * Does what is due of a kind in one part of the agenda, one after the other: one query where nothing
 * is. Of ticks that come together, each item is done as of the first one that found it due.
 */
export async function lookAt(look: Look, part: number, looking: Looking): Promise<Looked> {
  const { kind, until } = look;
  const { table } = looking;
  const tallies: Tally[] = [];
  let from: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const found = await table.query({ ...dueBy(kind, part, until, from), limit: PAGE });
    for (const entry of found) {
      // A range includes where it begins.
      if (entry[AGENDA_INDEX.sort] === from) continue;
      const done = await doOne(look, entry, looking);
      if (done !== undefined) tallies.push({ [done]: 1 });
    }
    if (found.length < PAGE) return { tally: addTallies(tallies), more: false };
    from = String(found.at(-1)?.[AGENDA_INDEX.sort]);
  }
  // Where nothing could be done there is nothing to go on with before the next tick.
  return { tally: addTallies(tallies), more: tallies.length > 0 };
}

async function doOne(
  { kind, until, from = 0, errand }: Look,
  entry: Item,
  { table, times, setAside, log }: Looking,
): Promise<string | undefined> {
  const item = await table.get(entry, { consistent: true });
  const due = item === undefined ? undefined : dueAs(kind, item);
  // The index tells of it a little later when an item has left its place.
  if (item === undefined || due === undefined || due > until) return undefined;
  const first = Math.max(due, from);
  const at = times.find((time) => time >= first) ?? times.at(-1) ?? first;
  try {
    return await errand(item, at);
  } catch (fault) {
    const reason = `${kindOf(kind)}: ${fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault)}`;
    const member = memberOf(item);
    if (fault instanceof TableBusy || at - first < PATIENCE) {
      log.warn('left for the next tick', { member, reason });
      return undefined;
    }
    await putOff(table, kind, item, at);
    log.error('an item of the agenda was set aside', { member, reason });
    await setAside({ member, scheduledFor: new Date(at).toISOString(), reason });
    return 'leftOut';
  }
}

/** As what it is due, the item may have done part of it: it is read again. */
async function putOff(table: Table, kind: AgendaKind, { PK, SK }: Item, at: Instant) {
  const item = await table.get({ PK, SK }, { consistent: true });
  if (item === undefined || dueAs(kind, item) === undefined) return;
  await movePlace(table, item, { kind, due: at + PUT_OFF });
}

function dueAs(kind: AgendaKind, item: Item): Instant | undefined {
  const place = placeOf(item);
  return place?.kind === kind ? place.due : undefined;
}

/** Without the hash of a birthday. */
function kindOf(kind: AgendaKind): string {
  return kind.split('#')[0] ?? kind;
}
