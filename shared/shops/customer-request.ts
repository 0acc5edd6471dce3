import type { ShopEvent } from './platform.ts';

/** What a shop asks for in a customer's name. */
export interface CustomerRequest {
  /** The same for every repeat of the request. */
  readonly requestId: string;
  /** The shop's own id of the customer; absent where a guest's orders are all there is. */
  readonly customer: string | undefined;
  readonly orders: readonly string[];
  /** As an instant of events. */
  readonly occurredAt: string;
}

/** As many orders as one event can name. */
const MOST_ORDERS = 500;

/** A request as events: several where it names more orders than one can. */
export function customerRequest(
  name: 'customer.data-requested' | 'customer.redacted',
  { requestId, customer, orders, occurredAt }: CustomerRequest,
): readonly ShopEvent[] {
  const parts = Math.max(1, Math.ceil(orders.length / MOST_ORDERS));
  return Array.from({ length: parts }, (_, part): ShopEvent => {
    const detail = {
      requestId: part === 0 ? requestId : `${requestId}:${part + 1}`,
      customer,
      orders: orders.slice(part * MOST_ORDERS, (part + 1) * MOST_ORDERS),
      occurredAt,
    };
    return { name, detail };
  });
}

/**
 * The id of a request whose shop gives it none: what is asked again on the same day of UTC is a
 * repeat, and later it is another one, for who was forgotten may have come back since.
 */
export function requestOfDay(what: string, receivedAt: number): string {
  return `${what}:${new Date(receivedAt).toISOString().slice(0, 10)}`;
}
