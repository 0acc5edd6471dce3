import type { Recurrence } from '../../program/program.ts';

/** Whether a recurrence falls on a day, such as `2026-11-06`. */
export function fallsOn(recurrence: Recurrence, day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  const dayOfMonth = date.getUTCDate();
  switch (recurrence.every) {
    case 'month':
      return dayOfMonth === Math.min(recurrence.day, daysOfMonth(date));
    case 'month-week': {
      if (weekdayOf(date) !== recurrence.weekday) return false;
      return recurrence.week === 'last'
        ? dayOfMonth + 7 > daysOfMonth(date)
        : Math.ceil(dayOfMonth / 7) === recurrence.week;
    }
    case 'week':
      return weekdayOf(date) === recurrence.weekday;
    case 'year': {
      const { from, until } = recurrence;
      const dayOfYear = day.slice(5);
      return from <= until
        ? from <= dayOfYear && dayOfYear <= until
        : from <= dayOfYear || dayOfYear <= until;
    }
  }
}

type Weekday = Extract<Recurrence, { every: 'week' }>['weekday'];

const weekdays: readonly Weekday[] = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
];

function weekdayOf(date: Date): Weekday | undefined {
  return weekdays[date.getUTCDay()];
}

function daysOfMonth(date: Date): number {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
}
