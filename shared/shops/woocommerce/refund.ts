import * as z from 'zod/mini';
import { identifier } from '../../events/fields.ts';
import { readAs } from '../body.ts';
import { amountsIn, perCurrency, sum } from '../money.ts';
import { occurredAt, unmarkedUtcInstant } from '../occurred-at.ts';
import { type Reading, told } from '../platform.ts';

const refundBody = perCurrency((currency) => {
  const { amount, signed } = amountsIn(currency);
  return z.object({
    id: identifier,
    date_created_gmt: unmarkedUtcInstant,
    amount,
    shipping_lines: z.nullish(
      z.array(z.object({ total: signed, total_tax: z.nullish(signed) })).check(z.maxLength(100)),
    ),
  });
});

/** What a refund names only by where it stands. */
interface RefundedOrder {
  readonly orderId: string;
  readonly currency: string;
}

/**
 * Reads a refund as the API lists it below its order. Its lines are negative; what they come to need
 * not be the amount, which the shop may set as it likes. A shipping part is told at most as the
 * whole amount.
 */
export function readRefund(
  json: unknown,
  { orderId, currency }: RefundedOrder,
  receivedAt: number,
): Reading {
  const read = readAs(refundBody(currency), json, 'a refund');
  if (!read.ok) return read;
  const { id, amount, shipping_lines, date_created_gmt } = read.value;
  const shipping = sum(
    (shipping_lines ?? []).map(
      ({ total, total_tax }) => Math.abs(total) + Math.abs(total_tax ?? 0),
    ),
  );
  return told({
    name: 'order.refunded',
    detail: {
      orderId,
      refundId: id,
      currency,
      amountMinor: amount,
      shippingMinor: Math.min(shipping, amount),
      occurredAt: occurredAt(date_created_gmt, receivedAt),
    },
  });
}
