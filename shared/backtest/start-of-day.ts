import { DAY, type Instant, localDay } from '../domain/time/time.ts';

/**
 * The first instant of a day, written as `2026-01-01`, in an IANA time zone; undefined where the
 * calendar has no such day.
 */
export function startOfDay(day: string, timeZone: string): Instant | undefined {
  const utc = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(utc) || new Date(utc).toISOString().slice(0, 10) !== day) return undefined;
  // Local midnight lies within a day of UTC's; whatever the zone did, the day begins there once.
  let before = utc - DAY;
  let within = utc + DAY;
  while (within - before > 1) {
    const middle = Math.floor((before + within) / 2);
    if (localDay(middle, timeZone) < day) before = middle;
    else within = middle;
  }
  return within;
}
