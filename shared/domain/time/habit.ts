import { daysBetween, weekdayOf } from './day.ts';
import type { Renewal } from './subscription.ts';
import { DAY, type Instant, localDay, wallClock } from './time.ts';

/** When a member acts, in their own zone. */
export interface Habits {
  readonly timeZone: string;
  /** How often in each of the 24 hours; empty where nothing is known. */
  readonly hours: readonly number[];
  /** How often on each day of the week, Monday first. */
  readonly weekdays: readonly number[];
  /** How many days before a period's end they usually renew; absent where too little is known. */
  readonly leadDays?: number;
}

/** Of every hour, the hours at which messages may come: from one, until before another. */
export interface HourBounds {
  readonly from: number;
  readonly until: number;
}

/** When somebody is written to of whom too little is known. */
export const USUAL_HOUR = 10;

/** Fewer acts than these tell nothing of a habit. */
const FEWEST_ACTS = 3;

/** The same of renewals, of which most bring one a year. */
const FEWEST_RENEWALS = 2;

/** What can be learned from when somebody did something, and from how they renewed one subscription. */
export function habitsOf(
  acts: readonly Instant[],
  renewals: readonly Renewal[],
  timeZone: string,
): Habits {
  const all = [...acts, ...renewals.map(({ renewedAt }) => renewedAt)];
  const hours = new Array<number>(24).fill(0);
  const weekdays = new Array<number>(7).fill(0);
  for (const act of all) {
    const hour = Math.floor(wallClock(act, timeZone) / (DAY / 24)) % 24;
    const weekday = weekdayOf(localDay(act, timeZone));
    hours[hour] = at(hours, hour) + 1;
    weekdays[weekday] = at(weekdays, weekday) + 1;
  }
  const leads = renewals
    .map(({ renewedAt, periodEndedAt }) =>
      daysBetween(localDay(renewedAt, timeZone), localDay(periodEndedAt, timeZone)),
    )
    .toSorted((a, b) => a - b);
  const leadDays = leads[Math.floor(leads.length / 2)];
  return {
    timeZone,
    hours,
    weekdays,
    ...(leadDays === undefined || leads.length < FEWEST_RENEWALS ? {} : { leadDays }),
  };
}

/**
 * The hour of the day, 0 to 23, at which somebody usually acts: the one around which most acts lie,
 * those of the hours beside it counting half. Of several the earliest; {@link USUAL_HOUR}, or the
 * bound next to it, where too little is known.
 *
 * @param counts how often they acted in each of the 24 hours, in their own zone
 */
export function usualHour(counts: readonly number[], bounds: HourBounds): number {
  const hours = counts.map((_, hour) => hour).filter((hour) => isWithin(hour, bounds));
  const weight = (hour: number): number =>
    2 * at(counts, hour) + at(counts, hour - 1) + at(counts, hour + 1);
  const known = hours.reduce((sum, hour) => sum + at(counts, hour), 0);
  if (known < FEWEST_ACTS) return nearest(USUAL_HOUR, bounds);
  return hours.reduce((best, hour) => (weight(hour) > weight(best) ? hour : best));
}

/**
 * The day of the week on which somebody usually acts, 0 for Monday; undefined where too little is
 * known, or no day stands out.
 *
 * @param counts how often they acted on each of the 7 days
 */
export function usualWeekday(counts: readonly number[]): number | undefined {
  const most = Math.max(0, ...counts);
  const days = counts.flatMap((count, day) => (count === most ? [day] : []));
  return most < FEWEST_ACTS || days.length > 1 ? undefined : days[0];
}

function at(counts: readonly number[], hour: number): number {
  return counts[(hour + counts.length) % counts.length] ?? 0;
}

function isWithin(hour: number, { from, until }: HourBounds): boolean {
  return from < until ? hour >= from && hour < until : hour >= from || hour < until;
}

function nearest(hour: number, bounds: HourBounds): number {
  return isWithin(hour, bounds) ? hour : bounds.from;
}
