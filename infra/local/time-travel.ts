import type { Agenda } from './agenda.ts';
import type { Clock } from './clock.ts';
import type { Queues } from './queues.ts';
import type { Schedules } from './schedules.ts';

/** What there is to stop at on the way, and how to wait there. */
export interface Journey {
  readonly clock: Clock;
  readonly queues: Queues;
  readonly schedules: Schedules;
  readonly settle: () => Promise<void>;
  readonly agenda?: Agenda | undefined;
}

/**
 * Moves the clock forward to an instant, stopping at each thing that comes due on the way and
 * waiting for what it sets off: what happens meanwhile happens in its order and at its time. Only
 * schedules that may be late fire for many instants at once, see
 * `Schedules.beginJourney`: two years have seventy thousand quarters of an hour, and in most of them
 * nothing is due.
 *
 * @param instant epoch milliseconds.
 */
export async function travelTo(
  instant: number,
  { clock, queues, schedules, settle, agenda }: Journey,
): Promise<void> {
  await settle();
  const ride = schedules.beginJourney();
  const nextDue = async () => {
    ride.expect(await agenda?.nextDue(clock.now()));
    const all = [schedules, ...queues.all].map((one) => one.nextDue());
    return Math.min(...all.map((due) => due ?? Number.POSITIVE_INFINITY));
  };
  try {
    for (let due = await nextDue(); due <= instant; due = await nextDue()) {
      clock.moveTo(due);
      await settle();
    }
    clock.moveTo(instant);
  } finally {
    ride.end();
  }
  await settle();
}
