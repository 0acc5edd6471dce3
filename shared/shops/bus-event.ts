import type { Seal } from '../contact/seal.ts';
import type { EventType } from '../events/event-type.ts';
import { type BusEntry, busEntry } from '../events/publish.ts';
import { shopEvents } from '../events/shop-events.ts';
import { emailHash } from '../identity/contact-hash.ts';
import { memberId } from '../identity/member-id.ts';
import { malformed, type Refusal, type ShopEvent } from './platform.ts';

/** What is known where a shop's word comes in, besides what the shop told. */
export interface Stamps {
  readonly shop: string;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  readonly correlationId: string;
  /** The key of `shared/identity/member-id.ts`. */
  readonly memberKey: string;
  readonly seal: Seal;
}

const eventTypes: ReadonlyMap<string, EventType<string, object>> = new Map(
  shopEvents.map((type) => [type.name, type]),
);

/**
 * Makes what a shop told into an event for the bus. Here the shop's id of the customer ends, contact
 * data are hashed or sealed, and nothing that the event's schema does not name goes on. What does
 * not fit the schema, such as an amount out of all bounds, is refused.
 */
export function busEvent(
  { name, detail }: ShopEvent,
  { shop, receivedAt, correlationId, memberKey, seal }: Stamps,
): { readonly ok: true; readonly entry: BusEntry } | Refusal {
  const { customer, email, contact, ...told } = {
    customer: undefined,
    email: undefined,
    contact: undefined,
    ...detail,
  };
  const member = customer === undefined ? undefined : memberId(memberKey, shop, customer);
  const type = eventTypes.get(name);
  if (type === undefined) throw new Error(`shops tell of no ${name}`);
  const stamped = type.schema.safeParse({
    ...told,
    ...(member !== undefined && { member }),
    ...(email !== undefined && { placedWith: emailHash(memberKey, email) }),
    ...(member !== undefined && contact !== undefined && seal(member, contact)),
    shop,
    receivedAt: new Date(receivedAt).toISOString(),
    correlationId,
  });
  if (stamped.success) return { ok: true, entry: busEntry(type, stamped.data, receivedAt) };
  const where = stamped.error.issues.map(({ path }) => path.join('.')).join(', ');
  return malformed(`This makes no ${name}: ${where} would be out of bounds.`);
}
