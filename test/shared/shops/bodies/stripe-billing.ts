import type Stripe from 'stripe';

/** Bodies of Stripe Billing: a subscription of 2 x 12.00 EUR a month, 28.56 with tax. */

/** Some of what Stripe's own library says is there, and nothing else. */
type Part<Whole> = Whole extends object ? { [Key in keyof Whole]?: Part<Whole[Key]> } : Whole;

const seconds = (instant: string) => Date.parse(instant) / 1000;

export const price = {
  id: 'price_1',
  object: 'price',
  billing_scheme: 'per_unit',
  currency: 'eur',
  nickname: 'Monthly',
  product: 'prod_beans',
  recurring: { interval: 'month', interval_count: 1, usage_type: 'licensed' },
  unit_amount: 1200,
} satisfies Part<Stripe.Price>;

export const item = {
  id: 'si_1',
  object: 'subscription_item',
  price,
  quantity: 2,
  current_period_start: seconds('2026-11-01T08:59:00Z'),
  current_period_end: seconds('2026-12-01T08:59:00Z'),
} satisfies Part<Stripe.SubscriptionItem>;

export const subscription = {
  id: 'sub_1',
  object: 'subscription',
  customer: 'cus_1',
  description: 'for Mara Holz',
  status: 'active',
  currency: 'eur',
  created: seconds('2026-09-01T08:59:00Z'),
  start_date: seconds('2026-09-01T08:59:00Z'),
  collection_method: 'charge_automatically',
  cancel_at_period_end: false,
  cancel_at: null,
  canceled_at: null,
  ended_at: null,
  pause_collection: null,
  items: { object: 'list', has_more: false, data: [item] },
} satisfies Part<Stripe.Subscription>;

/** As it was written before API version 2025-03-31.basil, with plans for prices. */
export const olderSubscription = {
  ...subscription,
  start_date: undefined,
  current_period_end: item.current_period_end,
  items: {
    data: [
      {
        plan: {
          id: 'monthly',
          amount: 1200,
          currency: 'eur',
          interval: 'month',
          interval_count: 1,
          nickname: null,
          product: 'prod_beans',
          usage_type: 'licensed',
        },
        quantity: 2,
      },
    ],
  },
};

const line = {
  id: 'il_1',
  object: 'line_item',
  amount: 2400,
  currency: 'eur',
  description: '2 × Beans (at €12.00 / month)',
  discount_amounts: [],
  pricing: { type: 'price_details', price_details: { price: 'price_1', product: 'prod_beans' } },
  quantity: 2,
  taxes: [{ amount: 456, tax_behavior: 'exclusive' }],
} satisfies Part<Stripe.InvoiceLineItem>;

export const invoice = {
  id: 'in_1',
  object: 'invoice',
  number: 'PERCH-0001',
  billing_reason: 'subscription_cycle',
  customer: 'cus_1',
  currency: 'eur',
  status: 'paid',
  subtotal: 2400,
  total: 2856,
  total_excluding_tax: 2400,
  amount_due: 2856,
  amount_paid: 2856,
  shipping_cost: null,
  period_start: seconds('2026-10-01T08:59:00Z'),
  period_end: seconds('2026-11-01T08:59:00Z'),
  parent: {
    type: 'subscription_details',
    quote_details: null,
    subscription_details: { metadata: {}, subscription: 'sub_1' },
  },
  lines: { object: 'list', has_more: false, data: [line] },
} satisfies Part<Stripe.Invoice>;

/** As it was written before API version 2025-03-31.basil. */
export const olderInvoice = {
  ...invoice,
  parent: undefined,
  subscription: 'sub_1',
  payment_intent: 'pi_9',
  charge: 'ch_9',
  paid: true,
  total_excluding_tax: undefined,
  tax: 456,
  lines: {
    data: [{ ...line, pricing: undefined, taxes: undefined, price, tax_amounts: [] }],
  },
};

export const invoicePayment = {
  id: 'inpay_1',
  object: 'invoice_payment',
  amount_paid: 2856,
  amount_requested: 2856,
  currency: 'eur',
  invoice: 'in_1',
  is_default: true,
  payment: { type: 'payment_intent', payment_intent: 'pi_9' },
  status: 'paid',
} satisfies Part<Stripe.InvoicePayment>;

const { id: _, ...unnamed } = invoice;

/** The next renewal's invoice; it has no id. */
export const upcoming = {
  ...unnamed,
  billing_reason: 'upcoming',
  status: 'draft',
  amount_paid: 0,
  period_start: seconds('2026-11-01T08:59:00Z'),
  period_end: seconds('2026-12-01T08:59:00Z'),
  next_payment_attempt: seconds('2026-12-01T09:59:00Z'),
} satisfies Part<Stripe.Invoice>;
