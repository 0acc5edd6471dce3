import type { PlatformName } from '../../shared/shops/shop-settings.ts';

/** An order as a storefront knows it; amounts are decimals in major units. */
export interface SoldOrder {
  readonly orderId: string;
  readonly orderNumber: string;
  readonly customer: string | undefined;
  readonly currency: string;
  /** What the goods cost; there is no shipping and no tax. */
  readonly total: string;
  /** What each product makes of it; one product where nothing is said. Only a store tells it. */
  readonly lines?: Readonly<Record<string, string>>;
  /** Codes that were entered at checkout. Only Shopify and a store tell them. */
  readonly discountCodes?: readonly string[];
  /** ISO instant. */
  readonly paidAt: string;
}

export interface GivenRefund {
  readonly refundId: string;
  readonly amount: string;
  readonly at: string;
}

/** What a storefront posts: a body, and its topic in the platform's own words. */
export interface Post {
  readonly topic: string;
  readonly body: object;
}

interface Bodies {
  paid(order: SoldOrder): Post;
  refunded(order: SoldOrder, refund: GivenRefund): Post;
  cancelled(order: SoldOrder, at: string): Post;
  /** A refund came to nothing; absent where shops of this kind do not tell of it. */
  refundReversed?(order: SoldOrder, refund: GivenRefund): Post;
}

/** The bodies that each kind of shop posts, with the fields that matter here. */
export const storefrontBodies: Readonly<Record<PlatformName, Bodies>> = {
  shopify: {
    paid: (order) => ({ topic: 'orders/paid', body: shopifyOrder(order) }),
    refunded: (order, { refundId, amount, at }) => ({
      topic: 'refunds/create',
      body: {
        id: Number(refundId),
        order_id: Number(order.orderId),
        created_at: at,
        processed_at: at,
        refund_line_items: [],
        order_adjustments: [],
        refund_shipping_lines: [],
        transactions: [{ kind: 'refund', status: 'success', amount, currency: order.currency }],
      },
    }),
    cancelled: (order, at) => ({
      topic: 'orders/cancelled',
      body: { ...shopifyOrder(order), cancelled_at: at },
    }),
  },

  woocommerce: {
    paid: (order) => ({ topic: 'order.created', body: wooOrder(order, 'processing') }),
    // Of a partial refund WooCommerce names the sum alone; its full one is a status.
    refunded: (order, { at }) => ({
      topic: 'order.updated',
      body: { ...wooOrder(order, 'refunded'), date_modified_gmt: withoutZone(at) },
    }),
    cancelled: (order, at) => ({
      topic: 'order.updated',
      body: { ...wooOrder(order, 'cancelled'), date_modified_gmt: withoutZone(at) },
    }),
  },

  stripe: {
    paid: ({ orderId, customer, currency, total, paidAt }) =>
      stripeEvent('checkout.session.completed', paidAt, {
        id: `cs_${orderId}`,
        object: 'checkout.session',
        mode: 'payment',
        payment_status: 'paid',
        payment_intent: `pi_${orderId}`,
        customer: customer ?? null,
        currency: currency.toLowerCase(),
        amount_total: cents(total),
        amount_subtotal: cents(total),
        total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
      }),
    refunded: (order, { refundId, amount, at }) => stripeRefund(order, refundId, amount, at),
    // Stripe calls no payment off: all of it goes back.
    cancelled: (order, at) => stripeRefund(order, `${order.orderId}_all`, order.total, at),
    refundReversed: (order, { refundId, amount, at }) =>
      stripeRefund(order, refundId, amount, at, 'failed'),
  },

  'standard-webhooks': {
    paid: ({ orderId, orderNumber, customer, currency, total, lines, discountCodes, paidAt }) =>
      storeMessage('order.paid', paidAt, {
        orderId,
        orderNumber,
        ...(customer === undefined ? {} : { customerId: customer }),
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
      storeMessage('order.refunded', at, { orderId, refundId, currency, amount }),
    cancelled: ({ orderId }, at) => storeMessage('order.cancelled', at, { orderId }),
    refundReversed: ({ orderId }, { refundId, at }) =>
      storeMessage('order.refund-reversed', at, { orderId, refundId }),
  },
};

function shopifyOrder(order: SoldOrder) {
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
    cancelled_at: null,
    customer: customer === undefined ? null : { id: customer },
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
  };
}

function wooOrder(order: SoldOrder, status: string) {
  const { orderId, orderNumber, customer, currency, total, paidAt } = order;
  return {
    id: Number(orderId),
    number: orderNumber,
    status,
    currency,
    total,
    total_tax: '0.00',
    shipping_total: '0.00',
    shipping_tax: '0.00',
    customer_id: Number(customer ?? 0),
    date_paid_gmt: withoutZone(paidAt),
    date_completed_gmt: null,
    date_modified_gmt: withoutZone(paidAt),
    line_items: [{ product_id: 93, total, total_tax: '0.00', quantity: 1 }],
    fee_lines: [],
    coupon_lines: [],
    refunds: [],
  };
}

function stripeEvent(type: string, at: string, object: object): Post {
  return {
    topic: type,
    body: {
      id: `evt_${type}_${at}`,
      object: 'event',
      api_version: '2025-04-30.basil',
      created: Math.floor(Date.parse(at) / 1000),
      livemode: false,
      type,
      data: { object },
    },
  };
}

function stripeRefund(
  { orderId, currency }: SoldOrder,
  id: string,
  amount: string,
  at: string,
  status: 'succeeded' | 'failed' = 'succeeded',
) {
  return stripeEvent(status === 'failed' ? 'refund.failed' : 'refund.created', at, {
    id: `re_${id}`,
    object: 'refund',
    amount: cents(amount),
    currency: currency.toLowerCase(),
    payment_intent: `pi_${orderId}`,
    status,
  });
}

function storeMessage(type: string, timestamp: string, data: object): Post {
  return { topic: type, body: { type, timestamp, data } };
}

/** Hundredths of a decimal, by its digits. */
function cents(decimal: string): number {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return Number(whole + fraction.padEnd(2, '0').slice(0, 2));
}

/** WooCommerce writes its GMT times without saying so. */
function withoutZone(instant: string): string {
  return instant.replace(/(\.\d+)?Z$/, '');
}
