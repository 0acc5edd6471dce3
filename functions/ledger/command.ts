import type { Occasion, Order, Refund } from '../../shared/domain/order.ts';
import type { DetailOf } from '../../shared/events/event-type.ts';
import type { orderPaid, orderRefunded } from '../../shared/events/shop-events.ts';

/** What a shop told, in the ledger's own terms. */
export function orderOf(told: DetailOf<typeof orderPaid>): Order {
  const { shop, orderId, orderNumber, currency } = told;
  const { totalMinor, shippingMinor, earningBaseMinor } = told;
  return { shop, orderId, orderNumber, currency, totalMinor, shippingMinor, earningBaseMinor };
}

export function refundOf(told: DetailOf<typeof orderRefunded>): Refund {
  const { refundId, amountMinor, shippingMinor } = told;
  return { refundId, amountMinor, shippingMinor };
}

export function occasionOf(told: {
  occurredAt: string;
  receivedAt: string;
  correlationId: string;
}): Occasion {
  return {
    occurredAt: Date.parse(told.occurredAt),
    receivedAt: Date.parse(told.receivedAt),
    correlationId: told.correlationId,
  };
}
