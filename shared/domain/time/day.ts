import { DAY, type Instant, wallClock } from './time.ts';

/** A calendar day as `2026-11-01`, so that days can be compared. */
export type Day = string;

/** So many days after a day; with a minus, before it. */
export function daysAfter(day: Day, days: number): Day {
  return write(Date.parse(day) + days * DAY);
}

/** The same day so many months later, or the last of a month that has none such. */
export function monthsAfter(day: Day, months: number): Day {
  const [year, month, date] = parts(day);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return write(Date.UTC(year, month - 1 + months, Math.min(date, last)));
}

/** The same day so many years later; of 29 February, the 28th in years that have none. */
export function yearsAfter(day: Day, years: number): Day {
  return monthsAfter(day, 12 * years);
}

/** How many days there are from one day to another; negative when it lies before. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
}

/** 0 for Monday. */
export function weekdayOf(day: Day): number {
  return (new Date(day).getUTCDay() + 6) % 7;
}

/** Year, month from 1, and day of the month. */
export function parts(day: Day): readonly [number, number, number] {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return [year, month, date];
}

/** Minutes since midnight of a time of day such as `20:00`. */
export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/**
 * When clocks show a time of a day: twice where they are put back over it. Where they are put
 * forward over it, it comes as much later as they are.
 */
export function whenClocksShow(day: Day, minutes: number, timeZone: string): readonly Instant[] {
  const shown = Date.parse(day) + minutes * 60_000;
  const offsets = [shown - DAY, shown + DAY].map((near) => wallClock(near, timeZone) - near);
  const [first = shown, second = shown] = offsets.map((offset) => shown - offset);
  const found = [first, second].filter((instant) => wallClock(instant, timeZone) === shown);
  if (found.length === 0) return [first];
  return [...new Set(found)].toSorted((a, b) => a - b);
}

function write(utc: number): Day {
  return new Date(utc).toISOString().slice(0, 10);
}
