import type { Validity } from '../../shared/program/program.ts';

const HOUR = 3_600_000;

/** The oracle's own calendar of a zone, told from the clock on the wall and from nothing else. */
export interface Calendar {
  readonly timeZone: string;
  /** The day of an instant, as `2026-11-01`. */
  day(instant: number): string;
  /** The month of an instant, as `year * 12 + (month - 1)`. */
  month(instant: number): number;
  /** The month at whose beginning points expire that were given at an instant. */
  expiry(instant: number, validity: Validity): number;
}

const calendars = new Map<string, Calendar>();

/** The calendar of a zone that is whole hours away from UTC. */
export function calendarOf(timeZone: string): Calendar {
  const known = calendars.get(timeZone);
  if (known !== undefined) return known;
  const wall = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  const days = new Map<number, { day: string; month: number }>();
  const dayAt = (instant: number) => {
    const hour = Math.floor(instant / HOUR);
    let found = days.get(hour);
    if (found === undefined) {
      const day = wall.format(hour * HOUR);
      found = { day, month: Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 };
      days.set(hour, found);
    }
    return found;
  };
  const calendar: Calendar = {
    timeZone,
    day: (instant) => dayAt(instant).day,
    month: (instant) => dayAt(instant).month,
    expiry: (instant, validity) => {
      const { day, month } = dayAt(instant);
      if ('months' in validity) return month + validity.months + 1;
      const last = new Date(`${day}T00:00:00Z`);
      last.setUTCDate(last.getUTCDate() + validity.days);
      return last.getUTCFullYear() * 12 + last.getUTCMonth() + 1;
    },
  };
  calendars.set(timeZone, calendar);
  return calendar;
}
