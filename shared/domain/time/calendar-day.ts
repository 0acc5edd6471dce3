import type { Program } from '../../program/program.ts';
import { fallsOn } from '../orders/recurrence.ts';
import { nameOfMonth } from '../rewards/draw-month.ts';
import { type Quarter, quarterOf } from '../rewards/profit-share.ts';
import { type Day, daysAfter, parts, whenClocksShow } from './day.ts';
import { beginsPeriod } from './occasion-day.ts';
import { type Instant, localDay, type Month, monthAt } from './time.ts';

/** Months from one to another, both included, and how they are named: `2026` or `2026-11`. */
export interface Period {
  readonly name: string;
  readonly from: Month;
  readonly to: Month;
}

/** The seven days before a day, from one instant to another, that one not included. */
export interface Week {
  /** The day on which it is over. */
  readonly day: Day;
  readonly from: Instant;
  readonly to: Instant;
}

/** What a day brings for which all members must be seen; undefined each where it does not. */
export interface CalendarDay {
  /** The quarter of which shares of profits are settled. */
  readonly quarter: Quarter | undefined;
  /** The year of which titles are given. */
  readonly titles: Period | undefined;
  /** What the leaderboard shows from now on. */
  readonly board: Period | undefined;
  /** The week of which the owner gets a list. */
  readonly week: Week | undefined;
  /** The day, where it is counted what became of the program's goals. */
  readonly goals: Day | undefined;
}

/** Shares are settled on the first days of a quarter: what one pass left the next one does. */
const SETTLING_DAYS = 3;

/** What the day of an instant brings, in the program's zone. */
export function calendarDay(at: Instant, program: Program): CalendarDay {
  const { timeZone, profitShare, titles, leaderboard, ownerList } = program;
  const { goals, reviewEveryMonths } = program;
  const day = localDay(at, timeZone);
  const [, , date] = parts(day);
  const month = monthAt(at, timeZone);
  const settles = profitShare !== undefined && month % 3 === 0 && date <= SETTLING_DAYS;
  const gives = titles.length > 0 && month % 12 === 0 && date === 1;
  const shows = leaderboard !== undefined && date === 1;
  const isWeekday =
    ownerList !== undefined && fallsOn({ every: 'week', weekday: ownerList.weekday }, day);
  const counts = goals.length > 0 && beginsPeriod(day, reviewEveryMonths);
  return {
    quarter: settles ? quarterOf(month - 1) : undefined,
    titles: gives ? yearOf(month - 1) : undefined,
    board: shows ? periodBefore(month, leaderboard.window) : undefined,
    week: isWeekday ? weekBefore(day, timeZone) : undefined,
    goals: counts ? day : undefined,
  };
}

/** Whether a day brings anything at all. */
export function bringsNothing({ quarter, titles, board, week, goals }: CalendarDay): boolean {
  return [quarter, titles, board, week, goals].every((one) => one === undefined);
}

/** The calendar year of a month, up to that month. */
function yearOf(month: Month): Period {
  return { name: String(Math.floor(month / 12)), from: month - (month % 12), to: month };
}

/** What a window comes to with the month before this one: it and as many before it, or its year. */
function periodBefore(month: Month, window: NonNullable<Program['leaderboard']>['window']): Period {
  const last = month - 1;
  if (window === 'calendar-year') return yearOf(last);
  return { name: nameOfMonth(last), from: last - window.months, to: last };
}

function weekBefore(day: Day, timeZone: string): Week {
  const [from = 0] = whenClocksShow(daysAfter(day, -7), 0, timeZone);
  const [to = 0] = whenClocksShow(day, 0, timeZone);
  return { day, from, to };
}
