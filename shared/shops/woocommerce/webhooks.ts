import * as z from 'zod/mini';
import { identifier } from '../../events/fields.ts';
import { readAs, readJson } from '../body.ts';
import { customerRequest, requestOfDay } from '../customer-request.ts';
import { customerTold, emailIn, fullName } from '../customer-told.ts';
import { amountsIn, perCurrency, pricedIn, sum } from '../money.ts';
import { occurredAt, unmarkedUtcInstant } from '../occurred-at.ts';
import { discountCodes, orderLines } from '../order-lists.ts';
import {
  type Delivery,
  malformed,
  type Platform,
  type Reading,
  type ShopEvent,
  told,
  unauthorized,
} from '../platform.ts';
import { hmacSha256, signatureMatches } from '../signature.ts';

/**
 * WooCommerce, by its own webhooks. There is no topic for payment or refund: an order's body, as it
 * is at the time of delivery, says by its status what has become of it. Of a partial refund it
 * names the sum but not how much of that is shipping, so that the shop has to be asked. No time is
 * signed.
 */
export const woocommerce: Platform = {
  /** A new webhook says hello with `webhook_id=N`, unsigned, and takes nothing but 200. */
  ping: (delivery) =>
    delivery.header('x-wc-webhook-signature') === undefined &&
    /^webhook_id=\d{1,20}$/.test(delivery.body.subarray(0, 40).toString('latin1')),

  verify(delivery, shop, secrets) {
    const signature = delivery.header('x-wc-webhook-signature');
    if (signature === undefined) return unauthorized('X-WC-Webhook-Signature is missing.');
    if (shop.domain !== undefined && sourceOf(delivery) !== shop.domain) {
      return unauthorized('X-WC-Webhook-Source does not name this shop.');
    }
    return signatureMatches(
      [signature],
      secrets.map((secret) => hmacSha256(secret, 'base64', delivery.body)),
    );
  },

  normalise(delivery) {
    const topic = delivery.header('x-wc-webhook-topic');
    if (topic === undefined) return malformed('X-WC-Webhook-Topic is missing.');
    if (!orderTopics.has(topic) && topic !== CUSTOMER_DELETED) return told();
    const json = readJson(delivery.body);
    if (!json.ok) return json;
    return topic === CUSTOMER_DELETED
      ? readDeletedCustomer(json.value, delivery.receivedAt)
      : readOrder(json.value, topic, delivery.receivedAt);
  },

  sign: (secret, { body, topic, id }) => ({
    'x-wc-webhook-topic': topic,
    'x-wc-webhook-delivery-id': id,
    'x-wc-webhook-signature': hmacSha256(secret, 'base64', body),
  }),
};

/** The host of `X-WC-Webhook-Source`, which is the shop's address. */
function sourceOf(delivery: Delivery): string | undefined {
  return URL.parse(delivery.header('x-wc-webhook-source') ?? '')?.host;
}

/** The topics whose body is a whole order; `order.deleted` carries an id alone. */
const orderTopics: ReadonlySet<string> = new Set(['order.created', 'order.updated']);

/** The nearest that WooCommerce has to a request to be forgotten; its body is an id alone. */
const CUSTOMER_DELETED = 'customer.deleted';

const deletedCustomer = z.object({ id: identifier });

function readDeletedCustomer(json: unknown, receivedAt: number): Reading {
  const read = readAs(deletedCustomer, json, CUSTOMER_DELETED);
  if (!read.ok) return read;
  return told(
    ...customerRequest('customer.redacted', {
      requestId: requestOfDay(CUSTOMER_DELETED, receivedAt),
      customer: read.value.id,
      orders: [],
      occurredAt: occurredAt(receivedAt, receivedAt),
    }),
  );
}

/** What an order of each status tells; one of any other status tells nothing yet. */
const toldByStatus: ReadonlyMap<string, 'order.paid' | 'order.cancelled'> = new Map([
  ['processing', 'order.paid'],
  ['completed', 'order.paid'],
  ['cancelled', 'order.cancelled'],
  ['refunded', 'order.cancelled'],
]);

const orderState = z.object({
  id: identifier,
  status: z.string(),
  date_paid_gmt: z.nullish(unmarkedUtcInstant),
  date_completed_gmt: z.nullish(unmarkedUtcInstant),
  date_modified_gmt: unmarkedUtcInstant,
  refunds: z.nullish(z.array(z.unknown()).check(z.maxLength(1000))),
});

type OrderState = z.infer<typeof orderState>;

/** Shops sell by weight too: a part of a piece is none. An odd quantity is no reason to lose an order. */
const pieces = z.pipe(
  z.string().check(z.regex(/^\d{1,6}(\.\d{1,6})?$/, 'is not a quantity')),
  z.transform((written: string) => Math.floor(Number(written))),
);

