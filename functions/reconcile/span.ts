/** A span of time of which a shop lists what changed in it, in epoch milliseconds. */
export interface Span {
  readonly since: number;
  readonly until: number;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** How far a shop's list is followed back when it is looked at first: as far as late orders count. */
export const FIRST_LOOK_BACK = 30 * DAY;

/** What is younger may still come by itself. */
const PATIENCE = 5 * MINUTE;

/** Spans overlap, since shops write down changes a little late, and their clocks differ from ours. */
const OVERLAP = 15 * MINUTE;

/** Once a day they overlap so far that a shop's clock may be a day out. */
const DAILY_OVERLAP = 2 * DAY;

/**
 * The next span to look at: from a little before what has been reconciled, to just before the
 * schedule fired.
 *
 * @param byDay whether it is a day's at the most, so that what is done of much is done
 * @returns undefined where there is nothing to do, as when a schedule fires twice.
 */
export function nextSpan(
  reconciledUpTo: number,
  scheduledFor: number,
  byDay = false,
): Span | undefined {
  const longest = byDay ? DAY : Number.POSITIVE_INFINITY;
  const until = Math.min(scheduledFor - PATIENCE, reconciledUpTo + longest);
  if (until <= reconciledUpTo) return undefined;
  const isNewDay = Math.floor(until / DAY) > Math.floor(reconciledUpTo / DAY);
  const isUsual = isLast(until, scheduledFor) && until - reconciledUpTo <= DAY;
  const overlap = isNewDay && isUsual ? DAILY_OVERLAP : OVERLAP;
  return { since: reconciledUpTo - overlap, until };
}

/** Whether a span of several pages would be better gone through day by day. */
export function isLong({ since, until }: Span): boolean {
  return until - since > DAY + DAILY_OVERLAP;
}

/** Whether nothing is left to do once a span is done that ends there. */
export function isLast(until: number, scheduledFor: number): boolean {
  return until >= scheduledFor - PATIENCE;
}
