import { setTimeout as pause } from 'node:timers/promises';
import type { Endings } from './endings.ts';
import type { LocalFunction } from './function-pool.ts';
import type { QueueConsumer } from './queue-consumer.ts';
import type { LocalStateMachine } from './state-machine.ts';
import type { StreamTail } from './stream-tail.ts';

/** Everything in which something can be under way. */
export interface Activity {
  readonly functions: readonly LocalFunction[];
  readonly consumers: readonly QueueConsumer[];
  readonly machines: readonly LocalStateMachine[];
  readonly tails: readonly StreamTail[];
  readonly endings: Endings;
}

/** Something was still under way when patience ran out. */
export class Unsettled extends Error {
  override name = 'Unsettled';
}

/** The longest that anyone is kept waiting. */
const PATIENCE_MS = 120_000;

/** Whether nothing runs, and nothing waits to run at once. */
export function isQuiet({ functions, consumers, machines }: Activity): boolean {
  return (
    functions.every((fn) => fn.busy() === 0) &&
    consumers.every((consumer) => consumer.isIdle()) &&
    machines.every((machine) => machine.running() === 0)
  );
}

/**
 * Waits until everything that was set off is done with. Messages that are not visible yet do not
 * count.
 *
 * While all is quiet, work can only be left in a table's stream. So a look at the streams that
 * begins when all is quiet and in whose course nothing ends proves that nothing is left.
 *
 * @throws {Unsettled} after two minutes.
 */
export async function settle(activity: Activity): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    if (isQuiet(activity)) {
      const before = activity.endings.count();
      await Promise.all(activity.tails.map((tail) => tail.drained()));
      if (isQuiet(activity) && activity.endings.count() === before) return;
    } else {
      // A failed message becomes visible again without anything ending: hence the second alarm.
      await Promise.race([activity.endings.next(), pause(20)]);
    }
    if (Date.now() > deadline) throw new Unsettled(`not settled in ${PATIENCE_MS / 1_000} s`);
  }
}
