import * as z from 'zod/mini';
import { identifier } from '../../events/fields.ts';
import { readAs, readJson } from '../body.ts';
import { customerTold, emailIn, firstSaid, fullName } from '../customer-told.ts';
import { amountsIn, perCurrency, pricedIn, sum } from '../money.ts';
import { occurredAt, offsetInstant } from '../occurred-at.ts';
import { discountCodes, orderLines } from '../order-lists.ts';
import { malformed, type Platform, type Reading, told, unauthorized } from '../platform.ts';
import type { ShopSettings } from '../shop-settings.ts';
import { hmacSha256, signatureMatches } from '../signature.ts';
import { readDataRequest, readRedaction, readShopRedaction } from './customer.ts';
import { readRefund } from './refund.ts';
import { readBillingAttempt, readContract } from './subscription.ts';

/**
 * Shopify, by the webhooks of an app. Only the body is signed: topic and shop come in headers that
 * anyone could have written, so the body must be what the topic says. No time is signed either;
 * what a replay says a second time is in the ledger already.
 */
export const shopify: Platform = {
  verify(delivery, shop, secrets) {
    const signature = delivery.header('x-shopify-hmac-sha256');
    if (signature === undefined) return unauthorized('X-Shopify-Hmac-Sha256 is missing.');
    if (shop.domain !== undefined && delivery.header('x-shopify-shop-domain') !== shop.domain) {
      return unauthorized('X-Shopify-Shop-Domain does not name this shop.');
    }
    return signatureMatches(
      [signature],
      secrets.map((secret) => hmacSha256(secret, 'base64', delivery.body)),
    );
  },

  normalise(delivery, shop) {
    const topic = delivery.header('x-shopify-topic');
    if (topic === undefined) return malformed('X-Shopify-Topic is missing.');
    if (!topics.has(topic)) return told();
    const json = readJson(delivery.body);
    return json.ok ? readTopic(topic, json.value, shop, delivery.receivedAt) : json;
  },

  sign: (secret, { body, topic, id }) => ({
    'x-shopify-topic': topic,
    'x-shopify-webhook-id': id,
    'x-shopify-hmac-sha256': hmacSha256(secret, 'base64', body),
  }),
};

type ReadTopic = (json: unknown, shop: ShopSettings, receivedAt: number) => Reading;

const topics: ReadonlyMap<string, ReadTopic> = new Map([
  ['orders/paid', readPaid],
  ['orders/cancelled', readCancelled],
  ['refunds/create', readRefund],
  ['subscription_contracts/create', readContract],
  ['subscription_contracts/update', readContract],
  ['subscription_contracts/activate', readContract],
  ['subscription_contracts/pause', readContract],
  ['subscription_contracts/cancel', readContract],
  ['subscription_contracts/expire', readContract],
  ['subscription_contracts/fail', readContract],
  ['subscription_billing_attempts/success', readBillingAttempt],
  ['subscription_billing_attempts/failure', readBillingAttempt],
  ['customers/data_request', readDataRequest],
  ['customers/redact', readRedaction],
  ['shop/redact', readShopRedaction],
]);

/** Reads a body as its topic has it; of other topics nothing is told. */
export function readTopic(
  topic: string,
  json: unknown,
  shop: ShopSettings,
  receivedAt: number,
): Reading {
  return topics.get(topic)?.(json, shop, receivedAt) ?? told();
}

/** The financial states of an order that has been paid in full, whatever came after. */
export const paidStates: ReadonlySet<string> = new Set(['paid', 'partially_refunded', 'refunded']);

const orderState = {
  id: identifier,
  test: z.nullish(z.boolean()),
  financial_status: z.nullish(z.string()),
};

/** How somebody can be reached; `null` where the app may not know. */
const reached = { email: z.optional(z.unknown()), phone: z.optional(z.unknown()) };

const paidOrder = perCurrency((currency) => {
  const { amount } = amountsIn(currency);
  /** Points are reckoned in the shop's money, not in what the buyer was shown. */
  const money = z.pipe(
    z.object({ shop_money: z.object({ amount }) }),
    z.transform(({ shop_money }) => shop_money.amount),
  );
  const charge = {
    price_set: money,
    discount_allocations: z.nullish(z.array(z.object({ amount_set: money }))),
    tax_lines: z.nullish(z.array(z.object({ price_set: money }))),
  };
  return z.object({
    ...orderState,
    financial_status: z.nullish(
      z.string().check(z.refine((state) => paidStates.has(state), 'is not that of a paid order')),
    ),
    name: z.nullish(z.string()),
    processed_at: offsetInstant,
    ...reached,
    customer_locale: z.optional(z.unknown()),
    contact_email: z.optional(z.unknown()),
    customer: z.nullish(
      z.object({
        id: z.nullish(identifier),
        ...reached,
        first_name: z.optional(z.unknown()),
        last_name: z.optional(z.unknown()),
      }),
    ),
    total_price: amount,
    total_shipping_price_set: z.nullish(money),
    taxes_included: z.nullish(z.boolean()),
    shipping_lines: z.nullish(z.array(z.object(charge)).check(z.maxLength(100))),
    line_items: z
      .array(
        z.object({
          ...charge,
          quantity: z.pipe(
            z.string().check(z.regex(/^\d{1,6}$/, 'is not a whole number')),
            z.transform(Number),
          ),
          gift_card: z.nullish(z.boolean()),
          product_id: z.nullish(z.string()),
        }),
      )
      .check(z.maxLength(1000)),
    discount_codes: z.nullish(z.array(z.object({ code: z.nullish(z.string()) }))),
    payment_gateway_names: z.nullish(z.array(z.string())),
  });
});

