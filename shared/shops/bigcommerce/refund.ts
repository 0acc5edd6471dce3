import * as z from 'zod/mini';
import { identifier } from '../../events/fields.ts';
import { readAs } from '../body.ts';
import { sum } from '../money.ts';
import { occurredAt, offsetInstant } from '../occurred-at.ts';
import { type Reading, told } from '../platform.ts';
import type { StoreMoney } from './money.ts';

const refundBody = (amount: StoreMoney['amount']) =>
  z.object({
    id: identifier,
    created: offsetInstant,
    total_amount: amount,
    items: z.nullish(
      z
        .array(z.object({ item_type: z.string(), requested_amount: z.nullish(amount) }))
        .check(z.maxLength(1000)),
    ),
    payments: z.nullish(
      z.array(z.object({ amount, is_declined: z.nullish(z.boolean()) })).check(z.maxLength(100)),
    ),
  });

/** What is given back for no goods. */
const CARRIAGE: ReadonlySet<string> = new Set(['SHIPPING', 'HANDLING']);

/**
 * Reads a refund as the API lists it below its order. Its money is what its payments gave back; one
 * that the payment's provider declined gave nothing.
 */
export function readRefund(
  json: unknown,
  orderId: string,
  { currency, amount }: StoreMoney,
  receivedAt: number,
): Reading {
  const read = readAs(refundBody(amount), json, 'a refund');
  if (!read.ok) return read;
  const { id: refundId, created, total_amount, items, payments } = read.value;
  const given = (payments ?? []).filter(({ is_declined }) => is_declined !== true);
  if (payments?.length && given.length === 0) return told();
  const amountMinor = payments?.length ? sum(given.map((part) => part.amount)) : total_amount;
  const carriage = (items ?? []).filter(({ item_type }) => CARRIAGE.has(item_type));
  const shipping = sum(carriage.map(({ requested_amount }) => requested_amount ?? 0));
  return told({
    name: 'order.refunded',
    detail: {
      orderId,
      refundId,
      currency,
      amountMinor,
      shippingMinor: Math.min(shipping, amountMinor),
      occurredAt: occurredAt(created, receivedAt),
    },
  });
}
