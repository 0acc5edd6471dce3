import {
  type Aftermath,
  changedAt,
  type GivenRefund,
  refundedSoFar,
  type SoldOrder,
  tenThousandths,
} from './sold-order.ts';
import type { StorefrontKind } from './storefront-kind.ts';

export const woocommerceStorefront: StorefrontKind = {
  paid: (order) => ({ topic: 'order.created', body: orderBody(order, NOTHING) }),
  // A refund is told as an order that has changed: its sum is in it, its parts are in the API.
  refunded: (order, refund, earlier = []) => ({
    topic: 'order.updated',
    body: orderBody(order, { ...NOTHING, refunds: [...earlier, refund] }),
  }),
  cancelled: (order, at) => ({
    topic: 'order.updated',
    body: orderBody(order, { ...NOTHING, cancelledAt: at }),
  }),
  shown: (order, since) => [
    ...since.refunds.map((refund) => ({
      collection: `orders/${order.orderId}/refunds`,
      id: refund.refundId,
      document: shownRefund(refund),
    })),
    { collection: 'orders', id: order.orderId, document: orderBody(order, since) },
  ],
};

const NOTHING: Aftermath = { refunds: [], undone: [] };

function orderBody(order: SoldOrder, since: Aftermath) {
  const { orderId, orderNumber, customer, currency, total, paidAt } = order;
  const changed = changedAt(order, since);
  return {
    id: Number(orderId),
    number: orderNumber,
    status: statusOf(order, since),
    currency,
    total,
    total_tax: '0.00',
    shipping_total: '0.00',
    shipping_tax: '0.00',
    customer_id: Number(customer ?? 0),
    date_created: localTime(paidAt),
    date_created_gmt: withoutZone(paidAt),
    date_paid_gmt: withoutZone(paidAt),
    date_completed_gmt: null,
    date_modified: localTime(changed),
    date_modified_gmt: withoutZone(changed),
    line_items: [{ product_id: 93, total, total_tax: '0.00', quantity: 1 }],
    fee_lines: [],
    coupon_lines: [],
    refunds: since.refunds.map(({ refundId, amount }) => ({
      id: Number(refundId),
      reason: '',
      total: `-${amount}`,
    })),
  };
}

function statusOf({ total }: SoldOrder, { refunds, cancelledAt }: Aftermath): string {
  if (cancelledAt !== undefined) return 'cancelled';
  return refundedSoFar(refunds) < tenThousandths(total) ? 'processing' : 'refunded';
}

function shownRefund({ refundId, amount, at }: GivenRefund) {
  return {
    id: Number(refundId),
    date_created: localTime(at),
    date_created_gmt: withoutZone(at),
    amount,
    reason: '',
    refunded_by: 1,
    refunded_payment: true,
    line_items: [{ product_id: 93, total: `-${amount}`, total_tax: '0.00', quantity: 0 }],
    shipping_lines: [],
    tax_lines: [],
    fee_lines: [],
  };
}

/** WooCommerce writes its GMT times without saying so. */
function withoutZone(instant: string): string {
  return instant.replace(/(\.\d+)?Z$/, '');
}

/** The shop's clock is two hours ahead. */
function localTime(instant: string): string {
  return withoutZone(new Date(Date.parse(instant) + 2 * 3_600_000).toISOString());
}
