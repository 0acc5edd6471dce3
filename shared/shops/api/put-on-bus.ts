import type { Seal } from '../../contact/seal.ts';
import type { BusEntry } from '../../events/publish.ts';
import type { Log } from '../../lambda/log.ts';
import { busEvent, type Stamps } from '../bus-event.ts';
import { occurredAt } from '../occurred-at.ts';
import type { ShopEvent } from '../platform.ts';

/** What it takes to put a shop's word on the bus. */
export interface ShopBus {
  readonly memberKey: () => Promise<string>;
  /** How contact data are sealed; asked for where a shop tells any. */
  readonly seal: () => Promise<Seal>;
  /** Puts events on the bus and returns those that it would not take. */
  readonly publish: (entries: readonly BusEntry[]) => Promise<readonly BusEntry[]>;
}

/**
 * Puts on the bus what a shop's API told, as if its webhooks had told it: in the order in which it
 * happened, each at its own time. What makes no event is refused, with a line in the log.
 *
 * @returns how many were refused
 * @throws when the bus does not take them all
 */
export async function putOnBus(
  events: readonly ShopEvent[],
  { shop, receivedAt, correlationId }: Pick<Stamps, 'shop' | 'receivedAt' | 'correlationId'>,
  { memberKey, seal, publish }: ShopBus,
  log: Log,
): Promise<number> {
  if (events.length === 0) return 0;
  const stamps: Stamps = {
    shop,
    receivedAt,
    correlationId,
    memberKey: await memberKey(),
    seal: events.some(({ name }) => name === 'customer.told') ? await seal() : nothing,
  };
  const entries: BusEntry[] = [];
  for (const event of events.toSorted(asItHappened)) {
    const made = busEvent(clamped(event, receivedAt), stamps);
    if (made.ok) entries.push(made.entry);
    else
      log.warn('what a shop’s API told was refused', { shop, ...nameOf(event), why: made.detail });
  }
  const unfit = events.flatMap((event) =>
    event.name === 'customer.told' ? event.detail.unfit : [],
  );
  if (unfit.length > 0) log.warn('contact fields left out', { shop, unfit: [...new Set(unfit)] });
  const left = await publish(entries);
  if (left.length > 0) throw new Error(`the bus did not take ${left.length} events`);
  return events.length - entries.length;
}

/** For what holds nothing that would have to be sealed. */
const nothing: Seal = () => {
  throw new Error('nothing was to be sealed');
};

/** Of what happened at one instant, an order comes before what became of it. */
const ORDER: readonly ShopEvent['name'][] = [
  'order.paid',
  'order.payment-made',
  'order.refunded',
  'order.refund-reversed',
  'order.cancelled',
];

/** Shops list in orders of their own; which order came first decides what each of them earns. */
function asItHappened(one: ShopEvent, other: ShopEvent): number {
  const apart = Date.parse(one.detail.occurredAt) - Date.parse(other.detail.occurredAt);
  return apart || place(one) - place(other);
}

function place({ name }: ShopEvent): number {
  const at = ORDER.indexOf(name);
  return at < 0 ? ORDER.length : at;
}

/** An API may know of what happened after we were told to ask; nothing happened after we heard. */
function clamped(event: ShopEvent, receivedAt: number): ShopEvent {
  const at = occurredAt(Date.parse(event.detail.occurredAt), receivedAt);
  return { ...event, detail: { ...event.detail, occurredAt: at } } as ShopEvent;
}

function nameOf({ name, detail }: ShopEvent) {
  return 'orderId' in detail ? { event: name, orderId: detail.orderId } : { event: name };
}
