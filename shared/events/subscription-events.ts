import * as z from 'zod/mini';
import { eventType } from './event-type.ts';
import { currencyCode, identifier, instant, memberId, minorUnits, stamps } from './fields.ts';

/** What has become of a subscription; it renews in the first three of these. */
export const subscriptionStatus = z.enum([
  'trialing',
  'active',
  'past-due',
  'paused',
  'cancelled',
  'expired',
]);

export type SubscriptionStatus = z.infer<typeof subscriptionStatus>;

/** What a renewal costs, in minor units. */
export const subscriptionPrice = z.object({ currency: currencyCode, amountMinor: minorUnits });

export type SubscriptionPrice = z.infer<typeof subscriptionPrice>;

/** How often it renews: every three years at the least, the longest that Stripe allows. */
export const subscriptionInterval = z.object({
  unit: z.enum(['day', 'week', 'month', 'year']),
  count: z.int().check(z.gte(1), z.lte(1_096)),
});

export type SubscriptionInterval = z.infer<typeof subscriptionInterval>;

/** Where the buyer renews, changes or ends it: a page of the shop. */
export const manageUrl = z.url().check(z.regex(/^https:/), z.maxLength(500));

/** A subscription as its shop has it now: whole, so that the newest is all there is to know. */
export const subscriptionChanged = eventType({
  name: 'subscription.changed',
  source: 'perch.shops',
  schema: z.object({
    shop: identifier,
    subscriptionId: identifier,
    /** Absent where the shop does not say whose it is. */
    member: z.optional(memberId),
    status: subscriptionStatus,
    /** What is subscribed to, as buyers read it. */
    title: z.optional(identifier),
    productId: z.optional(identifier),
    plan: z.optional(identifier),
    price: z.optional(subscriptionPrice),
    every: z.optional(subscriptionInterval),
    startedAt: z.optional(instant),
    /** When it renews, or ends where it does not renew by itself; of one that is over, when it was. */
    periodEndsAt: z.optional(instant),
    /** Whether it goes on at the period's end without anybody doing anything. */
    autoRenews: z.boolean(),
    manageUrl: z.optional(manageUrl),
    ...stamps,
  }),
  example: {
    shop: 'demo-store',
    subscriptionId: 'sub_77',
    member: 'Zr8u0s7CqkqvJ1nq0uWf2A',
    status: 'active',
    title: 'Beans every month',
    productId: 'beans-1kg',
    plan: 'monthly',
    price: { currency: 'EUR', amountMinor: 2400 },
    every: { unit: 'month', count: 1 },
    startedAt: '2026-09-01T09:00:00.000Z',
    periodEndsAt: '2026-12-01T09:00:00.000Z',
    autoRenews: true,
    manageUrl: 'https://shop.example/subscriptions/sub_77',
    occurredAt: '2026-11-01T09:00:00.000Z',
    receivedAt: '2026-11-01T09:00:02.000Z',
    correlationId: 'Jx3a9gYlDoEEPJm=',
  },
});

/** What the next renewal of a subscription will come to, with tax and discounts, and when it comes. */
export const subscriptionRenewalAhead = eventType({
  name: 'subscription.renewal-ahead',
  source: 'perch.shops',
  schema: z.object({
    shop: identifier,
    subscriptionId: identifier,
    member: z.optional(memberId),
    price: subscriptionPrice,
    renewsAt: instant,
    ...stamps,
  }),
  example: {
    shop: 'demo-stripe',
    subscriptionId: 'sub_78',
    member: 'Zr8u0s7CqkqvJ1nq0uWf2A',
    price: { currency: 'EUR', amountMinor: 2600 },
    renewsAt: '2026-12-01T09:00:00.000Z',
    occurredAt: '2026-11-24T09:00:00.000Z',
    receivedAt: '2026-11-24T09:00:02.000Z',
    correlationId: 'Jx3a9gYlDoEEPJn=',
  },
});

/** Something became of a subscription that the shop's API has to be asked for. */
export const subscriptionTouched = eventType({
  name: 'subscription.touched',
  source: 'perch.shops',
  schema: z.object({
    shop: identifier,
    subscriptionId: identifier,
    ...stamps,
  }),
  example: {
    shop: 'demo-shopify',
    subscriptionId: '9001',
    occurredAt: '2026-11-24T09:00:00.000Z',
    receivedAt: '2026-11-24T09:00:02.000Z',
    correlationId: 'Jx3a9gYlDoEEPJo=',
  },
});

/** What shops tell of subscriptions that is kept with their members. */
export const subscriptionEvents = [subscriptionChanged, subscriptionRenewalAhead] as const;