type PaidOrder = z.infer<ReturnType<typeof paidOrder>>;

function readPaid(json: unknown, shop: ShopSettings, receivedAt: number): Reading {
  const priced = readAs(pricedIn, json, 'orders/paid');
  if (!priced.ok) return priced;
  const { currency } = priced.value;
  const read = readAs(paidOrder(currency), json, 'orders/paid');
  if (!read.ok) return read;
  const order = read.value;
  if (order.test === true && shop.testMode !== true) return told();
  const goods = goodsOf(order);
  const contact = contactOf(order);
  const at = occurredAt(order.processed_at, receivedAt);
  return told(
    {
      name: 'order.paid',
      detail: {
        orderId: order.id,
        orderNumber: identifier.safeParse(order.name).data ?? order.id,
        customer: order.customer?.id ?? undefined,
        email: emailIn(contact),
        currency,
        totalMinor: order.total_price,
        shippingMinor: Math.min(shippingOf(order), order.total_price),
        earningBaseMinor: sum(goods.map(({ netMinor }) => netMinor)),
        discountCodes: discountCodes((order.discount_codes ?? []).map(({ code }) => code)),
        lines: orderLines(goods),
        occurredAt: at,
      },
    },
    ...customerTold(order.customer?.id, contact, order.processed_at, at),
  );
}

function contactOf({ email, contact_email, phone, customer, customer_locale }: PaidOrder) {
  return {
    email: firstSaid(email, contact_email, customer?.email),
    phone: firstSaid(phone, customer?.phone),
    name: fullName(customer?.first_name, customer?.last_name),
    language: customer_locale,
  };
}

/**
 * What an order earns on: its goods, line by line, after discounts and without tax. The body's own
 * subtotals will not do: `subtotal_price` knows no order-wide discounts, and `current_*` shrinks
 * with every refund, which takes its points by itself.
 *
 * Selling a gift card earns nothing, and neither does what is paid with one. The body names the
 * gateways that took part but not the part of each: an order that gift cards paid alone is known
 * by it, one that they paid in part is not, and earns on the whole.
 */
function goodsOf(order: PaidOrder) {
  const gateways = order.payment_gateway_names ?? [];
  if (gateways.length > 0 && gateways.every((gateway) => gateway === 'gift_card')) return [];
  const goods = order.line_items.filter((line) => line.gift_card !== true);
  return goods.map((line) => {
    const { product_id: productId, quantity } = line;
    const tax = order.taxes_included === true ? taxOf(line) : 0;
    const netMinor = Math.max(0, line.price_set * quantity - discountOf(line) - tax);
    return { productId, quantity, netMinor };
  });
}

/**
 * The shipping within the total: after discounts and with its tax. `total_shipping_price_set`
 * leaves discounts out, so it serves only where the lines are not told.
 */
function shippingOf(order: PaidOrder): number {
  if (!order.shipping_lines) return order.total_shipping_price_set ?? 0;
  return sum(
    order.shipping_lines.map((line) => {
      const tax = order.taxes_included === true ? 0 : taxOf(line);
      return Math.max(0, line.price_set - discountOf(line) + tax);
    }),
  );
}

type Charge = Pick<PaidOrder['line_items'][number], 'discount_allocations' | 'tax_lines'>;

const discountOf = (charge: Charge): number =>
  sum((charge.discount_allocations ?? []).map(({ amount_set }) => amount_set));

const taxOf = (charge: Charge): number =>
  sum((charge.tax_lines ?? []).map(({ price_set }) => price_set));

const cancelledOrder = z.object({ ...orderState, cancelled_at: offsetInstant });

/** An order that was called off before it was paid never earned, so nothing is told of it. */
function readCancelled(json: unknown, shop: ShopSettings, receivedAt: number): Reading {
  const read = readAs(cancelledOrder, json, 'orders/cancelled');
  if (!read.ok) return read;
  const order = read.value;
  if (order.test === true && shop.testMode !== true) return told();
  if (order.financial_status && !paidStates.has(order.financial_status)) return told();
  return told({
    name: 'order.cancelled',
    detail: { orderId: order.id, occurredAt: occurredAt(order.cancelled_at, receivedAt) },
  });
}
