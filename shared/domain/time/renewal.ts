import type { Contact } from '../../program/program.ts';
import { daysAfter, minutesOf, weekdayOf, whenClocksShow } from './day.ts';
import { type HourBounds, usualHour, usualWeekday } from './habit.ts';
import { DAY, type Instant, localDay } from './time.ts';

/** A subscription, as far as its end asks for reminders. */
export interface Renewing {
  readonly periodEndsAt: Instant;
  /** It renews itself: one reminder is enough, so that nobody is charged unawares. */
  readonly renewsItself: boolean;
}

/** When a member acts, in their own zone. */
export interface Habits {
  readonly timeZone: string;
  /** How often in each of the 24 hours; empty where nothing is known. */
  readonly hours: readonly number[];
  /** How often on each day of the week, Monday first. */
  readonly weekdays: readonly number[];
}

export interface Reminder {
  /** So many days before the end, as the program says: what tells it from the others. */
  readonly daysBefore: number;
  readonly at: Instant;
}

/**
 * The reminders of a period, the first one first, none at or after its end. Each comes at the hour
 * at which the member usually acts, out of the quiet hours; and where a day of the week stands out
 * among theirs, on that day, if it lies before the next reminder's.
 */
export function remindersOf(
  { periodEndsAt, renewsItself }: Renewing,
  rules: Contact,
  { timeZone, hours, weekdays }: Habits,
): readonly Reminder[] {
  const end = localDay(periodEndsAt, timeZone);
  const minutes = 60 * usualHour(hours, loudHours(rules));
  const weekday = usualWeekday(weekdays);
  const offsets = [...new Set(rules.renewalReminderDays)].toSorted((a, b) => b - a);
  const reminders = offsets.map((daysBefore, i): Reminder => {
    const next = offsets[i + 1] ?? daysBefore - 1;
    const days = Array.from({ length: daysBefore - next }, (_, later) =>
      daysAfter(end, later - daysBefore),
    );
    const day = days.find((one) => weekdayOf(one) === weekday) ?? daysAfter(end, 0 - daysBefore);
    return { daysBefore, at: whenClocksShow(day, minutes, timeZone)[0] ?? periodEndsAt - DAY };
  });
  const inTime = reminders.filter(({ at }) => at < periodEndsAt);
  return renewsItself ? inTime.slice(0, 1) : inTime;
}

/** The whole hours that are not quiet; all of them where none is. */
function loudHours({ quietFrom, quietUntil }: Contact): HourBounds {
  const from = Math.ceil(minutesOf(quietUntil) / 60) % 24;
  const until = Math.floor(minutesOf(quietFrom) / 60);
  return quietFrom === quietUntil ? { from: 0, until: 24 } : { from, until };
}