/** Whom the bill is for; whatever is odd in it is no reason to lose an order. */
const billing = z.catch(
  z.nullish(
    z.object({
      email: z.optional(z.unknown()),
      phone: z.optional(z.unknown()),
      first_name: z.optional(z.unknown()),
      last_name: z.optional(z.unknown()),
    }),
  ),
  undefined,
);

const paidOrder = perCurrency((currency) => {
  const { amount, signed } = amountsIn(currency);
  return z.object({
    number: z.nullish(z.string()),
    customer_id: identifier,
    billing,
    total: amount,
    shipping_total: amount,
    shipping_tax: amount,
    line_items: z
      .array(
        z.object({
          total: signed,
          product_id: z.nullish(z.string()),
          quantity: z.nullish(z.catch(pieces, 1)),
        }),
      )
      .check(z.maxLength(1000)),
    fee_lines: z.nullish(z.array(z.object({ total: signed })).check(z.maxLength(1000))),
    coupon_lines: z.nullish(z.array(z.object({ code: z.nullish(z.string()) }))),
  });
});

/** What an order is by its body: the newest that can be said of it. */
function readOrder(json: unknown, topic: string, receivedAt: number): Reading {
  const read = readAs(orderState, json, topic);
  if (!read.ok) return read;
  const state = read.value;
  const name = toldByStatus.get(state.status);
  if (name === undefined || !isPaid(state)) return told();
  const newest =
    name === 'order.paid' ? readPaid(json, topic, state, receivedAt) : cancelled(state, receivedAt);
  if (!newest.ok || !state.refunds?.length) return newest;
  const at = occurredAt(state.date_modified_gmt, receivedAt);
  const touched = { orderId: state.id, occurredAt: at };
  return told(...newest.events, { name: 'order.touched', detail: touched });
}

/**
 * All that an order's body says has become of it so far: that it was paid, also where it has been
 * called off since. Its refunds stand elsewhere.
 */
export function readHistory(json: unknown, receivedAt: number): readonly Reading[] {
  const read = readAs(orderState, json, 'an order');
  if (!read.ok) return [read];
  const state = read.value;
  const name = toldByStatus.get(state.status);
  if (name === undefined || !isPaid(state)) return [];
  const paid = readPaid(json, 'an order', state, receivedAt);
  return name === 'order.paid' ? [paid] : [paid, cancelled(state, receivedAt)];
}

/** Some ways to pay are confirmed by hand: then completing the order is what says it is paid. */
const paidAt = ({ date_paid_gmt, date_completed_gmt }: OrderState) =>
  date_paid_gmt ?? date_completed_gmt ?? undefined;

/** An order that was never paid never earned, so its cancellation takes nothing either. */
const isPaid = (state: OrderState) => paidAt(state) !== undefined;

function cancelled({ id, date_modified_gmt }: OrderState, receivedAt: number): Reading {
  const detail = { orderId: id, occurredAt: occurredAt(date_modified_gmt, receivedAt) };
  return told({ name: 'order.cancelled', detail });
}

function readPaid(json: unknown, topic: string, state: OrderState, receivedAt: number): Reading {
  const priced = readAs(pricedIn, json, topic);
  if (!priced.ok) return priced;
  const { currency } = priced.value;
  const read = readAs(paidOrder(currency), json, topic);
  if (!read.ok) return read;
  const order = read.value;
  const { email, phone, first_name, last_name } = order.billing ?? {};
  // WooCommerce does not say which language they read.
  const contact = { email, phone, name: fullName(first_name, last_name) };
  const customer = order.customer_id === GUEST ? undefined : order.customer_id;
  const soldAt = paidAt(state) ?? receivedAt;
  const at = occurredAt(soldAt, receivedAt);
  const paid: ShopEvent = {
    name: 'order.paid',
    detail: {
      orderId: state.id,
      orderNumber: identifier.safeParse(order.number).data ?? state.id,
      customer,
      email: emailIn(contact),
      currency,
      totalMinor: order.total,
      shippingMinor: Math.min(order.shipping_total + order.shipping_tax, order.total),
      earningBaseMinor: earningBaseOf(order),
      discountCodes: discountCodes((order.coupon_lines ?? []).map(({ code }) => code)),
      lines: orderLines(
        order.line_items.map(({ product_id: productId, quantity, total: netMinor }) => ({
          productId,
          quantity: quantity ?? 1,
          netMinor,
        })),
      ),
      occurredAt: at,
    },
  };
  return told(paid, ...customerTold(customer, contact, soldAt, at));
}

/** The customer of an order that was placed without an account. */
const GUEST = '0';

/**
 * What an order earns on: its lines, whose totals are after coupons and without tax. Fees do not
 * earn, but a negative one is how shops give a discount that is no coupon, and so it comes off.
 */
function earningBaseOf(order: z.infer<ReturnType<typeof paidOrder>>): number {
  const goods = order.line_items.map((line) => line.total);
  const discounts = (order.fee_lines ?? []).map((fee) => Math.min(0, fee.total));
  return Math.max(0, sum([...goods, ...discounts]));
}
