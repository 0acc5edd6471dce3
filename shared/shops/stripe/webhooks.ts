import * as z from 'zod/mini';
import { identifier } from '../../events/fields.ts';
import { readAs, readJson } from '../body.ts';
import { customerTold, emailIn } from '../customer-told.ts';
import { perCurrency } from '../money.ts';
import { epochSeconds, occurredAt } from '../occurred-at.ts';
import { orderLines } from '../order-lists.ts';
import {
  malformed,
  type Platform,
  type Reading,
  type ShopEvent,
  told,
  unauthorized,
} from '../platform.ts';
import type { ShopSettings } from '../shop-settings.ts';
import { hmacSha256, signatureMatches, timelySignature } from '../signature.ts';
import { stripeAmount, stripePriced } from './amount.ts';
import { contactOfStripe, reachedByStripe } from './contact.ts';
import { readInvoice, readInvoicePayment, readUpcomingInvoice } from './invoice.ts';
import { readCharge, readRefund, readRefundChange } from './refund.ts';
import { readSubscription } from './subscription.ts';

/**
 * Stripe, by a webhook endpoint with snapshot events. Each payment earns from one source: one
 * through Checkout under its payment intent, which is what refunds name, and one of a subscription
 * under its invoice.
 */
export const stripe: Platform = {
  verify(delivery, _shop, secrets) {
    const header = delivery.header('stripe-signature');
    if (header === undefined) return unauthorized('Stripe-Signature is missing.');
    const items = header.split(',').map((item) => item.trim());
    const valuesOf = (key: string) =>
      items.filter((item) => item.startsWith(`${key}=`)).map((item) => item.slice(key.length + 1));
    const [time] = valuesOf('t');
    if (time === undefined) return unauthorized('Stripe-Signature has no time.');
    const timely = timelySignature(time, delivery.receivedAt);
    if (!timely.ok) return timely;
    return signatureMatches(
      valuesOf('v1'),
      secrets.map((secret) => signatureOf(secret, time, delivery.body)),
    );
  },

  normalise(delivery, shop) {
    const json = readJson(delivery.body);
    return json.ok ? readEvent(json.value, shop, delivery.receivedAt) : json;
  },

  sign(secret, { body, at }) {
    const time = String(Math.floor(at / 1000));
    return { 'stripe-signature': `t=${time},v1=${signatureOf(secret, time, body)}` };
  },
};

/** The key is the secret's text as it stands, with its `whsec_` and undecoded. */
function signatureOf(secret: string, time: string, body: string | Buffer): string {
  return hmacSha256(secret, 'hex', `${time}.`, body);
}

const stripeEvent = z.object({
  object: z.literal('event', 'is not event: point a snapshot destination here, not a thin one'),
  type: z.string(),
  created: epochSeconds,
  livemode: z.boolean(),
  api_version: z.nullish(z.string()),
  data: z.object({ object: z.unknown() }),
});

/** Reads an event, as a webhook brings it and as the API lists it. */
export function readEvent(json: unknown, shop: ShopSettings, receivedAt: number): Reading {
  const read = readAs(stripeEvent, json, 'a Stripe event');
  if (!read.ok) return read;
  const { type, created, livemode, api_version, data } = read.value;
  if (!readers.has(type)) return told();
  if (!livemode && shop.testMode !== true) return told();
  return (
    refusedVersion(api_version ?? undefined, shop) ??
    readObject(data.object, type, occurredAt(created, receivedAt), shop)
  );
}

/** Fields move between API versions, so that an unexpected version is not read at all. */
function refusedVersion(version: string | undefined, shop: ShopSettings) {
  if (version === undefined) {
    return shop.testMode === true ? undefined : malformed('The event has no api_version.');
  }
  if (shop.apiVersion === undefined || version === shop.apiVersion) return undefined;
  return malformed('The event is of another api_version than this shop is configured for.');
}

type ReadObject = (object: unknown, type: string, at: string, shop: ShopSettings) => Reading;

/** What each type of event is read as; of others nothing is told. */
const readers: ReadonlyMap<string, ReadObject> = new Map([
  ['checkout.session.completed', readSession],
  ['checkout.session.async_payment_succeeded', readSession],
  ['refund.created', readRefund],
  ['refund.updated', readRefundChange],
  ['refund.failed', readRefundChange],
  // As some API versions before 2024-10-28 call it.
  ['charge.refund.updated', readRefundChange],
  ['charge.refunded', readCharge],
  ['invoice.paid', readInvoice],
  ['invoice_payment.paid', readInvoicePayment],
  ['invoice.upcoming', readUpcomingInvoice],
  ['customer.subscription.created', readSubscription],
  ['customer.subscription.updated', readSubscription],
  ['customer.subscription.deleted', readSubscription],
  ['customer.subscription.paused', readSubscription],
  ['customer.subscription.resumed', readSubscription],
  ['customer.subscription.trial_will_end', readSubscription],
]);

