import type { SubscriptionAnswer, SubscriptionsAnswer } from '../../functions/members/contract.ts';
import type { SoldOrder } from '../../infra/commands/sold-order.ts';
import type { Post, Shown } from '../../infra/commands/storefront-kind.ts';
import { aCustomer, bodiesOf, newId, read, type ServingPerch, tell } from './customer.ts';

/** One moment in the life of a daily subscription: amounts in minor units of EUR, ISO instants. */
export interface Moment {
  readonly subscriptionId: string;
  readonly customer: string;
  readonly status: 'active' | 'cancelled';
  readonly priceMinor: number;
  readonly startedAt: string;
  readonly periodEndsAt: string;
  readonly at: string;
}

/** A renewal that was paid, and the names that its order and its payment go by. */
export interface PaidRenewal extends Moment {
  readonly orderId: string;
  readonly paymentId: string;
}

/** How a kind of shop tells of subscriptions. */
interface SubscriptionBodies {
  changed(moment: Moment, isNew: boolean): Post;
  /** What is told of a renewal beside that the subscription has a new period. */
  paid(renewal: PaidRenewal): readonly Post[];
  refunded(renewal: PaidRenewal, refundId: string, amountMinor: number): Post;
  /** Absent where such shops do not say what a renewal will come to. */
  announced?(moment: Moment): Post;
  /** What the shop's API shows of it; absent where it is not asked. */
  shown?(moment: Moment): Shown;
}

const PRODUCT = '632910392';

const stripe: SubscriptionBodies = {
  changed: (moment, isNew) => {
    const event = isNew ? 'created' : moment.status === 'cancelled' ? 'deleted' : 'updated';
    return stripeEvent(`customer.subscription.${event}`, moment.at, {
      id: moment.subscriptionId,
      object: 'subscription',
      customer: moment.customer,
      status: moment.status === 'cancelled' ? 'canceled' : 'active',
      created: seconds(moment.startedAt),
      start_date: seconds(moment.startedAt),
      cancel_at_period_end: false,
      collection_method: 'charge_automatically',
      ended_at: moment.status === 'cancelled' ? seconds(moment.at) : null,
      items: {
        object: 'list',
        has_more: false,
        data: [
          {
            object: 'subscription_item',
            current_period_end: seconds(moment.periodEndsAt),
            quantity: 1,
            price: {
              id: 'price_bread',
              currency: 'eur',
              nickname: 'daily',
              product: { id: PRODUCT, name: 'Bread every day' },
              recurring: { interval: 'day', interval_count: 1, usage_type: 'licensed' },
              unit_amount: moment.priceMinor,
            },
          },
        ],
      },
    });
  },
  paid: (renewal) => [
    stripeEvent('invoice.paid', renewal.at, { id: renewal.orderId, ...stripeInvoice(renewal) }),
    stripeEvent('invoice_payment.paid', renewal.at, {
      id: `inpay_${renewal.orderId}`,
      object: 'invoice_payment',
      invoice: renewal.orderId,
      payment: { type: 'payment_intent', payment_intent: renewal.paymentId },
      status: 'paid',
    }),
  ],
  refunded: ({ paymentId, at }, refundId, amount) =>
    stripeEvent('refund.created', at, {
      id: refundId,
      object: 'refund',
      amount,
      currency: 'eur',
      payment_intent: paymentId,
      status: 'succeeded',
    }),
  announced: (moment) => stripeEvent('invoice.upcoming', moment.at, stripeInvoice(moment)),
};

function stripeInvoice({ subscriptionId, customer, priceMinor, periodEndsAt }: Moment) {
  return {
    object: 'invoice',
    customer,
    currency: 'eur',
    total: priceMinor,
    total_excluding_tax: priceMinor,
    amount_due: priceMinor,
    period_end: seconds(periodEndsAt),
    parent: {
      type: 'subscription_details',
      subscription_details: { subscription: subscriptionId },
    },
  };
}

function stripeEvent(type: string, at: string, object: object): Post {
  const body = {
    id: `evt_${newId()}`,
    object: 'event',
    api_version: '2025-04-30.basil',
    created: seconds(at),
    livemode: false,
    type,
    data: { object },
  };
  return { topic: type, body };
}

function seconds(instant: string): number {
  return Math.floor(Date.parse(instant) / 1_000);
}

const store: SubscriptionBodies = {
  changed: (moment) =>
    message('subscription.changed', moment.at, {
      subscriptionId: moment.subscriptionId,
      customerId: moment.customer,
      status: moment.status,
      title: 'Bread every day',
      productId: PRODUCT,
      plan: 'daily',
      price: { currency: 'EUR', amount: decimal(moment.priceMinor) },
      every: { unit: 'day', count: 1 },
      startedAt: moment.startedAt,
      periodEndsAt: moment.status === 'cancelled' ? moment.at : moment.periodEndsAt,
      autoRenews: moment.status === 'active',
    }),
  paid: (renewal) => [bodiesOf('demo-store').paid(soldOrder(renewal))],
  refunded: (renewal, refundId, amountMinor) =>
    bodiesOf('demo-store').refunded(soldOrder(renewal), {
      refundId,
      amount: decimal(amountMinor),
      at: renewal.at,
    }),
};

function message(type: string, timestamp: string, data: object): Post {
  return { topic: type, body: { type, timestamp, data } };
}

function decimal(minor: number): string {
  return (minor / 100).toFixed(2);
}

function soldOrder({ orderId, customer, priceMinor, at }: PaidRenewal): SoldOrder {
  return {
    orderId,
    orderNumber: `#${orderId}`,
    customer,
    currency: 'EUR',
    total: decimal(priceMinor),
    lines: { [PRODUCT]: decimal(priceMinor) },
    paidAt: at,
  };
}

