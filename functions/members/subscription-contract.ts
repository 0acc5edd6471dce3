import * as z from 'zod/mini';
import { identifier, instant } from '../../shared/events/fields.ts';
import {
  subscriptionInterval,
  subscriptionPrice,
  subscriptionStatus,
} from '../../shared/events/subscription-events.ts';

export const subscriptionAnswer = z.object({
  shop: identifier,
  /** The shop's own id of it. */
  id: identifier,
  /** It renews while it is `trialing`, `active` or `past-due`. */
  status: subscriptionStatus,
  title: z.optional(z.string()),
  productId: z.optional(z.string()),
  plan: z.optional(z.string()),
  /** What one renewal costs, as the subscription says. */
  price: z.optional(subscriptionPrice),
  /** What it cost until its price was changed, and when that was. */
  priceBefore: z.optional(z.extend(subscriptionPrice, { until: instant })),
  every: z.optional(subscriptionInterval),
  startedAt: z.optional(instant),
  /** When it renews, or ends where it does not renew by itself; of one that is over, when it was. */
  periodEndsAt: z.optional(instant),
  autoRenews: z.boolean(),
  manageUrl: z.optional(z.string()),
  /** What the shop has said that the next renewal will come to, with tax and discounts. */
  nextRenewal: z.optional(
    z.object({
      at: instant,
      price: subscriptionPrice,
      /** What the renewal before was said to come to, where that was another price. */
      priceBefore: z.optional(subscriptionPrice),
    }),
  ),
  /** When the shop last said anything of it. */
  changedAt: instant,
});

export const subscriptionsAnswer = z.object({ subscriptions: z.array(subscriptionAnswer) });

export type SubscriptionAnswer = z.infer<typeof subscriptionAnswer>;
export type SubscriptionsAnswer = z.infer<typeof subscriptionsAnswer>;
