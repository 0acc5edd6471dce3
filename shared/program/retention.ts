import * as z from 'zod/mini';
import { rewardId, segmentId, tierId } from './text.ts';

const dayCount = z.int().check(z.gte(0), z.lte(365));

/** How tiers are lost: in the monthly review alone, one at a time, after a notice. */
export const review = z.strictObject({
  /** Whether a tier whose paths no longer hold is lost; refunds withdraw a tier in any case. */
  demotes: z.boolean(),
  /** How long before the review a member is told what would keep the tier. */
  noticeDays: z.int().check(z.gte(7), z.lte(60)),
  /** For how many months a tier stays whose paths no longer hold. */
  graceMonths: z._default(z.int().check(z.gte(0), z.lte(12)), 0),
  /**
   * Whether so many complete months in a row, each with fewer orders than the one before or with
   * none after fewer, cost a tier too.
   */
  fallingMonths: z.optional(z.int().check(z.gte(2), z.lte(6))),
  /** The lowest tier that falling frequency costs. */
  fallingFromTier: z.optional(tierId),
});

export type Review = z.infer<typeof review>;

/** When a member counts as lost, and what may bring them back. */
export const churn = z.strictObject({
  /** With neither a visit nor an order. */
  afterDays: z.int().check(z.gte(7), z.lte(365)),
  /** One after the other, until the member comes back; each once in a lapse. */
  offers: z
    .array(
      z.strictObject({
        /** Days since the member counted as lost. */
        afterDays: dayCount,
        rewards: z._default(z.array(rewardId), []),
        channels: z.array(z.enum(['in-app', 'email', 'sms'])).check(z.minLength(1)),
      }),
    )
    .check(z.maxLength(5)),
  /** What a member must have spent in a lifetime to be made an offer, in the base currency. */
  minimumSpendMinor: z._default(z.int().check(z.gte(0)), 0),
  /** Of those who would get an offer, so many get none, so that its effect can be measured. */
  holdOutBps: z._default(z.int().check(z.gte(0), z.lte(5_000)), 1_000),
  /** Those for whom a person calls, or to whom a tier is lent. */
  highValue: z.optional(
    z.strictObject({
      segment: segmentId,
      call: z._default(z.boolean(), true),
      lend: z.optional(z.strictObject({ tier: tierId, days: z.int().check(z.gte(1), z.lte(365)) })),
    }),
  ),
  /** What its offers may cost in a month, in minor units of the base currency. */
  costAMonthMinor: z.optional(z.int().check(z.gte(1))),
});

export type Churn = z.infer<typeof churn>;

/** What days of a member's own bring. */
export const occasions = z.strictObject({
  birthday: z._default(z.array(rewardId), []),
  anniversaries: z._default(
    z.array(
      z.strictObject({
        years: z.int().check(z.gte(1), z.lte(50)),
        /** Whether every such year after it counts too. */
        andLater: z._default(z.boolean(), false),
        rewards: z.array(rewardId).check(z.minLength(1)),
      }),
    ),
    [],
  ),
});

/** What the brand gives with each purchase, up to a month's most; also where it is called off. */
export const donation = z.strictObject({
  reward: rewardId,
  /** Of the base currency, for each order. */
  amountMinor: z.int().check(z.gte(1)),
  mostAMonthMinor: z.int().check(z.gte(1)),
});

/** A title for those who are first at the end of a year, with the names of those who agreed alone. */
export const yearlyTitle = z.strictObject({
  reward: rewardId,
  by: z.enum(['points', 'spend', 'purchases']),
  places: z.int().check(z.gte(1), z.lte(1_000)),
});

/** What the brand wants to come of it, for reports. */
export const goal = z.strictObject({
  measure: z.enum([
    'repurchase-rate',
    'repeat-revenue-share',
    'lifetime-value',
    'churn',
    'renewal',
  ]),
  changeBps: z.int().check(z.gte(-10_000), z.lte(100_000)),
  withinMonths: z.int().check(z.gte(1), z.lte(60)),
});
