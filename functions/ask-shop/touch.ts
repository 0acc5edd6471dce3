import { type EventOf, readEvent } from '../../shared/events/event-type.ts';
import { touched } from '../../shared/events/shop-events.ts';
import { waitsOf } from '../../shared/lambda/put-off.ts';

/** What a shop has to be asked about. */
export interface Touch {
  readonly told: EventOf<(typeof touched)[number]>;
  /** The event as it came, to be put off. */
  readonly event: object;
  /** How often it was put off. */
  readonly waits: number;
}

/** @throws when it is no event that a shop has to be asked about. */
export function readTouch(body: unknown): Touch {
  return { told: readEvent(touched, body), event: Object(body), waits: waitsOf(body) };
}

/** Names what is to be asked for: equal for all touches of one order. */
export function subjectOf({ told: { name, detail } }: Touch): string {
  const id = 'orderId' in detail ? detail.orderId : detail.subscriptionId;
  return `${name} ${detail.shop} ${id}`;
}

/** The touch by which we heard first. */
export function firstOf([first, ...others]: readonly [Touch, ...Touch[]]): Touch {
  return others.reduce((one, other) => (heardAt(other) < heardAt(one) ? other : one), first);
}

function heardAt({ told }: Touch): string {
  return told.detail.receivedAt;
}
