import {
  type Aftermath,
  changedAt,
  type GivenRefund,
  refundedSoFar,
  type SoldOrder,
  tenThousandths,
} from './sold-order.ts';
import type { StorefrontKind } from './storefront-kind.ts';

export const shopifyStorefront: StorefrontKind = {
  paid: (order) => ({ topic: 'orders/paid', body: orderBody(order) }),
  refunded: (order, refund) => ({ topic: 'refunds/create', body: refundBody(order, refund) }),
  cancelled: (order, at) => ({
    topic: 'orders/cancelled',
    body: { ...orderBody(order), updated_at: at, cancelled_at: at },
  }),
  shown: (order, since) => [
    { collection: 'orders', id: order.orderId, document: shownOrder(order, since) },
  ],
};

function orderBody(order: SoldOrder) {
  const { orderId, orderNumber, customer, currency, total, paidAt, discountCodes = [] } = order;
  const money = (amount: string) => ({ shop_money: { amount, currency_code: currency } });
  return {
    id: Number(orderId),
    name: orderNumber,
    test: false,
    currency,
    financial_status: 'paid',
    created_at: paidAt,
    processed_at: paidAt,
    updated_at: paidAt,
    cancelled_at: null,
    closed_at: null,
    customer: customer === undefined ? null : { id: customer },
    ...(order.email === undefined ? {} : { email: order.email }),
    taxes_included: false,
    total_price: total,
    total_shipping_price_set: money('0.00'),
    payment_gateway_names: ['shopify_payments'],
    discount_codes: discountCodes.map((code) => ({ code })),
    line_items: [
      {
        id: 1,
        product_id: 632910392,
        quantity: 1,
        gift_card: false,
        price: total,
        price_set: money(total),
        discount_allocations: [],
        tax_lines: [],
      },
    ],
    shipping_lines: [],
    refunds: [],
  };
}

function refundBody({ orderId, currency }: SoldOrder, { refundId, amount, at }: GivenRefund) {
  return {
    id: Number(refundId),
    order_id: Number(orderId),
    created_at: at,
    processed_at: at,
    refund_line_items: [],
    order_adjustments: [],
    refund_shipping_lines: [],
    transactions: [{ kind: 'refund', status: 'success', amount, currency }],
  };
}

/** The webhook's body of an order, with all its refunds in it. */
function shownOrder(order: SoldOrder, since: Aftermath) {
  return {
    ...orderBody(order),
    financial_status: financialStatus(order, since),
    updated_at: changedAt(order, since),
    cancelled_at: since.cancelledAt ?? null,
    refunds: since.refunds.map((refund) => refundBody(order, refund)),
  };
}

function financialStatus({ total }: SoldOrder, { refunds }: Aftermath): string {
  if (refunds.length === 0) return 'paid';
  return refundedSoFar(refunds) < tenThousandths(total) ? 'partially_refunded' : 'refunded';
}
