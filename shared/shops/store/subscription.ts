import * as z from 'zod/mini';
import { identifier } from '../../events/fields.ts';
import { subscriptionStatus } from '../../events/subscription-events.ts';
import { readAs } from '../body.ts';
import { isoCurrency, readMinorUnits } from '../money.ts';
import { type Reading, told } from '../platform.ts';
import type { ShopSettings } from '../shop-settings.ts';
import { decimal, isIgnored, productId, testMark, timestamp } from './fields.ts';

const time = (description: string) =>
  z.iso
    .datetime({ offset: true, error: 'is not a time with an offset' })
    .check(z.describe(description));

const price = z.pipe(
  z.object({
    currency: isoCurrency,
    amount: decimal('What one renewal costs, in major units, with all that the buyer pays.'),
  }),
  z.transform(({ currency, amount }, faults) => ({
    currency,
    amountMinor: readMinorUnits(amount, currency, faults, 'amount'),
  })),
);

/** A number comes here as the text that was written. */
const count = z.pipe(
  z.union([z.string().check(z.regex(/^[1-9]\d{0,3}$/)), z.int().check(z.gte(1), z.lte(1_096))], {
    error: 'is not a whole number from 1',
  }),
  z.transform(Number),
);

/** A subscription as it is now, in the words that the developers of a shop of one's own read. */
export const subscriptionMessage = z
  .object({
    type: z.literal('subscription.changed'),
    timestamp,
    data: z
      .object({
        subscriptionId: identifier.check(
          z.describe('The id of the subscription in the shop: the same in every message about it.'),
        ),
        customerId: identifier.check(z.describe('The id of the customer in the shop.')),
        status: z
          .enum(subscriptionStatus.options, { error: 'is none that is known' })
          .check(z.describe('It renews while it is trialing, active or past-due.')),
        title: z.optional(identifier.check(z.describe('What is subscribed to, for its buyer.'))),
        productId,
        plan: z.optional(identifier),
        price: z.optional(price),
        every: z.optional(
          z
            .object({
              unit: z.enum(['day', 'week', 'month', 'year'], {
                error: 'is not day, week, month or year',
              }),
              count,
            })
            .check(z.describe('How often it renews.')),
        ),
        startedAt: z.optional(time('When the subscription began.')),
        periodEndsAt: z.optional(
          time('When it renews; or when it ends, or has ended, where it does not.'),
        ),
        autoRenews: z
          .boolean()
          .check(z.describe('Whether it renews without its buyer doing anything.')),
        manageUrl: z.optional(
          z
            .url({ error: 'is not an https address' })
            .check(
              z.regex(/^https:/, 'is not an https address'),
              z.maxLength(500),
              z.describe('Where its buyer renews, changes or ends it.'),
            ),
        ),
        test: testMark('True for a subscription that nobody pays for: it does not count.'),
      })
      .check(
        z.refine(
          ({ startedAt, periodEndsAt }) =>
            startedAt === undefined ||
            periodEndsAt === undefined ||
            Date.parse(startedAt) <= Date.parse(periodEndsAt),
          { message: 'is before startedAt', path: ['periodEndsAt'] },
        ),
      ),
  })
  .check(
    z.describe(
      'A subscription began, renewed, changed or ended: say all of it as it is now. What a renewal brings in is an order, and comes as order.paid.',
    ),
  );

export function readSubscription(json: unknown, shop: ShopSettings, at: string): Reading {
  const read = readAs(subscriptionMessage, json, 'subscription.changed');
  if (!read.ok) return read;
  const { customerId, startedAt, periodEndsAt, test, ...rest } = read.value.data;
  if (isIgnored({ test }, shop)) return told();
  return told({
    name: 'subscription.changed',
    detail: {
      ...rest,
      customer: customerId,
      ...(startedAt !== undefined && { startedAt: inUtc(startedAt) }),
      ...(periodEndsAt !== undefined && { periodEndsAt: inUtc(periodEndsAt) }),
      manageUrl: rest.manageUrl ?? shop.subscriptionsUrl,
      occurredAt: at,
    },
  });
}

function inUtc(time: string): string {
  return new Date(time).toISOString();
}
