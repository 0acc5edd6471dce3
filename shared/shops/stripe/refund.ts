import * as z from 'zod/mini';
import { identifier } from '../../events/fields.ts';
import { readAs } from '../body.ts';
import { perCurrency } from '../money.ts';
import { type Reading, type ShopEvent, told } from '../platform.ts';
import { stripeAmount, stripeCurrency } from './amount.ts';

const refundState = z.object({
  object: z.literal('refund'),
  id: identifier,
  status: z.nullish(z.string()),
  payment_intent: z.nullish(identifier),
  currency: stripeCurrency,
});

const refundAmount = perCurrency((currency) => z.object({ amount: stripeAmount(currency) }));

export function readRefund(object: unknown, type: string, at: string): Reading {
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
  // A payment without an intent came neither through Checkout nor by an invoice: it was no order.
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
export function readRefundChange(object: unknown, type: string, at: string): Reading {
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
export function readCharge(object: unknown, type: string, at: string): Reading {
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
