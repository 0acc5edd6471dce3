import * as z from 'zod/mini';
import { identifier } from '../../events/fields.ts';
import { readAs } from '../body.ts';
import { customerTold, emailIn, fullName } from '../customer-told.ts';
import { sum } from '../money.ts';
import { occurredAt, rfc2822Instant } from '../occurred-at.ts';
import { discountCodes, orderLines } from '../order-lists.ts';
import { type Reading, told } from '../platform.ts';
import { bookedIn, type StoreMoney, storeMoney } from './money.ts';

/**
 * The statuses that BigCommerce counts as paid (docs.bigcommerce.com, order status: shipped, partly
 * shipped, awaiting pickup, awaiting shipment, completed, awaiting fulfilment), and those that an
 * order which was paid goes on to: disputed and partly refunded. It is not paid yet while it is
 * incomplete (0), pending (1), awaiting payment (7) or waits to be verified by hand (12).
 */
const PAID: ReadonlySet<string> = new Set(['2', '3', '8', '9', '10', '11', '13', '14']);

/** Refunded, cancelled, declined. */
const CALLED_OFF: ReadonlySet<string> = new Set(['4', '5', '6']);

/** What `payment_status` says of money that has come in, though some of it may have gone back. */
const CAME_IN: ReadonlySet<string> = new Set([
  'captured',
  'paid',
  'partially refunded',
  'refunded',
]);

const orderState = z.object({
  id: identifier,
  status_id: z.string().check(z.regex(/^\d{1,4}$/, 'is not a status')),
  payment_status: z.nullish(z.string()),
  refunded_amount: z.nullish(z.string()),
  date_created: rfc2822Instant,
  date_modified: z.nullish(rfc2822Instant),
});

/** What an order says of itself before its amounts are read. */
export interface OrderState {
  readonly orderId: string;
  /** Whether its money came in. */
  readonly paid: boolean;
  readonly calledOff: boolean;
  /** Whether any of the money has gone back. */
  readonly refunded: boolean;
  /** Epoch milliseconds. No time of payment is told; buyers pay as they order. */
  readonly createdAt: number;
  readonly modifiedAt: number;
}

/**
 * Reads what has become of an order. One that was called off was paid before if its payment says
 * so. Payments by hand say nothing of themselves: such an order is told as called off all the same,
 * since it may have earned, and as paid no more.
 */
export function readState(order: unknown): { ok: true; value: OrderState } | Refused {
  const read = readAs(orderState, order, 'an order');
  if (!read.ok) return read;
  const { id, status_id, payment_status, refunded_amount, date_created } = read.value;
  const payment = payment_status?.toLowerCase() ?? '';
  const refunded = status_id === '4' || status_id === '14' || /[1-9]/.test(refunded_amount ?? '');
  const cameIn = CAME_IN.has(payment) || refunded;
  const calledOff = CALLED_OFF.has(status_id) && (cameIn || payment === '');
  return {
    ok: true,
    value: {
      orderId: id,
      paid: PAID.has(status_id) || (calledOff && cameIn),
      calledOff,
      refunded,
      createdAt: date_created,
      modifiedAt: read.value.date_modified ?? date_created,
    },
  };
}

type Refused = Extract<Reading, { readonly ok: false }>;

const buyer = {
  customer_id: identifier,
  customer_locale: z.optional(z.unknown()),
  /** Whatever is odd in it is no reason to lose an order. */
  billing_address: z.catch(
    z.nullish(
      z.object({
        email: z.optional(z.unknown()),
        phone: z.optional(z.unknown()),
        first_name: z.optional(z.unknown()),
        last_name: z.optional(z.unknown()),
      }),
    ),
    undefined,
  ),
};

const paidOrder = (amount: StoreMoney['amount']) =>
  z.object({
    ...buyer,
    total_inc_tax: amount,
    total_ex_tax: amount,
    shipping_cost_inc_tax: amount,
    shipping_cost_ex_tax: amount,
    handling_cost_inc_tax: amount,
    handling_cost_ex_tax: amount,
    wrapping_cost_ex_tax: z.nullish(amount),
    store_credit_amount: z.nullish(amount),
    gift_certificate_amount: z.nullish(amount),
  });

