import * as z from 'zod/mini';
import { eventType } from './event-type.ts';
import {
  currencyCode,
  identifier,
  keyedHash,
  MOST_LINES,
  memberId,
  minorUnits,
  orderLine,
  stamps,
} from './fields.ts';

/** A shop's order has been paid. Amounts are in minor units of `currency`, the shop's own. */
export const orderPaid = eventType({
  name: 'order.paid',
  source: 'perch.shops',
  schema: z.object({
    shop: identifier,
    orderId: identifier,
    /** The number that the buyer sees; the order's id where the shop has no other. */
    orderNumber: identifier,
    /** Absent when the order names no customer: it is then recorded as unclaimed. */
    member: z.optional(memberId),
    currency: currencyCode,
    /** What was paid, with tax and shipping. */
    totalMinor: minorUnits,
    /** The shipping part of the total. */
    shippingMinor: minorUnits,
    /** What earns: goods after discounts, without tax, shipping and gift cards. */
    earningBaseMinor: minorUnits,
    discountCodes: z.array(identifier).check(z.maxLength(20)),
    /** What earns, by product; what names no product is not among it. */
    lines: z.array(orderLine).check(z.maxLength(MOST_LINES)),
    /** Ids of its payments, where refunds name those and not the order. */
    payments: z.optional(z.array(identifier).check(z.maxLength(10))),
    /** The keyed hash of the e-mail address that it was placed with, for who proves it theirs. */
    placedWith: z.optional(keyedHash),
    ...stamps,
  }),
  example: {
    shop: 'demo-shopify',
    orderId: '5001',
    orderNumber: '#1001',
    member: 'Zr8u0s7CqkqvJ1nq0uWf2A',
    currency: 'EUR',
    totalMinor: 5490,
    shippingMinor: 500,
    earningBaseMinor: 4990,
    discountCodes: ['WELCOME'],
    lines: [{ productId: '632910392', quantity: 2, netMinor: 4990 }],
    occurredAt: '2026-11-01T09:00:00.000Z',
    receivedAt: '2026-11-01T09:00:02.000Z',
    correlationId: 'Jx3a9gYlDoEEPJg=',
  },
});

/** Money of an order went back. It names only its order: the ledger knows whose that is. */
export const orderRefunded = eventType({
  name: 'order.refunded',
  source: 'perch.shops',
  schema: z.object({
    shop: identifier,
    orderId: identifier,
    refundId: identifier,
    currency: currencyCode,
    /** The refund's successful transactions, their shipping part included. */
    amountMinor: minorUnits,
    /** The part of `amountMinor` that gives shipping back. */
    shippingMinor: minorUnits,
    ...stamps,
  }),
  example: {
    shop: 'demo-shopify',
    orderId: '5001',
    refundId: '9001',
    currency: 'EUR',
    amountMinor: 1500,
    shippingMinor: 500,
    occurredAt: '2026-11-03T10:00:00.000Z',
    receivedAt: '2026-11-03T10:00:01.000Z',
    correlationId: 'Jx3a9gYlDoEEPJh=',
  },
});

/**
 * A refund that had been told of failed, or was taken back: its money never went, or came again. How
 * much that is stands with the refund that it names.
 */
export const orderRefundReversed = eventType({
  name: 'order.refund-reversed',
  source: 'perch.shops',
  schema: z.object({ shop: identifier, orderId: identifier, refundId: identifier, ...stamps }),
  example: {
    shop: 'demo-stripe',
    orderId: 'pi_5001',
    refundId: 're_9001',
    occurredAt: '2026-11-05T10:00:00.000Z',
    receivedAt: '2026-11-05T10:00:01.000Z',
    correlationId: 'Jx3a9gYlDoEEPJj=',
  },
});

/** An order was called off as a whole. */
export const orderCancelled = eventType({
  name: 'order.cancelled',
  source: 'perch.shops',
  schema: z.object({ shop: identifier, orderId: identifier, ...stamps }),
  example: {
    shop: 'demo-shopify',
    orderId: '5001',
    occurredAt: '2026-11-03T10:00:00.000Z',
    receivedAt: '2026-11-03T10:00:01.000Z',
    correlationId: 'Jx3a9gYlDoEEPJi=',
  },
});

/**
 * A payment belongs to an order of another id. Refunds that name the payment are that order's; it
 * may come before the order or after it.
 */
export const orderPaymentMade = eventType({
  name: 'order.payment-made',
  source: 'perch.shops',
  schema: z.object({ shop: identifier, orderId: identifier, paymentId: identifier, ...stamps }),
  example: {
    shop: 'demo-stripe',
    orderId: 'in_5001',
    paymentId: 'pi_5001',
    occurredAt: '2026-11-03T10:00:00.000Z',
    receivedAt: '2026-11-03T10:00:01.000Z',
    correlationId: 'Jx3a9gYlDoEEPJk=',
  },
});

/** Something became of an order that the shop's API has to be asked for. */
export const orderTouched = eventType({
  name: 'order.touched',
  source: 'perch.shops',
  schema: z.object({ shop: identifier, orderId: identifier, ...stamps }),
  example: {
    shop: 'demo-bigcommerce',
    orderId: '5001',
    occurredAt: '2026-11-03T10:00:00.000Z',
    receivedAt: '2026-11-03T10:00:01.000Z',
    correlationId: 'Jx3a9gYlDoEEPJl=',
  },
});

/** What shops tell of orders that is entered in members' ledgers. */
export const orderEvents = [
  orderPaid,
  orderRefunded,
  orderRefundReversed,
  orderCancelled,
  orderPaymentMade,
] as const;
