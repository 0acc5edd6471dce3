import * as z from 'zod/mini';
import { identifier } from '../../events/fields.ts';
import { readAs } from '../body.ts';
import { isoCurrency, readMinorUnits, sum } from '../money.ts';
import { occurredAt, offsetInstant } from '../occurred-at.ts';
import { malformed, type Reading, told } from '../platform.ts';
import type { ShopSettings } from '../shop-settings.ts';

const coded = z.pipe(
  z.object({ amount: z.string(), currency_code: isoCurrency }),
  z.transform(({ amount, currency_code: currency }, faults) => ({
    minor: readMinorUnits(amount, currency, faults, 'amount'),
    currency,
  })),
);

/** An amount as the shop books it and as the buyer was shown it, in what may be another currency. */
const booked = z.object({ shop_money: coded, presentment_money: z.nullish(coded) });

type Booked = z.infer<typeof booked>;

/** Money that moved, in the currency of the payment. */
const transaction = z.pipe(
  z.object({
    kind: z.string(),
    status: z.string(),
    test: z.nullish(z.boolean()),
    amount: z.string(),
    currency: isoCurrency,
  }),
  z.transform(({ amount, currency, kind, status, test }, faults) => ({
    moved: kind === 'refund' && status === 'success',
    test: test === true,
    money: { minor: readMinorUnits(amount, currency, faults, 'amount'), currency },
  })),
);

const adjustment = z.object({
  kind: z.nullish(z.string()),
  amount_set: booked,
  tax_amount_set: z.nullish(booked),
});

const shippingLine = z.object({
  subtotal_amount_set: booked,
  tax_amount_set: z.nullish(booked),
});

const refundBody = z.object({
  id: identifier,
  order_id: identifier,
  created_at: offsetInstant,
  processed_at: z.nullish(offsetInstant),
  transactions: z.array(transaction).check(z.maxLength(100)),
  order_adjustments: z.nullish(z.array(adjustment).check(z.maxLength(1000))),
  refund_line_items: z.nullish(
    z.array(z.object({ subtotal_set: z.nullish(booked) })).check(z.maxLength(1000)),
  ),
  refund_shipping_lines: z.nullish(z.array(shippingLine).check(z.maxLength(100))),
  total_duties_set: z.nullish(booked),
});

type Refund = z.infer<typeof refundBody>;

/**
 * Reads `refunds/create`. The money of a refund is what its successful transactions moved, never
 * its lines: they say which goods came back, and a shop may keep or add to what those cost. One
 * that has moved nothing is told with an amount of 0, and one still pending is never told again.
 */
export function readRefund(json: unknown, shop: ShopSettings, receivedAt: number): Reading {
  const read = readAs(refundBody, json, 'refunds/create');
  if (!read.ok) return read;
  const refund = read.value;
  const moved = refund.transactions.filter((transaction) => transaction.moved);
  const counted = moved.filter(({ test }) => !test || shop.testMode === true);
  if (counted.length < moved.length && counted.length === 0) return told();

  const amounts = amountsOf(refund);
  const currency = amounts[0]?.shop_money.currency ?? refund.transactions[0]?.money.currency;
  // Without any amount there is no currency either, and nothing to tell.
  if (currency === undefined) return told();
  const parts = counted.map(({ money }) => inShopMoney(money, currency, amounts));
  const known = parts.filter((part) => part !== undefined);
  if (known.length < parts.length) {
    return malformed(
      `This is not refunds/create: nothing in it says what the money is in ${currency}.`,
    );
  }
  const amountMinor = sum(known);
  return told({
    name: 'order.refunded',
    detail: {
      orderId: refund.order_id,
      refundId: refund.id,
      currency,
      amountMinor,
      shippingMinor: Math.min(shippingOf(refund), amountMinor),
      occurredAt: occurredAt(refund.processed_at ?? refund.created_at, receivedAt),
    },
  });
}

/** Every amount of the refund that is told as the shop books it. */
function amountsOf(refund: Refund): readonly Booked[] {
  return [
    ...(refund.order_adjustments ?? []).map(({ amount_set }) => amount_set),
    ...(refund.refund_line_items ?? []).map(({ subtotal_set }) => subtotal_set),
    ...(refund.refund_shipping_lines ?? []).map(({ subtotal_amount_set }) => subtotal_amount_set),
    refund.total_duties_set,
  ].filter((amount) => amount !== null && amount !== undefined);
}

/**
 * Money in the shop's currency. A payment in another one is worth what the refund's own amounts,
 * told in both, say that it is; undefined when they say nothing.
 */
function inShopMoney(
  money: z.infer<typeof coded>,
  shopCurrency: string,
  amounts: readonly Booked[],
): number | undefined {
  if (money.currency === shopCurrency) return money.minor;
  const both = amounts.filter((amount) => amount.presentment_money?.currency === money.currency);
  const shown = sum(both.map(({ presentment_money }) => Math.abs(presentment_money?.minor ?? 0)));
  const booked = sum(both.map(({ shop_money }) => Math.abs(shop_money.minor)));
  if (shown === 0) return undefined;
  return Number((BigInt(money.minor) * BigInt(booked)) / BigInt(shown));
}

/** The part that gives shipping back, with its tax: in adjustments, or else in lines of its own. */
function shippingOf(refund: Refund): number {
  const adjustments = (refund.order_adjustments ?? []).filter(
    ({ kind }) => kind === 'shipping_refund',
  );
  const parts =
    adjustments.length > 0
      ? adjustments.map(({ amount_set, tax_amount_set }) => [amount_set, tax_amount_set])
      : (refund.refund_shipping_lines ?? []).map((line) => [
          line.subtotal_amount_set,
          line.tax_amount_set,
        ]);
  return sum(parts.flat().map((part) => Math.abs(part?.shop_money.minor ?? 0)));
}
