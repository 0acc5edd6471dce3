import type { Post, StorefrontKind } from './storefront-kind.ts';

/** A shop of one's own that sends Standard Webhooks; it has no API. */
export const storeStorefront: StorefrontKind = {
  paid: ({
    orderId,
    orderNumber,
    customer,
    email,
    currency,
    total,
    lines,
    discountCodes,
    paidAt,
  }) =>
    message('order.paid', paidAt, {
      orderId,
      orderNumber,
      ...(customer === undefined ? {} : { customerId: customer }),
      ...(email === undefined ? {} : { customer: { email } }),
      currency,
      total,
      shipping: '0.00',
      ...(discountCodes === undefined ? {} : { discountCodes }),
      lines: Object.entries(lines ?? { 'beans-1kg': total }).map(([productId, amount]) => ({
        productId,
        amount,
      })),
    }),
  refunded: ({ orderId, currency }, { refundId, amount, at }) =>
    message('order.refunded', at, { orderId, refundId, currency, amount }),
  cancelled: ({ orderId }, at) => message('order.cancelled', at, { orderId }),
  refundReversed: ({ orderId }, { refundId, at }) =>
    message('order.refund-reversed', at, { orderId, refundId }),
};

function message(type: string, timestamp: string, data: object): Post {
  return { topic: type, body: { type, timestamp, data } };
}
