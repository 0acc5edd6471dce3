import type { Contact } from '../../program/program.ts';
import { daysAfter, minutesOf, weekdayOf, whenClocksShow } from './day.ts';
import { type Habits, type HourBounds, usualHour, usualWeekday } from './habit.ts';
import { DAY, type Instant, localDay } from './time.ts';

export interface Reminder {
  /** So many days before the end, as the program says: what tells it from the others. */
  readonly daysBefore: number;
  readonly at: Instant;
}

/**
 * The reminders of a period that ends at an instant, the first one first, none at or after that.
 * Each comes at the hour at which the member usually acts, out of the quiet hours; and before the
 * next one's day it may wait: for the day on which they usually renew, so many days before the end,
 * or else for the day of the week that stands out among theirs.
 */
export function remindersOf(
  periodEndsAt: Instant,
  rules: Contact,
  { timeZone, hours, weekdays, leadDays }: Habits,
): readonly Reminder[] {
  const end = localDay(periodEndsAt, timeZone);
  const minutes = 60 * usualHour(hours, loudHours(rules));
  const weekday = usualWeekday(weekdays);
  const usual = leadDays === undefined ? undefined : daysAfter(end, 0 - leadDays);
  const offsets = [...new Set(rules.renewalReminderDays)].toSorted((a, b) => b - a);
  const reminders = offsets.map((daysBefore, i): Reminder => {
    const next = offsets[i + 1] ?? daysBefore - 1;
    const days = Array.from({ length: daysBefore - next }, (_, later) =>
      daysAfter(end, later - daysBefore),
    );
    const day =
      days.find((one) => one === usual) ??
      days.find((one) => weekdayOf(one) === weekday) ??
      daysAfter(end, 0 - daysBefore);
    return { daysBefore, at: whenClocksShow(day, minutes, timeZone)[0] ?? periodEndsAt - DAY };
  });
  return reminders.filter(({ at }) => at < periodEndsAt);
}

/** The whole hours that are not quiet; all of them where none is. */
function loudHours({ quietFrom, quietUntil }: Contact): HourBounds {
  const from = Math.ceil(minutesOf(quietUntil) / 60) % 24;
  const until = Math.floor(minutesOf(quietFrom) / 60);
  return quietFrom === quietUntil ? { from: 0, until: 24 } : { from, until };
}
