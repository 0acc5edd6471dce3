import * as z from 'zod/mini';
import { identifier } from '../../events/fields.ts';
import type {
  SubscriptionInterval,
  SubscriptionPrice,
  SubscriptionStatus,
} from '../../events/subscription-events.ts';
import { readAs } from '../body.ts';
import { sum } from '../money.ts';
import { epochSeconds } from '../occurred-at.ts';
import { malformed, type Reading, told } from '../platform.ts';
import type { ShopSettings } from '../shop-settings.ts';
import { minorUnitsOfStripe, stripeCurrency, stripeUnits } from './amount.ts';

const wholeNumber = z.pipe(
  z.string().check(z.regex(/^\d{1,9}$/, 'is not a whole number')),
  z.transform(Number),
);

const recurrence = {
  interval: z.nullish(z.string()),
  interval_count: z.nullish(wholeNumber),
  usage_type: z.nullish(z.string()),
};

/** A price, or the plan that stood in its place before there were prices. */
const rate = z.object({
  id: z.nullish(z.string()),
  nickname: z.nullish(z.string()),
  product: z.nullish(
    z.union([z.string(), z.object({ id: z.string(), name: z.nullish(z.string()) })]),
  ),
  currency: stripeCurrency,
  /** Absent where it depends on the quantity. */
  unit_amount: z.nullish(stripeUnits),
  amount: z.nullish(stripeUnits),
  transform_quantity: z.nullish(z.unknown()),
  transform_usage: z.nullish(z.unknown()),
  recurring: z.nullish(z.object(recurrence)),
  ...recurrence,
});

type Rate = z.infer<typeof rate>;

const subscription = z.object({
  object: z.literal('subscription'),
  id: identifier,
  customer: z.nullish(z.union([identifier, z.object({ id: identifier })])),
  status: z.string(),
  pause_collection: z.nullish(z.unknown()),
  collection_method: z.nullish(z.string()),
  cancel_at_period_end: z.nullish(z.boolean()),
  cancel_at: z.nullish(epochSeconds),
  ended_at: z.nullish(epochSeconds),
  created: epochSeconds,
  start_date: z.nullish(epochSeconds),
  current_period_end: z.nullish(epochSeconds),
  items: z.object({
    has_more: z.nullish(z.boolean()),
    data: z
      .array(
        z.object({
          price: z.nullish(rate),
          plan: z.nullish(rate),
          quantity: z.nullish(wholeNumber),
          current_period_end: z.nullish(epochSeconds),
        }),
      )
      .check(z.maxLength(100)),
  }),
});

type Subscription = z.infer<typeof subscription>;

/** Of what has not begun, and may never, nothing is told. */
const statuses: ReadonlyMap<string, SubscriptionStatus | 'not-begun'> = new Map([
  ['incomplete', 'not-begun'],
  ['incomplete_expired', 'not-begun'],
  ['trialing', 'trialing'],
  ['active', 'active'],
  ['past_due', 'past-due'],
  ['unpaid', 'past-due'],
  ['paused', 'paused'],
  ['canceled', 'cancelled'],
]);

/**
 * A subscription as it is after whatever happened to it. Its member is Stripe's customer, as that of
 * its invoices.
 */
export function readSubscription(
  object: unknown,
  type: string,
  at: string,
  shop: ShopSettings,
): Reading {
  const read = readAs(subscription, object, type);
  if (!read.ok) return read;
  const state = statuses.get(read.value.status);
  if (state === undefined) return malformed(`This is not ${type}: status is none that is known.`);
  if (state === 'not-begun') return told();
  const { id, customer, start_date, created } = read.value;
  const startedAt = start_date ?? created;
  const endsAt = endOf(read.value);
  if (endsAt !== undefined && endsAt < startedAt) {
    return malformed(`This is not ${type}: it ends before it began.`);
  }
  const status = read.value.pause_collection && state !== 'cancelled' ? 'paused' : state;
  return told({
    name: 'subscription.changed',
    detail: {
      subscriptionId: id,
      customer: (typeof customer === 'object' ? customer?.id : customer) ?? undefined,
      status,
      ...subjectOf(read.value),
      ...priceOf(read.value),
      startedAt: instantOf(startedAt),
      ...(endsAt !== undefined && { periodEndsAt: instantOf(endsAt) }),
      autoRenews: renewsItself(read.value, status, endsAt),
      ...(shop.subscriptionsUrl !== undefined && { manageUrl: shop.subscriptionsUrl }),
      occurredAt: at,
    },
  });
}

