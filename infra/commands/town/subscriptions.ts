import type { Post } from '../storefront-kind.ts';

/** A subscription of the town as its shop tells of it. */
export interface TownSubscription {
  readonly id: string;
  readonly customer: string;
  readonly email?: string;
  readonly cents: number;
  readonly startedAt: number;
  readonly periodEndsAt: number;
  readonly status: 'active' | 'cancelled';
}

/** A payment for a period of it. */
export interface TownPayment extends TownSubscription {
  readonly orderId: string;
}

/** How a shop tells that a subscription changed, and that a period was paid for. */
export interface SubscriptionPosts {
  changed(subscription: TownSubscription, at: number): Post;
  paid(payment: TownPayment, at: number): readonly Post[];
}

const TITLE = 'Beans every month';
const PRODUCT = 'beans-1kg';

const store: SubscriptionPosts = {
  changed: ({ id, customer, cents, startedAt, periodEndsAt, status }, at) =>
    message('subscription.changed', at, {
      subscriptionId: id,
      customerId: customer,
      status,
      title: TITLE,
      productId: PRODUCT,
      price: { currency: 'EUR', amount: (cents / 100).toFixed(2) },
      every: { unit: 'month', count: 1 },
      startedAt: iso(startedAt),
      periodEndsAt: iso(periodEndsAt),
      autoRenews: false,
      manageUrl: 'https://shop.example/subscriptions',
    }),
  paid: ({ orderId, customer, email, cents }, at) => [
    message('order.paid', at, {
      orderId,
      customerId: customer,
      ...(email === undefined ? {} : { customer: { email } }),
      currency: 'EUR',
      total: (cents / 100).toFixed(2),
      shipping: '0.00',
      lines: [{ productId: PRODUCT, amount: (cents / 100).toFixed(2) }],
    }),
  ],
};

const stripe: SubscriptionPosts = {
  changed: ({ id, customer, cents, startedAt, periodEndsAt, status }, at) => {
    const isNew = at === startedAt;
    const isOver = status === 'cancelled';
    const what = isNew ? 'created' : isOver ? 'deleted' : 'updated';
    return event(`customer.subscription.${what}`, at, `${id}_${at}`, {
      id,
      object: 'subscription',
      customer,
      status: isOver ? 'canceled' : 'active',
      created: seconds(startedAt),
      start_date: seconds(startedAt),
      cancel_at_period_end: false,
      collection_method: 'send_invoice',
      ended_at: isOver ? seconds(at) : null,
      items: {
        object: 'list',
        has_more: false,
        data: [
          {
            object: 'subscription_item',
            current_period_end: seconds(periodEndsAt),
            quantity: 1,
            price: {
              id: 'price_beans',
              currency: 'eur',
              nickname: 'monthly',
              product: { id: PRODUCT, name: TITLE },
              recurring: { interval: 'month', interval_count: 1, usage_type: 'licensed' },
              unit_amount: cents,
            },
          },
        ],
      },
    });
  },
  paid: ({ id, orderId, customer, cents, periodEndsAt }, at) => [
    event('invoice.paid', at, orderId, {
      id: orderId,
      object: 'invoice',
      customer,
      currency: 'eur',
      total: cents,
      total_excluding_tax: cents,
      amount_due: cents,
      period_end: seconds(periodEndsAt),
      parent: { type: 'subscription_details', subscription_details: { subscription: id } },
    }),
    event('invoice_payment.paid', at, `inpay_${orderId}`, {
      id: `inpay_${orderId}`,
      object: 'invoice_payment',
      invoice: orderId,
      payment: { type: 'payment_intent', payment_intent: `pi_${orderId}` },
      status: 'paid',
    }),
  ],
};

/** The shops of the town that have subscriptions. */
export const subscriptionPosts: Readonly<Record<string, SubscriptionPosts>> = {
  'demo-store': store,
  'demo-stripe': stripe,
};

function message(type: string, at: number, data: object): Post {
  return { topic: type, body: { type, timestamp: iso(at), data } };
}

function event(type: string, at: number, id: string, object: object): Post {
  const body = {
    id: `evt_${id}_${type.replaceAll('.', '_')}`,
    object: 'event',
    api_version: '2025-04-30.basil',
    created: seconds(at),
    livemode: false,
    type,
    data: { object },
  };
  return { topic: type, body };
}

function seconds(at: number): number {
  return Math.floor(at / 1_000);
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