/** The types of event that are read. */
export const eventTypes: readonly string[] = [...readers.keys()];

/** Reads an object as an event of that type would bring it. */
export const readObject: ReadObject = (object, type, at, shop) =>
  readers.get(type)?.(object, type, at, shop) ?? told();

const sessionState = z.object({
  object: z.literal('checkout.session'),
  mode: z.string(),
  payment_status: z.string(),
});

const paidSession = perCurrency((currency) => {
  const amount = stripeAmount(currency);
  return z.object({
    id: identifier,
    payment_intent: z.nullish(identifier),
    customer: z.nullish(identifier),
    client_reference_id: z.nullish(identifier),
    ...reachedByStripe,
    amount_total: amount,
    total_details: z.nullish(
      z.object({ amount_tax: z.nullish(amount), amount_shipping: z.nullish(amount) }),
    ),
    shipping_cost: z.nullish(z.object({ amount_total: amount, amount_tax: amount })),
    line_items: z.nullish(
      z.object({
        data: z
          .array(
            z.object({
              quantity: z.nullish(z.string().check(z.regex(/^\d{1,6}$/, 'is not a whole number'))),
              amount_total: amount,
              amount_tax: z.nullish(amount),
              price: z.nullish(
                z.object({
                  product: z.nullish(z.union([z.string(), z.object({ id: z.string() })])),
                }),
              ),
            }),
          )
          .check(z.maxLength(1000)),
      }),
    ),
  });
});

/**
 * A Checkout session whose payment has come in. The customer is Stripe's where there is one, and
 * else the shop's own id in `client_reference_id`. A session without a payment intent, since there
 * was nothing to pay, is an order by its own id. Its line items are in the
 * event only where a shop puts them there: without them products earn like any others.
 */
function readSession(object: unknown, type: string, at: string): Reading {
  const state = readAs(sessionState, object, type);
  if (!state.ok) return state;
  if (state.value.mode !== 'payment' || state.value.payment_status !== 'paid') return told();
  const money = readAs(stripePriced, object, type);
  if (!money.ok) return money;
  const { currency } = money.value;
  const read = readAs(paidSession(currency), object, type);
  if (!read.ok) return read;
  const session = read.value;
  const orderId = session.payment_intent ?? session.id;
  const { goods, shipping } = partsOf(session);
  const contact = contactOfStripe(session);
  const customer = session.customer ?? session.client_reference_id ?? undefined;
  const paid: ShopEvent = {
    name: 'order.paid',
    detail: {
      orderId,
      orderNumber: orderId,
      customer,
      email: emailIn(contact),
      currency,
      totalMinor: session.amount_total,
      shippingMinor: Math.min(shipping, session.amount_total),
      earningBaseMinor: Math.max(0, goods),
      discountCodes: [],
      lines: orderLines(linesOf(session)),
      occurredAt: at,
    },
  };
  return told(paid, ...customerTold(customer, contact, Date.parse(at), at));
}

/**
 * The goods and the shipping within a session's total, which is after discounts. The tax on the
 * shipping is part of all tax, so with both in hand it must come off only once: goods = total -
 * shipping with its tax - the rest of the tax.
 */
function partsOf(session: z.infer<ReturnType<typeof paidSession>>) {
  const tax = session.total_details?.amount_tax ?? 0;
  const shipping =
    session.shipping_cost?.amount_total ?? session.total_details?.amount_shipping ?? 0;
  const shippingTax = session.shipping_cost?.amount_tax ?? 0;
  return { goods: session.amount_total - shipping - (tax - shippingTax), shipping };
}

/** What each line costs after discounts and without its tax. */
function linesOf({ line_items }: z.infer<ReturnType<typeof paidSession>>) {
  return (line_items?.data ?? []).map(({ quantity, amount_total, amount_tax, price }) => {
    const product = price?.product;
    return {
      productId: typeof product === 'object' ? product?.id : product,
      quantity: Number(quantity ?? 1),
      netMinor: amount_total - (amount_tax ?? 0),
    };
  });
}
