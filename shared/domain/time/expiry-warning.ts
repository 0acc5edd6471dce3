import type { Program } from '../../program/program.ts';
import type { Lots } from '../ledger/lots.ts';
import { type Day, daysAfter, daysBetween, parts } from './day.ts';
import { localDay, type Month, monthStart } from './time.ts';

/** Points of whose end a member is told. */
export interface ExpiryWarning {
  readonly points: number;
  /** The month at whose first instant they expire. */
  readonly expires: Month;
  readonly daysBefore: number;
}

/**
 * The warnings that a member is due on a day of the program's zone, the soonest end first: so many
 * days before the first of the month in which points expire as the program says.
 */
export function dueExpiryWarnings(
  lots: Lots,
  day: Day,
  { contact, timeZone }: Pick<Program, 'contact' | 'timeZone'>,
): readonly ExpiryWarning[] {
  return lots.flatMap(({ expires, points }) => {
    const daysBefore = daysBetween(day, localDay(monthStart(expires, timeZone), timeZone));
    const isDue = contact?.expiryWarningDays.includes(daysBefore) ?? false;
    return isDue && points > 0 ? [{ points, expires, daysBefore }] : [];
  });
}

/** Whether anybody can be due a warning on a day. */
export function warnsOn(day: Day, { contact }: Pick<Program, 'contact'>): boolean {
  const days = contact?.expiryWarningDays ?? [];
  return days.some((daysBefore) => parts(daysAfter(day, daysBefore))[2] === 1);
}
