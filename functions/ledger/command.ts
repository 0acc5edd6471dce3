import type { ClawbackCause } from '../../shared/domain/ledger/clawback.ts';
import type { Occasion, PaidOrder, Refund } from '../../shared/domain/orders/order.ts';
import type { DetailOf, EventOf } from '../../shared/events/event-type.ts';
import type {
  orderCancelled,
  orderPaid,
  orderRefunded,
  orderRefundReversed,
} from '../../shared/events/order-events.ts';

/** What a shop told, in the ledger's own terms. */
export function orderOf(told: DetailOf<typeof orderPaid>): PaidOrder {
  const { shop, orderId, orderNumber, currency } = told;
  const { totalMinor, shippingMinor, earningBaseMinor, lines } = told;
  return {
    shop,
    orderId,
    orderNumber,
    currency,
    totalMinor,
    shippingMinor,
    earningBaseMinor,
    lines,
  };
}

/** What shops tell of an order after it was paid. */
export type Afterwards = EventOf<
  typeof orderRefunded | typeof orderRefundReversed | typeof orderCancelled
>;

/** What is recorded of an order already: as entries, or beside an order that is nobody's. */
type Recorded = readonly {
  readonly reason: ClawbackCause['reason'];
  readonly refund?: Refund;
}[];

/**
 * Why something is taken back, or given back again. An undone refund gives back what was recorded
 * of it, so that the two cancel out to the point.
 *
 * @returns undefined as long as the refund that is undone is not recorded.
 */
export function causeOf(told: Afterwards, recorded: Recorded): ClawbackCause | undefined {
  switch (told.name) {
    case 'order.cancelled':
      return { reason: 'cancellation' };
    case 'order.refunded': {
      const { refundId, amountMinor, shippingMinor } = told.detail;
      return { reason: 'refund', refund: { refundId, amountMinor, shippingMinor } };
    }
    case 'order.refund-reversed': {
      const { refundId } = told.detail;
      const of = recorded.find(
        ({ reason, refund }) => reason === 'refund' && refund?.refundId === refundId,
      );
      return of?.refund === undefined
        ? undefined
        : { reason: 'refund-reversed', refund: of.refund };
    }
  }
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
