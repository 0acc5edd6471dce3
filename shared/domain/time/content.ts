import type { CalendarEntry, Event, Program } from '../../program/program.ts';
import type { MemberState } from '../ledger/member.ts';
import { presentAt } from '../ledger/member.ts';
import { fallsOn } from '../orders/recurrence.ts';
import { belongingOf, isFor, someone } from '../tiers/segment.ts';
import { type Day, daysAfter, daysBetween, parts, weekdayOf } from './day.ts';
import { type Instant, localDay } from './time.ts';

/** Something that a member is sent on a day, besides what happens to them. */
export type DueContent =
  | {
      readonly kind: 'content' | 'offer';
      /** Id of the calendar's entry, and the place of what it sends this time. */
      readonly of: string;
      readonly content: number;
    }
  /** A reminder of an event on a day. Where it has places, only whoever has one is reminded. */
  | {
      readonly kind: 'event';
      readonly of: string;
      readonly on: Day;
      readonly daysBefore: number;
      readonly place: string | undefined;
    }
  /** The monthly note of points and tier. */
  | { readonly kind: 'status' };

/** What a day brings to members of whom it is for. */
export type DueOf = (member: MemberState) => readonly DueContent[];

/** Offers of so many weeks before decide whether one more may come. */
const WEEKS_BACK = 4;

/** A Monday, from which weeks are counted. */
const MONDAY = '1970-01-05';

/**
 * What members are sent on the day of an instant, by the program's calendar, events and status note;
 * undefined where that can be nothing for anybody. At which hour it comes, and whether it comes at
 * all, is for the contact policy to say.
 */
export function contentOn(at: Instant, program: Program): DueOf | undefined {
  const { calendar, events, statusNote, timeZone } = program;
  const day = localDay(at, timeZone);
  const entries = (calendar?.entries ?? []).filter(
    (entry) => entry.when === 'after-payment' || isOn(entry, day),
  );
  const reminders = events.flatMap((event) => remindersOn(event, day));
  const notes = statusNote !== undefined && parts(day)[2] === statusNote.day;
  if (entries.length === 0 && reminders.length === 0 && !notes) return undefined;
  return (member) => {
    // A round that is run again later finds members who were none yet on its day.
    if (member.tier === null || member.joinedAt > at) return [];
    const isForMember = audienceOf(member, program, at);
    const due = entries
      .filter((entry) => isDue(entry, member, day, program) && isForMember(entry.for))
      .filter(
        (entry) =>
          entry.about !== 'offer' || isWithinLimit(entry, member, day, program, isForMember),
      )
      .map((entry) => ({
        kind: entry.about === 'offer' ? ('offer' as const) : ('content' as const),
        of: entry.id,
        content: turnOf(entry, member, day) % entry.contents.length,
      }));
    const reminded = reminders
      .filter(({ event }) => isForMember(event.for))
      .map(({ event: { id, place }, on, daysBefore }) => ({
        kind: 'event' as const,
        of: id,
        on,
        daysBefore,
        place,
      }));
    return [...due, ...reminded, ...(notes ? [{ kind: 'status' } as const] : [])];
  };
}

type IsFor = (audience: CalendarEntry['for']) => boolean;

/** Nothing is worked out for an audience that is everybody. */
function audienceOf(member: MemberState, program: Program, at: Instant): IsFor {
  let who: ReturnType<typeof someone> | undefined;
  return (audience) => {
    if (Object.keys(audience).length === 0) return true;
    who ??= someone(presentAt(member, at, program.timeZone));
    return isFor(audience, who.tier, belongingOf(who, program), program);
  };
}

/** Whether an entry comes on a day for this member. */
function isDue(entry: CalendarEntry, member: MemberState, day: Day, program: Program): boolean {
  if (entry.when !== 'after-payment') return isOn(entry, day);
  const { lastOrderAt } = member;
  return lastOrderAt > 0 && daysAfter(localDay(lastOrderAt, program.timeZone), entry.days) === day;
}

/** Whether an entry whose days are everybody's comes on a day. */
function isOn(entry: CalendarEntry, day: Day): boolean {
  switch (entry.when) {
    case 'once':
      return entry.on === day;
    case 'every-days':
      return day >= entry.from && daysBetween(entry.from, day) % entry.days === 0;
    case 'recurring':
      return begins(entry.on, day);
    case 'after-payment':
      return false;
  }
}

type Recurring = Extract<CalendarEntry, { when: 'recurring' }>['on'];

/** A time of the year that lasts for days comes once, on its first. */
function begins(on: Recurring, day: Day): boolean {
  if (!fallsOn(on, day)) return false;
  return on.every !== 'year' || !fallsOn(on, daysAfter(day, -1));
}

/** How often an entry has come before, so that its contents take turns. */
function turnOf(entry: CalendarEntry, { purchases }: MemberState, day: Day): number {
  const [year, month] = parts(day);
  switch (entry.when) {
    case 'once':
      return 0;
    case 'every-days':
      return daysBetween(entry.from, day) / entry.days;
    case 'after-payment':
      return Math.max(0, purchases - 1);
    case 'recurring':
      switch (entry.on.every) {
        case 'week':
          return Math.floor(daysBetween(MONDAY, day) / 7);
        case 'year':
          return year;
        default:
          return year * 12 + month - 1;
      }
  }
}

/**
 * Whether an offer keeps to the most that a member is sent in seven days. Nothing is remembered of
 * what was sent: it is told again from the Monday some weeks before, by the calendar and the member
 * as they stand now.
 */
function isWithinLimit(
  offer: CalendarEntry,
  member: MemberState,
  day: Day,
  program: Program,
  isForMember: IsFor,
): boolean {
  const { calendar } = program;
  if (calendar === undefined) return false;
  const offers = calendar.entries.filter(
    (entry) => entry.about === 'offer' && isForMember(entry.for),
  );
  const sent: Day[] = [];
  const start = daysAfter(day, -weekdayOf(day) - 7 * WEEKS_BACK);
  for (let then = start; then <= day; then = daysAfter(then, 1)) {
    for (const entry of offers) {
      if (!isDue(entry, member, then, program)) continue;
      const lately = sent.filter((one) => daysBetween(one, then) < 7).length;
      const may = lately < calendar.offersAWeek;
      if (then === day && entry.id === offer.id) return may;
      if (may) sent.push(then);
    }
  }
  return false;
}

interface Reminder {
  readonly event: Event;
  readonly on: Day;
  readonly daysBefore: number;
}

/** The reminders of an event that a day brings: it may recur, and be reminded of twice at once. */
function remindersOn(event: Event, day: Day): readonly Reminder[] {
  const { on } = event;
  return [...new Set(event.remindDays)]
    .map((daysBefore) => ({ event, on: daysAfter(day, daysBefore), daysBefore }))
    .filter((reminder) => (typeof on === 'string' ? reminder.on === on : begins(on, reminder.on)));
}
