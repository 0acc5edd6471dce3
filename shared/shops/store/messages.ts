import * as z from 'zod/mini';
import { identifier } from '../../events/fields.ts';
import { readAs } from '../body.ts';
import { customerTold, emailIn } from '../customer-told.ts';
import { perCurrency, sum } from '../money.ts';
import { discountCodes, orderLines } from '../order-lists.ts';
import { type Reading, type ShopEvent, told } from '../platform.ts';
import type { ShopSettings } from '../shop-settings.ts';
import { customer, withoutDefault } from './customer.ts';
import { amountIn, currency, isIgnored, productId, testMark, timestamp } from './fields.ts';
import { dataRequestMessage, readDataRequest, readRedaction, redactionMessage } from './privacy.ts';
import { readSubscription, subscriptionMessage } from './subscription.ts';

/*
 * What a shop of one's own says, in the words that its developers read: these descriptions are
 * published in `standard-webhooks.schema.json`. Of the buyer, an id and how to reach
 * them are read, and no more.
 */

const orderId = identifier.check(
  z.describe('The id of the order in the shop: the same in every message about it.'),
);

const refundId = identifier.check(z.describe('The id of the refund; an order may have many.'));

const test = testMark('True for an order that nobody pays for: it does not count.');

/** A number comes here as the text that was written. */
const pieces = z.pipe(
  z
    .union([z.string().check(z.regex(/^\d{1,6}$/)), z.int().check(z.gte(0), z.lte(999_999))], {
      error: 'is not a whole number',
    })
    .check(z.describe('How many pieces the line has; 1 where it is left out.')),
  z.transform(Number),
);

const line = (currency: string) =>
  z.object({
    productId,
    quantity: z.optional(pieces),
    amount: amountIn(currency, 'What the whole line costs: after discounts, without tax.'),
    giftCard: z.optional(
      z.boolean().check(z.describe('True where the line sells a gift card: it does not earn.')),
    ),
  });

const paid = perCurrency((code) =>
  z
    .object({
      type: z.literal('order.paid'),
      timestamp,
      data: z
        .object({
          orderId,
          orderNumber: z.optional(
            identifier.check(z.describe('The number that the buyer sees, if it is not the id.')),
          ),
          customerId: z.optional(
            identifier.check(
              z.describe('The id of the customer in the shop; leave it out for a guest.'),
            ),
          ),
          customer,
          currency,
          total: amountIn(code, 'What the order costs: after discounts, with tax and shipping.'),
          shipping: z.optional(amountIn(code, 'The shipping within the total, with its tax.')),
          storeCredit: z.optional(
            amountIn(code, 'The part paid with gift cards or store credit: it does not earn.'),
          ),
          lines: z.array(line(code)).check(z.maxLength(1000)),
          discountCodes: z.optional(z.array(identifier).check(z.maxLength(1000))),
          test,
        })
        .check(
          z.refine(({ total, shipping = 0, lines }) => goodsOf(lines) + shipping <= total, {
            message: 'does not cover shipping and lines, which are without tax',
            path: ['total'],
          }),
        ),
    })
    .check(z.describe('An order has been paid in full. Send it once or many times.')),
);

const refunded = perCurrency((code) =>
  z
    .object({
      type: z.literal('order.refunded'),
      timestamp,
      data: z
        .object({
          orderId,
          refundId,
          currency,
          amount: amountIn(code, 'What this refund gave back, with tax and shipping.'),
          shipping: z.optional(amountIn(code, 'The part of the amount that is for shipping.')),
          test,
        })
        .check(
          z.refine(({ amount, shipping = 0 }) => shipping <= amount, {
            message: 'is more than the amount',
            path: ['shipping'],
          }),
        ),
    })
    .check(z.describe('Money of a paid order has gone back to the buyer.')),
);

const refundReversed = z
  .object({
    type: z.literal('order.refund-reversed'),
    timestamp,
    data: z.object({ orderId, refundId, test }),
  })
  .check(z.describe('A refund that was sent before failed, or was taken back.'));

const cancelled = z
  .object({
    type: z.literal('order.cancelled'),
    timestamp,
    data: z.object({ orderId, test }),
  })
  .check(z.describe('A paid order has been called off as a whole.'));

