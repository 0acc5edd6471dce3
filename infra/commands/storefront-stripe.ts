import { type GivenRefund, type SoldOrder, tenThousandths } from './sold-order.ts';
import type { Post, Shown, StorefrontKind } from './storefront-kind.ts';

export const stripeStorefront: StorefrontKind = {
  paid: completed,
  refunded,
  cancelled: (order, at) => refunded(order, wholeRefund(order, at)),
  refundReversed: failed,
  // Each object is shown, and each event that told of it.
  shown: (order, since) => {
    const { cancelledAt, undone } = since;
    const whole = cancelledAt === undefined ? [] : [wholeRefund(order, cancelledAt)];
    const refunds = [...since.refunds, ...whole];
    const events = [
      completed(order),
      ...refunds.map((refund) => refunded(order, refund)),
      ...undone.map((refund) => failed(order, refund)),
    ];
    return [
      ...refunds.map((refund) => {
        const hasFailed = undone.some(({ refundId }) => refundId === refund.refundId);
        return at('refunds', refundObject(order, refund, hasFailed ? 'failed' : 'succeeded'));
      }),
      at('checkout/sessions', session(order)),
      at('payment_intents', paymentIntent(order)),
      ...events.map(({ body }) => at('events', body)),
    ];
  },
};

/** A post whose body has a name of its own. */
interface EventPost extends Post {
  readonly body: { readonly id: string };
}

function completed(order: SoldOrder): EventPost {
  return event('checkout.session.completed', order.paidAt, session(order));
}

function refunded(order: SoldOrder, refund: GivenRefund): EventPost {
  return event('refund.created', refund.at, refundObject(order, refund, 'succeeded'));
}

function failed(order: SoldOrder, refund: GivenRefund): EventPost {
  return event('refund.failed', refund.at, refundObject(order, refund, 'failed'));
}

function at(collection: string, document: { readonly id: string }): Shown {
  return { collection, id: document.id, document };
}

function event(type: string, at: string, object: { readonly id: string }): EventPost {
  const body = {
    id: `evt_${type.replaceAll('.', '_')}_${object.id}`,
    object: 'event',
    api_version: '2025-04-30.basil',
    created: seconds(at),
    livemode: false,
    type,
    data: { object },
  };
  return { topic: type, body };
}

function session({ orderId, customer, currency, total, paidAt }: SoldOrder) {
  return {
    id: `cs_${orderId}`,
    object: 'checkout.session',
    mode: 'payment',
    status: 'complete',
    payment_status: 'paid',
    payment_intent: `pi_${orderId}`,
    customer: customer ?? null,
    created: seconds(paidAt),
    currency: currency.toLowerCase(),
    livemode: false,
    amount_total: cents(total),
    amount_subtotal: cents(total),
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
  };
}

function paymentIntent({ orderId, customer, currency, total, paidAt }: SoldOrder) {
  return {
    id: `pi_${orderId}`,
    object: 'payment_intent',
    amount: cents(total),
    amount_received: cents(total),
    created: seconds(paidAt),
    currency: currency.toLowerCase(),
    customer: customer ?? null,
    latest_charge: { id: `ch_${orderId}`, object: 'charge', created: seconds(paidAt) },
    livemode: false,
    status: 'succeeded',
  };
}

function refundObject(
  { orderId, currency }: SoldOrder,
  { refundId, amount, at }: GivenRefund,
  status: 'succeeded' | 'failed',
) {
  return {
    id: `re_${refundId}`,
    object: 'refund',
    amount: cents(amount),
    created: seconds(at),
    currency: currency.toLowerCase(),
    payment_intent: `pi_${orderId}`,
    status,
  };
}

/** Stripe calls no payment off: all of it goes back. */
function wholeRefund({ orderId, total }: SoldOrder, at: string): GivenRefund {
  return { refundId: `${orderId}_all`, amount: total, at };
}

function seconds(instant: string): number {
  return Math.floor(Date.parse(instant) / 1_000);
}

/** Hundredths of a decimal. */
function cents(decimal: string): number {
  return Math.floor(tenThousandths(decimal) / 100);
}
