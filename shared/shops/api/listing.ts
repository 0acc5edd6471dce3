import * as z from 'zod/mini';
import { identifier } from '../../events/fields.ts';
import { LONGEST_DELAY } from '../occurred-at.ts';
import type { Reading, ShopEvent } from '../platform.ts';

/**
 * Told of an order in a shop that cannot be read: its id, and a sentence that repeats nothing of
 * it. Such an order is left out; it never stops the others.
 */
export type OnRefused = (orderId: string, detail: string) => void;

/** What was read, and how much could not be. */
export interface Gathered {
  readonly events: readonly ShopEvent[];
  readonly refused: number;
}

/** How many orders are asked for at once: shops count requests. */
const AT_ONCE = 4;

/**
 * Reads a shop's orders one by one. Of an order of which only a part can be read, that part is told,
 * and it counts as refused.
 *
 * @param read what an order tells, in as many readings as it takes
 */
export async function gather<Order>(
  orders: readonly Order[],
  read: (order: Order) => readonly Reading[] | Promise<readonly Reading[]>,
  onRefused: OnRefused,
): Promise<Gathered> {
  const events: ShopEvent[] = [];
  let refused = 0;
  for (let from = 0; from < orders.length; from += AT_ONCE) {
    const some = orders.slice(from, from + AT_ONCE);
    const told = await Promise.all(some.map(read));
    for (const [i, readings] of told.entries()) {
      events.push(...readings.flatMap((reading) => (reading.ok ? reading.events : [])));
      const fault = readings.find((reading) => !reading.ok);
      if (fault === undefined) continue;
      refused += 1;
      onRefused(idOf(some[i]), fault.detail);
    }
  }
  return { events, refused };
}

/**
 * Reads what became of orders that changed until some time. That one was paid longer ago than a
 * shop's word is taken for is not told: it is known, or was bought before anything was told here,
 * and that somebody changed a note on it makes it no purchase of the last month.
 */
export async function gatherChanges(
  orders: readonly unknown[],
  read: (order: unknown) => readonly Reading[] | Promise<readonly Reading[]>,
  until: number,
  onRefused: OnRefused,
): Promise<Gathered> {
  const { events, refused } = await gather(orders, read, onRefused);
  const isRecent = ({ name, detail }: ShopEvent) =>
    name !== 'order.paid' || Date.parse(detail.occurredAt) > until - LONGEST_DELAY;
  return { events: events.filter(isRecent), refused };
}

const identified = z.object({ id: identifier });

function idOf(order: unknown): string {
  return identified.safeParse(order).data?.id ?? 'without an id';
}
