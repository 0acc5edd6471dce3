import * as z from 'zod/mini';
import { identifier } from '../events/fields.ts';
import { readAs, readJson } from './body.ts';
import { isoCurrency, perCurrency } from './money.ts';
import { epochSeconds, occurredAt } from './occurred-at.ts';
import { orderLines } from './order-lists.ts';
import {
  malformed,
  type Platform,
  type Reading,
  type ShopEvent,
  told,
  unauthorized,
} from './platform.ts';
import type { ShopSettings } from './shop-settings.ts';
import { hmacSha256, signatureMatches, timelySignature } from './signature.ts';
import { stripeAmount } from './stripe-amount.ts';

/**
 * Stripe, by a webhook endpoint with snapshot events, for payments through Checkout. The order is
 * the payment intent, since that is what refunds name; subscriptions are not read here.
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
    if (!json.ok) return json;
    const read = readAs(stripeEvent, json.value, 'a Stripe event');
    if (!read.ok) return read;
    const event = read.value;
    const readObject = readers.get(event.type);
    if (readObject === undefined) return told();
    if (!event.livemode && shop.testMode !== true) return told();
    return (
      refusedVersion(event.api_version ?? undefined, shop) ??
      readObject(event.data.object, event.type, occurredAt(event.created, delivery.receivedAt))
    );
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

/** Fields move between API versions, so that an unexpected version is not read at all. */
function refusedVersion(version: string | undefined, shop: ShopSettings) {
  if (version === undefined) {
    return shop.testMode === true ? undefined : malformed('The event has no api_version.');
  }
  if (shop.apiVersion === undefined || version === shop.apiVersion) return undefined;
  return malformed('The event is of another api_version than this shop is configured for.');
}

type ReadObject = (object: unknown, type: string, at: string) => Reading;

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
]);

/** Stripe writes currencies in small letters. */
const lowerCaseCurrency = z.pipe(
  z.pipe(
    z.string(),
    z.transform((code: string) => code.toUpperCase()),
  ),
  isoCurrency,
);

const priced = z.object({ currency: lowerCaseCurrency });

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
  const money = readAs(priced, object, type);
  if (!money.ok) return money;
  const { currency } = money.value;
  const read = readAs(paidSession(currency), object, type);
  if (!read.ok) return read;
  const session = read.value;
  const orderId = session.payment_intent ?? session.id;
  const { goods, shipping } = partsOf(session);
  return told({
    name: 'order.paid',
    detail: {
      orderId,
      orderNumber: orderId,
      customer: session.customer ?? session.client_reference_id ?? undefined,
      currency,
      totalMinor: session.amount_total,
      shippingMinor: Math.min(shipping, session.amount_total),
      earningBaseMinor: Math.max(0, goods),
      discountCodes: [],
      lines: orderLines(linesOf(session)),
      occurredAt: at,
    },
  });
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

const refundState = z.object({
  object: z.literal('refund'),
  id: identifier,
  status: z.nullish(z.string()),
  payment_intent: z.nullish(identifier),
  currency: lowerCaseCurrency,
});

const refundAmount = perCurrency((currency) => z.object({ amount: stripeAmount(currency) }));

function readRefund(object: unknown, type: string, at: string): Reading {
  return readRefundOf(undefined, object, type, at);
}

/** A refund counts once it has succeeded. Stripe does not say how much of it is for shipping. */
function readRefundOf(
  payment: string | undefined,
  object: unknown,
  type: string,
  at: string,
): Reading {
  const state = readAs(refundState, object, type);
  if (!state.ok) return state;
  const { id, status, currency } = state.value;
  const orderId = state.value.payment_intent ?? payment;
  // A payment without an intent did not come through Checkout, so it has never been an order.
  if (status !== 'succeeded' || orderId === undefined) return told();
  const read = readAs(refundAmount(currency), object, type);
  if (!read.ok) return read;
  return told({
    name: 'order.refunded',
    detail: {
      orderId,
      refundId: id,
      currency,
      amountMinor: read.value.amount,
      shippingMinor: 0,
      occurredAt: at,
    },
  });
}

/** What a refund ends in that gives no money back. */
const UNDONE: readonly unknown[] = ['failed', 'canceled'];

/**
 * A refund that has changed: it has succeeded, or it fails or is called off, which it may weeks after
 * it succeeded. Whether it ever counted only the ledger knows.
 */
function readRefundChange(object: unknown, type: string, at: string): Reading {
  const state = readAs(refundState, object, type);
  if (!state.ok) return state;
  const { id: refundId, status, payment_intent: orderId } = state.value;
  if (!UNDONE.includes(status)) return readRefund(object, type, at);
  if (orderId === undefined || orderId === null) return told();
  return told({ name: 'order.refund-reversed', detail: { orderId, refundId, occurredAt: at } });
}

const charge = z.object({
  object: z.optional(z.literal('charge')),
  id: identifier,
  payment_intent: z.nullish(identifier),
  refunds: z.nullish(z.object({ data: z.array(z.unknown()).check(z.maxLength(100)) })),
});

/**
 * A charge counts only through the refunds inside it, by their ids: its own `amount_refunded` grows
 * with each of them. Since API version 2022-11-15 they are no longer inside; `refund.created` tells
 * of them then.
 */
function readCharge(object: unknown, type: string, at: string): Reading {
  const read = readAs(charge, object, type);
  if (!read.ok) return read;
  const events: ShopEvent[] = [];
  for (const refund of read.value.refunds?.data ?? []) {
    const reading = readRefundOf(read.value.payment_intent ?? undefined, refund, type, at);
    if (!reading.ok) return reading;
    events.push(...reading.events);
  }
  return told(...events);
}
