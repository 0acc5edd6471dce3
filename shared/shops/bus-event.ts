import { type BusEntry, busEntry } from '../events/publish.ts';
import {
  orderCancelled,
  orderPaid,
  orderRefunded,
  orderRefundReversed,
} from '../events/shop-events.ts';
import { memberId } from '../identity/member-id.ts';
import { malformed, type Refusal, type ShopEvent } from './platform.ts';

/** What the ingress knows of a delivery besides what the shop told. */
export interface Stamps {
  readonly shop: string;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  readonly correlationId: string;
  /** The key of `shared/identity/member-id.ts`. */
  readonly memberKey: string;
}

const eventTypes = {
  'order.paid': orderPaid,
  'order.refunded': orderRefunded,
  'order.refund-reversed': orderRefundReversed,
  'order.cancelled': orderCancelled,
} as const;

/**
 * Makes what a shop told into an event for the bus. Here the shop's id of the customer ends, and
 * nothing that the event's schema does not name goes on. What does not fit the schema, such as an
 * amount out of all bounds, is refused.
 */
export function busEvent(
  { name, detail }: ShopEvent,
  { shop, receivedAt, correlationId, memberKey }: Stamps,
): { readonly ok: true; readonly entry: BusEntry } | Refusal {
  const { customer, ...told } = { customer: undefined, ...detail };
  const type = eventTypes[name];
  const stamped = type.schema.safeParse({
    ...told,
    ...(customer !== undefined && { member: memberId(memberKey, shop, customer) }),
    shop,
    receivedAt: new Date(receivedAt).toISOString(),
    correlationId,
  });
  if (stamped.success) return { ok: true, entry: busEntry(type, stamped.data, receivedAt) };
  const where = stamped.error.issues.map(({ path }) => path.join('.')).join(', ');
  return malformed(`This makes no ${name}: ${where} would be out of bounds.`);
}
