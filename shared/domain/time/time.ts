import type { Validity } from '../../program/program.ts';

/** Epoch milliseconds. It always comes in with the data; nothing here reads a clock. */
export type Instant = number;

/** A calendar month as `year * 12 + (month - 1)`, so that months can be added and compared. */
export type Month = number;

/** A day of 24 hours in milliseconds. */
export const DAY = 86_400_000;

/** The month in which an instant falls, in an IANA time zone. */
export function monthAt(instant: Instant, timeZone: string): Month {
  const { year, month } = localDate(instant, timeZone);
  return year * 12 + month;
}

/** The first instant of a month in an IANA time zone, also where that day's clocks change. */
export function monthStart(month: Month, timeZone: string): Instant {
  const utc = Date.UTC(Math.floor(month / 12), month % 12, 1);
  // Local midnight lies within a day of UTC's; whatever the zone did, the month begins there once.
  let before = utc - DAY;
  let within = utc + DAY;
  while (within - before > 1) {
    const middle = Math.floor((before + within) / 2);
    if (monthAt(middle, timeZone) < month) before = middle;
    else within = middle;
  }
  return within;
}

/**
 * The month at whose first instant points expire: the one after the month in which their validity
 * ends, so that nothing expires earlier than promised.
 */
export function expiryMonth(occurredAt: Instant, validity: Validity, timeZone: string): Month {
  const { year, month, day } = localDate(occurredAt, timeZone);
  if ('months' in validity) return year * 12 + month + validity.months + 1;
  const last = new Date(Date.UTC(year, month, day + validity.days));
  return last.getUTCFullYear() * 12 + last.getUTCMonth() + 1;
}

/** The day on which an instant falls, as `2026-11-01`, in an IANA time zone. */
export function localDay(instant: Instant, timeZone: string): string {
  return new Date(wallClock(instant, timeZone)).toISOString().slice(0, 10);
}

/** What clocks show at an instant in an IANA time zone, as the instant at which UTC's show it. */
export function wallClock(instant: Instant, timeZone: string): number {
  return instant + offset(instant, timeZone);
}

interface LocalDate {
  readonly year: number;
  /** 0 for January. */
  readonly month: number;
  readonly day: number;
}

function localDate(instant: Instant, timeZone: string): LocalDate {
  const local = new Date(wallClock(instant, timeZone));
  return { year: local.getUTCFullYear(), month: local.getUTCMonth(), day: local.getUTCDate() };
}

/** How far local time is ahead of UTC at an instant, in milliseconds. */
function offset(instant: Instant, timeZone: string): number {
  const day = Math.floor(instant / DAY);
  const atStart = offsetOfDay(day, timeZone);
  // No zone changes its clocks twice in 24 hours: ends that agree agree with all between them.
  return atStart === offsetOfDay(day + 1, timeZone) ? atStart : measure(instant, timeZone);
}

/** The offset with which a day of UTC begins: remembered, for asking `Intl` is slow. */
function offsetOfDay(day: number, timeZone: string): number {
  const known = offsetsOf(timeZone);
  let found = known.get(day);
  if (found === undefined) {
    found = measure(day * DAY, timeZone);
    if (known.size >= MOST_DAYS) known.clear();
    known.set(day, found);
  }
  return found;
}

/** Ten years and more of days, for each zone in use. */
const MOST_DAYS = 4_000;

const offsets = new Map<string, Map<number, number>>();

function offsetsOf(timeZone: string): Map<number, number> {
  let known = offsets.get(timeZone);
  if (known === undefined) {
    known = new Map();
    offsets.set(timeZone, known);
  }
  return known;
}

function measure(instant: Instant, timeZone: string): number {
  const at: Record<string, number> = {};
  for (const part of formatter(timeZone).formatToParts(instant)) at[part.type] = Number(part.value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = at;
  const local = Date.UTC(year, month - 1, day, hour, minute, second);
  return local - Math.floor(instant / 1000) * 1000;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string): Intl.DateTimeFormat {
  let known = formatters.get(timeZone);
  if (known === undefined) {
    known = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      calendar: 'iso8601',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(timeZone, known);
  }
  return known;
}
