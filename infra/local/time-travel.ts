import type { Clock } from './clock.ts';
import type { Queues } from './queues.ts';

/**
 * Moves the clock forward to an instant, stopping at each thing that comes due on the way and
 * waiting for what it sets off: what happens meanwhile happens in its order and at its time.
 *
 * @param instant epoch milliseconds.
 */
export async function travelTo(
  instant: number,
  { clock, queues, settle }: { clock: Clock; queues: Queues; settle: () => Promise<void> },
): Promise<void> {
  const nextDue = () =>
    Math.min(...queues.all.map((queue) => queue.nextDue() ?? Number.POSITIVE_INFINITY));
  await settle();
  for (let due = nextDue(); due <= instant; due = nextDue()) {
    clock.moveTo(due);
    await settle();
  }
  clock.moveTo(instant);
  await settle();
}
