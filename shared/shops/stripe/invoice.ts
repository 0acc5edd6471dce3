import * as z from 'zod/mini';
import { identifier } from '../../events/fields.ts';
import { readAs } from '../body.ts';
import { customerTold, emailIn } from '../customer-told.ts';
import { perCurrency, sum } from '../money.ts';
import { epochSeconds } from '../occurred-at.ts';
import { orderLines } from '../order-lists.ts';
import { type Reading, type ShopEvent, told } from '../platform.ts';
import { stripeAmounts, stripePriced } from './amount.ts';
import { contactOfStripe, reachedByStripe } from './contact.ts';

/** What Stripe names by its id, or expands to all of it. */
const reference = z.union([
  identifier,
  z.pipe(
    z.object({ id: identifier }),
    z.transform(({ id }) => id),
  ),
]);

/**
 * The subscription of an invoice stands in one place since API version 2025-03-31.basil, and stood
 * in another before.
 */
const ofSubscription = {
  object: z.literal('invoice'),
  customer: z.nullish(reference),
  subscription: z.nullish(reference),
  parent: z.nullish(
    z.object({ subscription_details: z.nullish(z.object({ subscription: z.nullish(reference) })) }),
  ),
};

const invoiceState = z.object(ofSubscription);

function subscriptionOf({ subscription, parent }: z.infer<typeof invoiceState>) {
  return parent?.subscription_details?.subscription ?? subscription ?? undefined;
}

const payment = z.object({
  status: z.nullish(z.string()),
  payment: z.nullish(z.object({ payment_intent: z.nullish(reference) })),
});

const paidInvoice = perCurrency((currency) => {
  const { amount, signed } = stripeAmounts(currency);
  const product = z.nullish(z.object({ product: z.nullish(reference) }));
  return z.object({
    ...ofSubscription,
    ...reachedByStripe,
    id: identifier,
    number: z.nullish(z.string()),
    total: signed,
    amount_due: amount,
    total_excluding_tax: z.nullish(signed),
    tax: z.nullish(signed),
    shipping_cost: z.nullish(z.object({ amount_total: amount, amount_tax: amount })),
    payment_intent: z.nullish(reference),
    payments: z.nullish(z.object({ data: z.array(payment).check(z.maxLength(100)) })),
    lines: z.nullish(
      z.object({
        data: z
          .array(
            z.object({
              amount: signed,
              quantity: z.nullish(z.string().check(z.regex(/^\d{1,6}$/, 'is not a whole number'))),
              discount_amounts: z.nullish(z.array(z.object({ amount }))),
              taxes: z.nullish(z.array(z.object({ amount: signed, tax_behavior: z.string() }))),
              tax_amounts: z.nullish(z.array(z.object({ amount: signed, inclusive: z.boolean() }))),
              pricing: z.nullish(z.object({ price_details: product })),
              price: product,
            }),
          )
          .check(z.maxLength(1000)),
      }),
    ),
  });
});

type PaidInvoice = z.infer<ReturnType<typeof paidInvoice>>;

/**
 * An invoice that has been paid: an order, if it is a subscription's. Those of no subscription tell
 * nothing: Checkout makes one for a single payment where it is asked to, whose session earns, and
 * nothing in the invoice tells it from one that was sent without Checkout. Neither does one for
 * which nothing was paid, as while a trial runs.
 */
export function readInvoice(object: unknown, type: string, at: string): Reading {
  const state = readAs(invoiceState, object, type);
  if (!state.ok) return state;
  if (subscriptionOf(state.value) === undefined) return told();
  const money = readAs(stripePriced, object, type);
  if (!money.ok) return money;
  const { currency } = money.value;
  const read = readAs(paidInvoice(currency), object, type);
  if (!read.ok) return read;
  const invoice = read.value;
  const { paid, shipping, goods } = partsOf(invoice);
  if (paid <= 0) return told();
  const payments = paymentsOf(invoice);
  const contact = contactOfStripe(invoice);
  const order: ShopEvent = {
    name: 'order.paid',
    detail: {
      orderId: invoice.id,
      orderNumber: identifier.safeParse(invoice.number).data ?? invoice.id,
      customer: invoice.customer ?? undefined,
      email: emailIn(contact),
      currency,
      totalMinor: paid,
      shippingMinor: Math.min(shipping, paid),
      earningBaseMinor: goods,
      discountCodes: [],
      lines: orderLines(linesOf(invoice)),
      ...(payments.length > 0 && { payments }),
      occurredAt: at,
    },
  };
  return told(order, ...customerTold(invoice.customer, contact, Date.parse(at), at));
}