function instantOf(at: number): string {
  return new Date(at).toISOString();
}

/**
 * When a period ends, or all of it: in the items since API version 2025-03-31.basil, the first of
 * which counts, and beside them before.
 */
function endOf({ items, current_period_end, cancel_at, ended_at }: Subscription) {
  if (typeof ended_at === 'number') return ended_at;
  const ends = [...items.data.map((item) => item.current_period_end), cancel_at];
  const known = [current_period_end, ...ends].filter((end) => typeof end === 'number');
  return known.length === 0 ? undefined : Math.min(...known);
}

/** Without anybody doing anything: one whose invoices are sent to be paid does not. */
function renewsItself(
  { status, collection_method, cancel_at_period_end, cancel_at }: Subscription,
  is: SubscriptionStatus,
  endsAt: number | undefined,
): boolean {
  const isOver = status === 'unpaid' || is === 'paused' || is === 'cancelled';
  const willEnd = cancel_at_period_end === true || (cancel_at != null && cancel_at === endsAt);
  return !isOver && !willEnd && collection_method !== 'send_invoice';
}

const rateOf = ({ price, plan }: Subscription['items']['data'][number]): Rate | undefined =>
  price ?? plan ?? undefined;

/** What is subscribed to, by its first item: Stripe names products by their ids. */
function subjectOf({ items }: Subscription) {
  const [first] = items.data;
  const of = first === undefined ? undefined : rateOf(first);
  const product = of?.product;
  const named = typeof product === 'object' ? product : { id: product, name: undefined };
  const title = identifier.safeParse(named?.name).data;
  const productId = identifier.safeParse(named?.id).data;
  const plan = identifier.safeParse(of?.nickname ?? of?.id).data;
  return {
    ...(title !== undefined && { title }),
    ...(productId !== undefined && { productId }),
    ...(plan !== undefined && { plan }),
  };
}

/**
 * What a renewal costs by all items together, before discounts and tax, and how often it comes. It
 * is not known where it depends on use, or items renew at different times.
 */
function priceOf({ items }: Subscription): {
  readonly price?: SubscriptionPrice;
  readonly every?: SubscriptionInterval;
} {
  const parts = items.data.map((item) => {
    const of = rateOf(item);
    return { of, every: of && intervalOf(of), amountMinor: of && amountOf(of, item.quantity ?? 1) };
  });
  const [first] = parts;
  const every = first?.every;
  if (first?.of === undefined || every === undefined) return {};
  const { currency } = first.of;
  const isAlike = ({ of, every: other }: typeof first): boolean =>
    of?.currency === currency && other?.unit === every.unit && other.count === every.count;
  const amounts = parts.map(({ amountMinor }) => amountMinor).filter((one) => one !== undefined);
  if (items.has_more === true || !parts.every(isAlike)) return {};
  if (amounts.length < parts.length) return { every };
  return { every, price: { currency, amountMinor: sum(amounts) } };
}

function amountOf(of: Rate, quantity: number): number | undefined {
  const units = of.unit_amount ?? of.amount;
  const isMetered = (of.recurring?.usage_type ?? of.usage_type) === 'metered';
  if (units == null || isMetered || of.transform_quantity || of.transform_usage) return undefined;
  return minorUnitsOfStripe(units, of.currency) * quantity;
}

const units: ReadonlySet<string> = new Set(['day', 'week', 'month', 'year']);

function intervalOf({ recurring, interval, interval_count }: Rate) {
  const unit = recurring?.interval ?? interval;
  const count = recurring?.interval_count ?? interval_count ?? 1;
  return isUnit(unit) ? { unit, count } : undefined;
}

function isUnit(unit: string | null | undefined): unit is SubscriptionInterval['unit'] {
  return unit != null && units.has(unit);
}
