import { attributesOf } from '../attributes.ts';
import { keys, TTL_ATTRIBUTE } from '../keys.ts';
import type { Item } from '../table.ts';

/** What a person has in a draw's month; in a list of its own, as it never says to whom it belongs. */
export interface Participation {
  readonly draw: string;
  /** As `2026-11`. */
  readonly month: string;
  /** A member's id, or what stands for a person who is no member. */
  readonly person: string;
  readonly isMember: boolean;
  /** What brought entries, each once, and how many, in the order in which they came. */
  readonly causes: readonly { readonly cause: string; readonly entries: number }[];
}

/** Counts the writes of a participation, so that none is lost. */
export const WRITES = 'writes';

/** How long it is kept: the result, once a month is drawn, says all that is needed later. */
const KEPT_DAYS = 400;

export function participationItem(participation: Participation, at: number): Item {
  const { draw, month, person, isMember, causes } = participation;
  return {
    ...keys.drawPerson(draw, month, person),
    draw,
    month,
    person,
    isMember,
    causes: causes.map(({ cause }) => cause),
    entries: causes.map(({ entries }) => entries),
    [WRITES]: causes.length,
    [TTL_ATTRIBUTE]: Math.floor(at / 1_000) + KEPT_DAYS * 86_400,
  };
}

export function readParticipation(item: Item): Participation {
  const read = attributesOf(item);
  const entries = read.numbers('entries');
  return {
    draw: read.text('draw'),
    month: read.text('month'),
    person: read.text('person'),
    isMember: item.isMember === true,
    causes: read.texts('causes').map((cause, i) => ({ cause, entries: entries[i] ?? 0 })),
  };
}

export function entriesOf({ causes }: Pick<Participation, 'causes'>): number {
  return causes.reduce((sum, { entries }) => sum + entries, 0);
}

/** One day's ticket of a sign-in draw. */
export interface Ticket {
  readonly draw: string;
  readonly month: string;
  /** As `2026-11-01`. */
  readonly day: string;
  readonly entrant: string;
  readonly person: string;
  /** 0 to 9,999. */
  readonly number: number;
  /** The version of the program whose chances it was drawn at. */
  readonly program: string;
  /** The reward that the number wins; absent where it wins nothing. */
  readonly prize?: string;
  /** False where the month's budget had no room for the prize. */
  readonly given: boolean;
}

export function ticketItem(ticket: Ticket): Item {
  const { draw, month, entrant, day } = ticket;
  return { ...keys.drawTicket(draw, month, entrant, day), ...ticket };
}

export function readTicket(item: Item): Ticket {
  const read = attributesOf(item);
  return {
    draw: read.text('draw'),
    month: read.text('month'),
    day: read.text('day'),
    entrant: read.text('entrant'),
    person: read.text('person'),
    number: read.number('number'),
    program: read.text('program'),
    ...(read.has('prize') ? { prize: read.text('prize') } : {}),
    given: item.given === true,
  };
}
