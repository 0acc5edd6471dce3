import * as z from 'zod/mini';
import { identifier } from '../../events/fields.ts';
import { type Endpoint, expected, type Patience, type Question, shopHttp } from '../api/http.ts';
import { gather, type OnRefused } from '../api/listing.ts';
import { type ShopApi, ShopUnavailable } from '../api/shop-api.ts';
import { epochSeconds, occurredAt } from '../occurred-at.ts';
import type { ShopEvent } from '../platform.ts';
import type { ShopSettings } from '../shop-settings.ts';
import { eventTypes, readEvent, readObject } from './webhooks.ts';

/** As many as Stripe lists at once. */
const PAGE_SIZE = '100';

export function stripeEndpoint(shop: ShopSettings, token: string, baseUrl?: string) {
  return {
    baseUrl: `${baseUrl ?? 'https://api.stripe.com'}/v1`,
    headers: {
      authorization: `Bearer ${token}`,
      ...(shop.apiVersion !== undefined && { 'stripe-version': shop.apiVersion }),
    },
  };
}

/**
 * Stripe's API. It lists the very events that webhooks bring, for 30 days, so that what is listed is
 * read as what is delivered. Events have the API version that was the account's own when they
 * happened: where a shop's endpoint is pinned to another, they are refused here as they would be
 * there, and the account is to be set to that version.
 */
export function stripeApi(
  shop: ShopSettings,
  endpoint: Endpoint,
  patience: Patience,
  onRefused: OnRefused,
): ShopApi {
  const question = shopHttp(endpoint, patience);

  async function tell(seen: readonly Seen[], at: number): Promise<readonly ShopEvent[]> {
    const counted = seen.filter(({ object }) => shop.testMode === true || isLive(object));
    const read = ({ object, type, since }: Seen) => [
      readObject(object, type, occurredAt(since, at), shop),
    ];
    return (await gather(counted, read, onRefused)).events;
  }

  return {
    async changes(since, until, from) {
      const answer = await question().get('events', {
        'created[gte]': String(Math.floor(since / 1000)),
        'created[lte]': String(Math.ceil(until / 1000)),
        'types[]': eventTypes,
        limit: PAGE_SIZE,
        ...(from !== undefined && { starting_after: from }),
      });
      const { data, has_more } = expected(page, answer?.json, 'a list of events');
      const gathered = await gather(data, (one) => [readEvent(one, shop, until)], onRefused);
      if (!has_more) return gathered;
      const { id: next } = expected(identified, data.at(-1), 'an event');
      if (next === from) throw new ShopUnavailable('the shop gave the same page twice');
      return { ...gathered, next };
    },

    async order(orderId, at) {
      const asking = question();
      const seen = orderId.startsWith('in_')
        ? await invoiceOf(asking, orderId)
        : await paymentOf(asking, orderId);
      if (seen === undefined) return undefined;
      const events = await tell(seen, at);
      // Refunds name payments, also those of an invoice.
      const payments = orderId.startsWith('pi_')
        ? [orderId]
        : events.flatMap((event) =>
            event.name === 'order.paid' ? (event.detail.payments ?? []) : [],
          );
      const refunds = await Promise.all(payments.map((payment) => refundsOf(asking, payment)));
      return [...events, ...(await tell(refunds.flat(), at))];
    },

    async subscription(subscriptionId, at) {
      const answer = await question().get(`subscriptions/${encodeURIComponent(subscriptionId)}`);
      if (answer === undefined) return undefined;
      const type = 'customer.subscription.updated';
      return tell([{ id: subscriptionId, object: answer.json, type, since: at }], at);
    },
  };
}

/** An object as an event of that type would have brought it. */
interface Seen {
  readonly id: string;
  readonly object: unknown;
  readonly type: string;
  /** When that was, as epoch milliseconds. */
  readonly since: number;
}

const page = z.object({
  data: z.array(z.unknown()).check(z.maxLength(100)),
  has_more: z.boolean(),
});

const identified = z.object({ id: identifier });

const lively = z.object({ livemode: z.literal(false) });

/** What does not say, such as a refund, is of the mode that the key is for. */
const isLive = (object: unknown): boolean => !lively.safeParse(object).success;

const intent = z.object({
  created: epochSeconds,
  latest_charge: z.nullish(z.union([z.string(), z.object({ created: epochSeconds })])),
});

/** The Checkout session of a payment, which was paid when its charge was made. */
async function paymentOf(asking: Question, id: string): Promise<readonly Seen[] | undefined> {
  const type = 'checkout.session.completed';
  if (id.startsWith('cs_')) {
    const session = await asking.get(`checkout/sessions/${encodeURIComponent(id)}`);
    if (session === undefined) return undefined;
    const { created: since } = expected(dated, session.json, 'a session');
    return [{ id, object: session.json, type, since }];
  }
  const payment = await asking.get(`payment_intents/${encodeURIComponent(id)}`, {
    'expand[]': 'latest_charge',
  });
  if (payment === undefined) return undefined;
  const { created, latest_charge: charge } = expected(intent, payment.json, 'a payment intent');
  const since = typeof charge === 'object' ? (charge?.created ?? created) : created;
  const answer = await asking.get('checkout/sessions', { payment_intent: id });
  const { data } = expected(page, answer?.json, 'a list of sessions');
  return data.map((object) => ({ id, object, type, since }));
}

const dated = z.object({ created: epochSeconds });

const invoice = z.object({
  status: z.nullish(z.string()),
  created: epochSeconds,
  status_transitions: z.nullish(z.object({ paid_at: z.nullish(epochSeconds) })),
});

async function invoiceOf(asking: Question, id: string): Promise<readonly Seen[] | undefined> {
  const answer = await asking.get(`invoices/${encodeURIComponent(id)}`, { 'expand[]': 'payments' });
  if (answer === undefined) return undefined;
  const { status, created, status_transitions } = expected(invoice, answer.json, 'an invoice');
  if (status !== 'paid') return [];
  const since = status_transitions?.paid_at ?? created;
  return [{ id, object: answer.json, type: 'invoice.paid', since }];
}

async function refundsOf(asking: Question, payment: string): Promise<readonly Seen[]> {
  const answer = await asking.get('refunds', { payment_intent: payment, limit: PAGE_SIZE });
  const { data } = expected(page, answer?.json, 'a list of refunds');
  return data.map((object) => {
    const { created: since } = expected(dated, object, 'a refund');
    return { id: payment, object, type: 'refund.updated', since };
  });
}