const products = (amount: StoreMoney['amount']) =>
  z
    .array(
      z.object({
        product_id: z.nullish(z.string()),
        type: z.nullish(z.string()),
        quantity: z.pipe(
          z.string().check(z.regex(/^\d{1,6}$/, 'is not a whole number')),
          z.transform(Number),
        ),
        total_ex_tax: amount,
        applied_discounts: z.nullish(
          z.array(z.object({ amount, code: z.nullish(z.string()) })).check(z.maxLength(100)),
        ),
      }),
    )
    .check(z.maxLength(1000));

type PaidOrder = z.infer<ReturnType<typeof paidOrder>>;
type Products = z.infer<ReturnType<typeof products>>;

/** Reads the money in which an order is booked. */
export function readMoney(order: unknown): { ok: true; value: StoreMoney } | Refused {
  const read = readAs(bookedIn, order, 'an order');
  return read.ok ? { ok: true, value: storeMoney(read.value) } : read;
}

/** Reads an order that was paid, with its products, which the API lists below it. */
export function readPaid(
  order: unknown,
  listed: unknown,
  state: OrderState,
  { currency, amount }: StoreMoney,
  receivedAt: number,
): Reading {
  const read = readAs(paidOrder(amount), order, 'an order');
  if (!read.ok) return read;
  const lines = readAs(products(amount), listed, 'a list of products');
  if (!lines.ok) return lines;
  const paid = read.value;
  const customer = paid.customer_id === GUEST ? undefined : paid.customer_id;
  const address = paid.billing_address ?? {};
  const contact = {
    email: address.email,
    phone: address.phone,
    name: fullName(address.first_name, address.last_name),
    language: paid.customer_locale,
  };
  const email = emailIn(contact);
  const goods = goodsOf(lines.value);
  const at = occurredAt(state.createdAt, receivedAt);
  const latest = occurredAt(state.modifiedAt, receivedAt);
  return told(
    {
      name: 'order.paid',
      detail: {
        orderId: state.orderId,
        orderNumber: state.orderId,
        customer,
        currency,
        totalMinor: paid.total_inc_tax,
        shippingMinor: Math.min(
          paid.shipping_cost_inc_tax + paid.handling_cost_inc_tax,
          paid.total_inc_tax,
        ),
        earningBaseMinor: earningBaseOf(paid, lines.value),
        discountCodes: discountCodes(
          lines.value.flatMap(({ applied_discounts }) =>
            (applied_discounts ?? []).map(({ code }) => code),
          ),
        ),
        lines: orderLines(goods),
        ...(email !== undefined && { email }),
        occurredAt: at,
      },
    },
    ...customerTold(customer, contact, state.modifiedAt, latest),
  );
}

/** The customer of an order that was placed without an account. */
const GUEST = '0';

const isGiftCertificate = ({ type }: Products[number]) => type === 'giftcertificate';

/** What each line costs after its discounts and without tax. Selling a gift certificate earns nothing. */
function goodsOf(lines: Products) {
  return lines
    .filter((line) => !isGiftCertificate(line))
    .map(({ product_id: productId, quantity, total_ex_tax, applied_discounts }) => {
      const discount = sum((applied_discounts ?? []).map(({ amount }) => amount));
      return { productId, quantity, netMinor: Math.max(0, total_ex_tax - discount) };
    });
}

/**
 * What an order earns on: its goods after discounts and without tax. Lines know nothing of discounts
 * on the order as a whole, which only the total holds, and the total holds fees that are no goods:
 * the smaller of the two counts. What store credit and gift certificates paid does not earn.
 */
function earningBaseOf(order: PaidOrder, lines: Products): number {
  const goods = sum(goodsOf(lines).map(({ netMinor }) => netMinor));
  const certificates = sum(lines.filter(isGiftCertificate).map((line) => line.total_ex_tax));
  const { shipping_cost_ex_tax, handling_cost_ex_tax, wrapping_cost_ex_tax } = order;
  const otherwise = shipping_cost_ex_tax + handling_cost_ex_tax + (wrapping_cost_ex_tax ?? 0);
  const left = order.total_ex_tax - otherwise - certificates;
  const credit = (order.store_credit_amount ?? 0) + (order.gift_certificate_amount ?? 0);
  return Math.max(0, Math.min(goods, left) - credit);
}

/** What is told of an order that was called off as a whole. */
export function calledOff({ orderId, modifiedAt }: OrderState, receivedAt: number): Reading {
  const detail = { orderId, occurredAt: occurredAt(modifiedAt, receivedAt) };
  return told({ name: 'order.cancelled', detail });
}