const shopify: SubscriptionBodies = {
  changed: ({ subscriptionId, status }, isNew) => {
    const what = isNew ? 'create' : status === 'cancelled' ? 'cancel' : 'update';
    const body = { admin_graphql_api_id: contractId(subscriptionId), id: Number(subscriptionId) };
    return { topic: `subscription_contracts/${what}`, body };
  },
  paid: (renewal) => [
    bodiesOf('demo-shopify').paid(soldOrder(renewal)),
    {
      topic: 'subscription_billing_attempts/success',
      body: {
        order_id: Number(renewal.orderId),
        admin_graphql_api_subscription_contract_id: contractId(renewal.subscriptionId),
      },
    },
  ],
  refunded: (renewal, refundId, amountMinor) =>
    bodiesOf('demo-shopify').refunded(soldOrder(renewal), {
      refundId,
      amount: decimal(amountMinor),
      at: renewal.at,
    }),
  shown: (moment) => ({
    collection: 'subscription_contracts',
    id: moment.subscriptionId,
    document: {
      id: contractId(moment.subscriptionId),
      status: moment.status === 'cancelled' ? 'CANCELLED' : 'ACTIVE',
      createdAt: moment.startedAt,
      updatedAt: moment.at,
      nextBillingDate: moment.periodEndsAt,
      lastPaymentStatus: 'SUCCEEDED',
      customer: { id: `gid://shopify/Customer/${moment.customer}` },
      billingPolicy: { interval: 'DAY', intervalCount: 1 },
      deliveryPrice: { amount: '0.0', currencyCode: 'EUR' },
      lines: {
        pageInfo: { hasNextPage: false },
        nodes: [
          {
            title: 'Bread every day',
            productId: `gid://shopify/Product/${PRODUCT}`,
            quantity: 1,
            sellingPlanName: 'daily',
            lineDiscountedPrice: { amount: decimal(moment.priceMinor), currencyCode: 'EUR' },
          },
        ],
      },
    },
  }),
};

function contractId(subscriptionId: string): string {
  return `gid://shopify/SubscriptionContract/${subscriptionId}`;
}

/** How each demo shop that has subscriptions tells of them. */
export const subscriptionBodies = {
  'demo-shopify': shopify,
  'demo-stripe': stripe,
  'demo-store': store,
} as const satisfies Record<string, SubscriptionBodies>;

const DAY = 24 * 60 * 60 * 1_000;

/** A customer of a demo shop who subscribes to something, seen through the shop and the API. */
export function aSubscriber(perch: ServingPerch, shop: keyof typeof subscriptionBodies) {
  const bodies: SubscriptionBodies = subscriptionBodies[shop];
  const customer = aCustomer(perch, shop);
  let moment: Moment = {
    subscriptionId: newId(),
    customer: customer.id,
    status: 'active',
    priceMinor: 2_400,
    startedAt: '',
    periodEndsAt: '',
    at: '',
  };
  const pass = async (changes: Partial<Moment> = {}): Promise<Moment> => {
    moment = { ...moment, at: await now(perch), ...changes };
    if (bodies.shown !== undefined) await show(perch, shop, bodies.shown(moment));
    return moment;
  };
  const later = (instant: string): string => new Date(Date.parse(instant) + DAY).toISOString();
  const tellAll = async (posts: readonly Post[]): Promise<void> => {
    for (const post of posts) await tell(perch, shop, post);
  };

  return {
    customer,
    /** Begins, or has a new period, and pays for it; all of it is told so often. */
    async pays(times: number, isNew = false): Promise<PaidRenewal> {
      const at = await now(perch);
      const next = isNew
        ? await pass({ startedAt: at, periodEndsAt: later(at) })
        : await pass({ periodEndsAt: later(moment.periodEndsAt) });
      const renewal = { ...next, orderId: newId(), paymentId: `pi_${newId()}` };
      const posts = [bodies.changed(next, isNew), ...bodies.paid(renewal)];
      for (let i = 0; i < times; i++) await tellAll(i % 2 === 0 ? posts : posts.toReversed());
      return renewal;
    },
    async getsBack(renewal: PaidRenewal, amountMinor: number): Promise<void> {
      const at = await now(perch);
      await tellAll([bodies.refunded({ ...renewal, at }, newId(), amountMinor)]);
    },
    async isDearer(priceMinor: number): Promise<void> {
      await tellAll([bodies.changed(await pass({ priceMinor }), false)]);
    },
    /** The shop says what the next renewal will come to, if shops of its kind do. */
    async isAnnounced(): Promise<void> {
      const next = await pass();
      if (bodies.announced !== undefined) await tellAll([bodies.announced(next)]);
    },
    async cancels(): Promise<void> {
      await tellAll([bodies.changed(await pass({ status: 'cancelled' }), false)]);
    },
    subscriptions: async (): Promise<readonly SubscriptionAnswer[]> => {
      const { member } = await customer.member();
      const path = `/v1/members/${member}/subscriptions`;
      return (await read<SubscriptionsAnswer>(perch, path)).subscriptions;
    },
    /** The moment that was told last. */
    last: () => moment,
  };
}

/** Has a shop's API show something. */
async function show(perch: ServingPerch, shop: string, { collection, id, document }: Shown) {
  const response = await fetch(`${perch.url}/_local/shops/${shop}/${collection}/${id}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(document),
  });
  if (!response.ok) throw new Error(`${shop} shows no ${collection}: ${response.status}`);
}

async function now(perch: ServingPerch): Promise<string> {
  // Whole seconds, for no finer time is in Stripe's events.
  return new Date(Math.floor((await perch.now()) / 1_000) * 1_000).toISOString();
}
