import type { Clock } from './clock.ts';
import type { Queues } from './queues.ts';
import type { Schedules } from './schedules.ts';

/** What there is to stop at on the way, and how to wait there. */
export interface Journey {
  readonly clock: Clock;
  readonly queues: Queues;
  readonly schedules: Schedules;
  readonly settle: () => Promise<void>;
}

/**
 * Moves the clock forward to an instant, stopping at each thing that comes due on the way and
 * waiting for what it sets off: what happens meanwhile happens in its order and at its time. Only
 * the messages of schedules whose queue gathers them are handed over a day's at a time: two years
 * have seventeen thousand hours, and a function that takes batches finds the work of many in one.
 *
 * @param instant epoch milliseconds.
 */
export async function travelTo(
  instant: number,
  { clock, queues, schedules, settle }: Journey,
): Promise<void> {
  const nextDue = () =>
    Math.min(...[schedules, ...queues.all].map((one) => one.nextDue() ?? Number.POSITIVE_INFINITY));
  await settle();
  const endJourney = schedules.beginJourney();
  try {
    for (let due = nextDue(); due <= instant; due = nextDue()) {
      clock.moveTo(due);
      await settle();
    }
    clock.moveTo(instant);
  } finally {
    endJourney();
  }
  await settle();
}
