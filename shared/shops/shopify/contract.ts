import * as z from 'zod/mini';
import { identifier } from '../../events/fields.ts';
import type { SubscriptionInterval, SubscriptionStatus } from '../../events/subscription-events.ts';
import { readAs } from '../body.ts';
import { isoCurrency, readMinorUnits, sum } from '../money.ts';
import { occurredAt, offsetInstant } from '../occurred-at.ts';
import { malformed, type Reading, told } from '../platform.ts';
import type { ShopSettings } from '../shop-settings.ts';

/** What is asked of a subscription contract; it needs the scope `read_own_subscription_contracts`. */
export const CONTRACT_QUERY = `query ($id: ID!) {
  subscriptionContract(id: $id) {
    id status createdAt updatedAt nextBillingDate lastPaymentStatus
    customer { id }
    billingPolicy { interval intervalCount }
    deliveryPrice { amount currencyCode }
    lines(first: 50) {
      pageInfo { hasNextPage }
      nodes {
        title productId quantity sellingPlanName
        lineDiscountedPrice { amount currencyCode }
      }
    }
  }
}`;

const money = z.pipe(
  z.object({ amount: z.string(), currencyCode: isoCurrency }),
  z.transform(({ amount, currencyCode }, faults) => ({
    currency: currencyCode,
    minor: readMinorUnits(amount, currencyCode, faults, 'amount'),
  })),
);

/** `gid://shopify/Customer/42` names what webhooks call 42. */
const globalId = z.pipe(
  z.string().check(z.regex(/^gid:\/\/shopify\/\w+\/\d{1,20}$/, 'is no global id')),
  z.transform((gid: string) => gid.slice(gid.lastIndexOf('/') + 1)),
);

const contract = z.object({
  status: z.string(),
  createdAt: offsetInstant,
  updatedAt: offsetInstant,
  nextBillingDate: z.nullish(offsetInstant),
  lastPaymentStatus: z.nullish(z.string()),
  customer: z.nullish(z.object({ id: globalId })),
  billingPolicy: z.object({
    interval: z.string(),
    intervalCount: z.pipe(
      z.string().check(z.regex(/^[1-9]\d{0,2}$/, 'is not a whole number from 1')),
      z.transform(Number),
    ),
  }),
  deliveryPrice: z.nullish(money),
  lines: z.object({
    pageInfo: z.nullish(z.object({ hasNextPage: z.boolean() })),
    nodes: z
      .array(
        z.object({
          title: z.nullish(z.string()),
          productId: z.nullish(globalId),
          sellingPlanName: z.nullish(z.string()),
          lineDiscountedPrice: money,
        }),
      )
      .check(z.maxLength(50)),
  }),
});

type Contract = z.infer<typeof contract>;

/** A contract that failed is one whose billing is given up, and not one whose last bill is open. */
const statuses: ReadonlyMap<string, SubscriptionStatus> = new Map([
  ['ACTIVE', 'active'],
  ['PAUSED', 'paused'],
  ['CANCELLED', 'cancelled'],
  ['EXPIRED', 'expired'],
  ['FAILED', 'expired'],
]);

const units: ReadonlyMap<string, SubscriptionInterval['unit']> = new Map([
  ['DAY', 'day'],
  ['WEEK', 'week'],
  ['MONTH', 'month'],
  ['YEAR', 'year'],
]);

/** Reads a contract as GraphQL answers {@link CONTRACT_QUERY}. */
export function readSubscriptionContract(
  json: unknown,
  subscriptionId: string,
  shop: ShopSettings,
  receivedAt: number,
): Reading {
  const read = readAs(contract, json, 'a subscription contract');
  if (!read.ok) return read;
  const { customer, createdAt, updatedAt, nextBillingDate: next, billingPolicy } = read.value;
  const status = statusOf(read.value);
  const unit = units.get(billingPolicy.interval);
  if (status === undefined || unit === undefined) {
    return malformed('This is not a subscription contract: status or interval is none of those.');
  }
  const isOn = status === 'active' || status === 'past-due';
  const periodEndsAt = next != null && isOn && next >= createdAt ? next : undefined;
  return told({
    name: 'subscription.changed',
    detail: {
      subscriptionId,
      customer: customer?.id,
      status,
      ...subjectOf(read.value),
      ...priceOf(read.value),
      every: { unit, count: billingPolicy.intervalCount },
      startedAt: new Date(createdAt).toISOString(),
      ...(periodEndsAt !== undefined && { periodEndsAt: new Date(periodEndsAt).toISOString() }),
      autoRenews: periodEndsAt !== undefined,
      ...(shop.subscriptionsUrl !== undefined && { manageUrl: shop.subscriptionsUrl }),
      occurredAt: occurredAt(updatedAt, receivedAt),
    },
  });
}

function statusOf({ status, lastPaymentStatus }: Contract): SubscriptionStatus | undefined {
  if (status === 'ACTIVE' && lastPaymentStatus === 'FAILED') return 'past-due';
  return statuses.get(status);
}

/** What is subscribed to, by its first line. */
function subjectOf({ lines }: Contract) {
  const [first] = lines.nodes;
  const title = identifier.safeParse(first?.title).data;
  const plan = identifier.safeParse(first?.sellingPlanName).data;
  return {
    ...(title !== undefined && { title }),
    ...(first?.productId != null && { productId: first.productId }),
    ...(plan !== undefined && { plan }),
  };
}

/** What a renewal costs: its lines after discounts, and the delivery. Not known from a part of them. */
function priceOf({ lines, deliveryPrice }: Contract) {
  const parts = lines.nodes.map(({ lineDiscountedPrice }) => lineDiscountedPrice);
  const all = deliveryPrice ? [...parts, deliveryPrice] : parts;
  const currency = parts[0]?.currency;
  const isWhole = lines.pageInfo?.hasNextPage !== true;
  if (currency === undefined || !isWhole || all.some((part) => part.currency !== currency)) {
    return {};
  }
  return { price: { currency, amountMinor: sum(all.map(({ minor }) => minor)) } };
}
