import {
  type Aftermath,
  changedAt,
  type GivenRefund,
  refundedSoFar,
  type SoldOrder,
  tenThousandths,
} from './sold-order.ts';
import type { Post, StorefrontKind } from './storefront-kind.ts';

/** The states of an order that occur here; a payment that was taken waits to be sent. */
const AWAITING_FULFILLMENT = { id: 11, name: 'Awaiting Fulfillment', payment: 'captured' };
const CANCELLED = { id: 5, name: 'Cancelled', payment: 'captured' };
const REFUNDED = { id: 4, name: 'Refunded', payment: 'refunded' };
const PARTIALLY_REFUNDED = { id: 14, name: 'Partially Refunded', payment: 'partially refunded' };

export const bigcommerceStorefront: StorefrontKind = {
  paid: ({ orderId, paidAt }) => callback('store/order/created', paidAt, orderId),
  refunded: ({ orderId }, { refundId, at }) =>
    callback('store/order/refund/created', at, orderId, {
      refund: { refund_id: Number(refundId) },
    }),
  cancelled: ({ orderId }, at) =>
    callback('store/order/statusUpdated', at, orderId, {
      status: { previous_status_id: AWAITING_FULFILLMENT.id, new_status_id: CANCELLED.id },
    }),
  shown: (order, since) => [
    { collection: `orders/${order.orderId}/products`, id: '1', document: shownProduct(order) },
    ...since.refunds.map((refund) => ({
      collection: `orders/${order.orderId}/refunds`,
      id: refund.refundId,
      document: shownRefund(order, refund),
    })),
    { collection: 'orders', id: order.orderId, document: shownOrder(order, since) },
  ],
};

/** BigCommerce says which order something became of, and nothing more. */
function callback(scope: string, at: string, orderId: string, more: object = {}): Post {
  return {
    topic: scope,
    body: {
      scope,
      store_id: '1025646',
      data: { type: 'order', id: Number(orderId), ...more },
      hash: 'dd70c0976e06b67aaf671e73f49dcb79230ebf9d',
      created_at: Math.floor(Date.parse(at) / 1000),
      producer: 'stores/demo',
    },
  };
}

const NONE = '0.0000';

function shownOrder(order: SoldOrder, since: Aftermath) {
  const { orderId, customer, currency, total, paidAt } = order;
  const amount = fourDigits(tenThousandths(total));
  const status = statusOf(order, since);
  return {
    id: Number(orderId),
    customer_id: Number(customer ?? 0),
    date_created: rfc2822(paidAt),
    date_modified: rfc2822(changedAt(order, since)),
    status_id: status.id,
    status: status.name,
    payment_method: 'Credit Card',
    payment_status: status.payment,
    subtotal_ex_tax: amount,
    subtotal_inc_tax: amount,
    subtotal_tax: NONE,
    shipping_cost_ex_tax: NONE,
    shipping_cost_inc_tax: NONE,
    shipping_cost_tax: NONE,
    handling_cost_ex_tax: NONE,
    handling_cost_inc_tax: NONE,
    handling_cost_tax: NONE,
    wrapping_cost_ex_tax: NONE,
    wrapping_cost_inc_tax: NONE,
    wrapping_cost_tax: NONE,
    total_ex_tax: amount,
    total_inc_tax: amount,
    total_tax: NONE,
    discount_amount: NONE,
    coupon_discount: NONE,
    gift_certificate_amount: NONE,
    store_credit_amount: NONE,
    refunded_amount: fourDigits(refundedSoFar(since.refunds)),
    currency_code: currency,
    currency_exchange_rate: '1.0000000000',
    default_currency_code: currency,
    store_default_currency_code: currency,
    store_default_to_transactional_exchange_rate: '1.0000000000',
    items_total: 1,
    is_deleted: false,
    products: { resource: `/orders/${orderId}/products` },
  };
}

function statusOf({ total }: SoldOrder, { refunds, cancelledAt }: Aftermath) {
  if (cancelledAt !== undefined) return CANCELLED;
  if (refunds.length === 0) return AWAITING_FULFILLMENT;
  return refundedSoFar(refunds) < tenThousandths(total) ? PARTIALLY_REFUNDED : REFUNDED;
}

function shownProduct({ orderId, total }: SoldOrder) {
  const amount = fourDigits(tenThousandths(total));
  return {
    id: 1,
    order_id: Number(orderId),
    product_id: 93,
    type: 'physical',
    quantity: 1,
    base_price: amount,
    price_ex_tax: amount,
    price_inc_tax: amount,
    price_tax: NONE,
    base_total: amount,
    total_ex_tax: amount,
    total_inc_tax: amount,
    total_tax: NONE,
    applied_discounts: [],
  };
}

/** Here amounts are numbers. */
function shownRefund({ orderId }: SoldOrder, { refundId, amount, at }: GivenRefund) {
  const total = Number(amount);
  return {
    id: Number(refundId),
    order_id: Number(orderId),
    user_id: 1,
    created: at.replace(/(\.\d+)?Z$/, '+00:00'),
    reason: '',
    total_amount: total,
    total_tax: 0,
    uses_merchant_override_values: false,
    items: [{ item_type: 'ORDER', item_id: Number(orderId), requested_amount: total, reason: '' }],
    payments: [{ provider_id: 'creditcard', amount: total, offline: false, is_declined: false }],
  };
}

function fourDigits(tenThousandths: number): string {
  return (tenThousandths / 10_000).toFixed(4);
}

/** `Sun, 01 Nov 2026 09:00:00 +0000` */
function rfc2822(instant: string): string {
  return new Date(instant).toUTCString().replace('GMT', '+0000');
}
