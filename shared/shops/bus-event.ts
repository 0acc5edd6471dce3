import type { Seal } from '../contact/seal.ts';
import {
  customerDataRequested,
  customerRedacted,
  customerTold,
  shopRedacted,
} from '../events/customer-events.ts';
import type { EventType } from '../events/event-type.ts';
import {
  orderCancelled,
  orderPaid,
  orderPaymentMade,
  orderRefunded,
  orderRefundReversed,
  orderTouched,
} from '../events/order-events.ts';
import { type BusEntry, busEntry } from '../events/publish.ts';
import {
  subscriptionChanged,
  subscriptionRenewalAhead,
  subscriptionTouched,
} from '../events/subscription-events.ts';
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

const eventTypes: { readonly [Name in ShopEvent['name']]: EventType<Name, object> } = {
  'order.paid': orderPaid,
  'order.refunded': orderRefunded,
  'order.refund-reversed': orderRefundReversed,
  'order.cancelled': orderCancelled,
  'order.payment-made': orderPaymentMade,
  'order.touched': orderTouched,
  'subscription.changed': subscriptionChanged,
  'subscription.renewal-ahead': subscriptionRenewalAhead,
  'subscription.touched': subscriptionTouched,
  'customer.told': customerTold,
  'customer.data-requested': customerDataRequested,
  'customer.redacted': customerRedacted,
  'shop.redacted': shopRedacted,
};

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
  const type = eventTypes[name];
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