/**
 * What was paid of an invoice, the shipping within it, and the goods. A customer's balance may have
 * paid a part or all of it; as with store credit elsewhere, that part does not earn.
 */
function partsOf({ total, amount_due, total_excluding_tax, tax, shipping_cost }: PaidInvoice) {
  const paid = Math.min(total, amount_due);
  const shipping = shipping_cost?.amount_total ?? 0;
  const withoutTax = total_excluding_tax ?? total - (tax ?? 0);
  const goods = withoutTax - (shipping - (shipping_cost?.amount_tax ?? 0)) - (total - paid);
  return { paid, shipping, goods: Math.max(0, Math.min(goods, paid)) };
}

/**
 * What each line costs after discounts and without tax. Where a change of plan gives a part of what
 * was paid before back, the lines do not say what of each product was bought: there are none then.
 */
function linesOf({ lines }: PaidInvoice) {
  const all = lines?.data ?? [];
  if (all.some(({ amount }) => amount < 0)) return [];
  return all.map((line) => {
    const discounts = sum((line.discount_amounts ?? []).map(({ amount }) => amount));
    const taxes = [
      ...(line.taxes ?? []).filter(({ tax_behavior }) => tax_behavior === 'inclusive'),
      ...(line.tax_amounts ?? []).filter(({ inclusive }) => inclusive),
    ];
    return {
      productId: line.pricing?.price_details?.product ?? line.price?.product,
      quantity: Number(line.quantity ?? 1),
      netMinor: line.amount - discounts - sum(taxes.map(({ amount }) => amount)),
    };
  });
}

/** As many payments of one order are told of. */
const MOST_PAYMENTS = 10;

/** The payments that an invoice names; newer ones leave that to `invoice_payment.paid`. */
function paymentsOf({ payment_intent, payments }: PaidInvoice): string[] {
  const made = (payments?.data ?? []).filter(({ status }) => status === 'paid');
  const named = [payment_intent, ...made.map((one) => one.payment?.payment_intent)];
  return [...new Set(named.filter((id) => typeof id === 'string'))].slice(0, MOST_PAYMENTS);
}

const invoicePayment = z.object({
  object: z.literal('invoice_payment'),
  invoice: reference,
  ...payment.shape,
});

/** A payment of an invoice has come in: refunds will name it. */
export function readInvoicePayment(object: unknown, type: string, at: string): Reading {
  const read = readAs(invoicePayment, object, type);
  if (!read.ok) return read;
  const paymentId = read.value.payment?.payment_intent;
  if (read.value.status !== 'paid' || typeof paymentId !== 'string') return told();
  const detail = { orderId: read.value.invoice, paymentId, occurredAt: at };
  return told({ name: 'order.payment-made', detail });
}

const upcomingInvoice = perCurrency((currency) =>
  z.object({
    ...ofSubscription,
    total: stripeAmounts(currency).signed,
    /** The end of the period that it closes, which is when the next one is charged. */
    period_end: epochSeconds,
  }),
);

/** What a subscription's next invoice will come to. It has no id yet. */
export function readUpcomingInvoice(object: unknown, type: string, at: string): Reading {
  const state = readAs(invoiceState, object, type);
  if (!state.ok) return state;
  const subscriptionId = subscriptionOf(state.value);
  if (subscriptionId === undefined) return told();
  const money = readAs(stripePriced, object, type);
  if (!money.ok) return money;
  const { currency } = money.value;
  const read = readAs(upcomingInvoice(currency), object, type);
  if (!read.ok) return read;
  return told({
    name: 'subscription.renewal-ahead',
    detail: {
      subscriptionId,
      customer: state.value.customer ?? undefined,
      price: { currency, amountMinor: Math.max(0, read.value.total) },
      renewsAt: new Date(read.value.period_end).toISOString(),
      occurredAt: at,
    },
  });
}
