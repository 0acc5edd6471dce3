/** How long the queue can put a message off, in seconds. */
const LONGEST = 900;

/** How long a shop that does not answer is left alone: a minute at first, then ever longer. */
export function secondsBefore(waits: number): number {
  return Math.min(60 * 2 ** (waits - 1), LONGEST);
}

/** A shop may be down for a day. After that what was touched is set aside, for the operator. */
export const MOST_WAITS = 100;