/** The published format. Only the reading of amounts depends on the currency, not their form. */
export function storeMessageSchema() {
  const messages = z.union([
    paid('EUR'),
    refunded('EUR'),
    refundReversed,
    cancelled,
    subscriptionMessage,
    dataRequestMessage,
    redactionMessage,
  ]);
  return {
    title: 'What a shop of your own sends to Perch',
    ...z.toJSONSchema(messages, { io: 'input', override: asItIsRead }),
  };
}

/** `date-time` says it all; the expression that checks it is no reading matter. */
function asItIsRead(part: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (part.jsonSchema.format === 'date-time') delete part.jsonSchema.pattern;
  withoutDefault(part);
}

type ReadMessage = (json: unknown, shop: ShopSettings, at: string) => Reading;

/** How a message of each type is read; of others nothing is told. */
export const readers: ReadonlyMap<string, ReadMessage> = new Map([
  ['order.paid', readPaid],
  ['order.refunded', readRefunded],
  ['order.refund-reversed', readRefundReversed],
  ['order.cancelled', readCancelled],
  ['subscription.changed', readSubscription],
  ['customer.data-requested', readDataRequest],
  ['customer.redacted', readRedaction],
]);

const priced = z.object({ data: z.object({ currency }) });

function readPaid(json: unknown, shop: ShopSettings, at: string): Reading {
  const money = readAs(priced, json, 'order.paid');
  if (!money.ok) return money;
  const read = readAs(paid(money.value.data.currency), json, 'order.paid');
  if (!read.ok) return read;
  const order = read.value.data;
  if (isIgnored(order, shop)) return told();
  const goods = order.lines.filter(({ giftCard }) => giftCard !== true);
  const contact = order.customer ?? {};
  const sold: ShopEvent = {
    name: 'order.paid',
    detail: {
      orderId: order.orderId,
      orderNumber: order.orderNumber ?? order.orderId,
      customer: order.customerId,
      email: emailIn(contact),
      currency: order.currency,
      totalMinor: order.total,
      shippingMinor: order.shipping ?? 0,
      earningBaseMinor: Math.max(0, goodsOf(goods) - (order.storeCredit ?? 0)),
      discountCodes: discountCodes(order.discountCodes ?? []),
      lines: orderLines(
        goods.map(({ productId, quantity = 1, amount: netMinor }) => ({
          productId,
          quantity,
          netMinor,
        })),
      ),
      occurredAt: at,
    },
  };
  const soldAt = Date.parse(read.value.timestamp);
  return told(sold, ...customerTold(order.customerId, contact, soldAt, at));
}

function readRefunded(json: unknown, shop: ShopSettings, at: string): Reading {
  const money = readAs(priced, json, 'order.refunded');
  if (!money.ok) return money;
  const read = readAs(refunded(money.value.data.currency), json, 'order.refunded');
  if (!read.ok) return read;
  const refund = read.value.data;
  if (isIgnored(refund, shop)) return told();
  return told({
    name: 'order.refunded',
    detail: {
      orderId: refund.orderId,
      refundId: refund.refundId,
      currency: refund.currency,
      amountMinor: refund.amount,
      shippingMinor: refund.shipping ?? 0,
      occurredAt: at,
    },
  });
}

function readRefundReversed(json: unknown, shop: ShopSettings, at: string): Reading {
  const read = readAs(refundReversed, json, 'order.refund-reversed');
  if (!read.ok) return read;
  const reversal = read.value.data;
  if (isIgnored(reversal, shop)) return told();
  const { orderId, refundId } = reversal;
  return told({ name: 'order.refund-reversed', detail: { orderId, refundId, occurredAt: at } });
}

function readCancelled(json: unknown, shop: ShopSettings, at: string): Reading {
  const read = readAs(cancelled, json, 'order.cancelled');
  if (!read.ok) return read;
  const order = read.value.data;
  if (isIgnored(order, shop)) return told();
  return told({ name: 'order.cancelled', detail: { orderId: order.orderId, occurredAt: at } });
}

function goodsOf(lines: readonly { readonly amount: number }[]): number {
  return sum(lines.map(({ amount }) => amount));
}
