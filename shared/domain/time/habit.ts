/** Of every hour, the hours at which messages may come: from one, until before another. */
export interface HourBounds {
  readonly from: number;
  readonly until: number;
}

/** When somebody is written to of whom too little is known. */
export const USUAL_HOUR = 10;

/** Fewer acts than these tell nothing of a habit. */
const FEWEST_ACTS = 3;

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
