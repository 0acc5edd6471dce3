import * as z from 'zod/mini';
import {
  instant,
  MOST_LINES,
  memberId,
  minorUnits,
  orderLine,
} from '../../shared/events/fields.ts';
import { isoCurrency } from '../../shared/shops/money.ts';

/** An order that somebody may place. Amounts are in minor units of `currency`. */
export const quoteBody = z.strictObject({
  currency: isoCurrency,
  /** Goods after discounts, without tax, shipping and gift cards. */
  earningBaseMinor: minorUnits,
  /** Its products, of which some may earn more. */
  lines: z.optional(z.array(orderLine).check(z.maxLength(MOST_LINES))),
  /** When it is placed; now where nothing is said. */
  occurredAt: z.optional(instant),
});

const change = z.object({ before: z.int(), after: z.int() });
const named = z.object({ id: z.string(), name: z.string() });

const off = {
  /** 10,000 is all of it. */
  discountBps: z.int(),
  /** What it comes from: `tier:<id>`, `campaign:<id>`. */
  from: z.array(z.string()),
};

export const quoteAnswer = z.object({
  /** The member whom the one asked for is now: merges are followed. */
  member: memberId,
  /** What the order would earn in all. */
  points: z.int(),
  /** By which rules. */
  shares: z.array(
    z.object({
      rule: z.string(),
      points: z.int(),
      /** 10,000 is x1. */
      multiplierBps: z.int(),
      expiresAt: instant,
      /** Whether refunds would take them back. */
      refundable: z.boolean(),
      sentence: z.string(),
    }),
  ),
  nothingEarned: z.optional(
    z.enum(['currency-not-listed', 'nothing-to-earn-on', 'too-soon', 'daily-limit']),
  ),
  /** Campaigns that have no budget left for it. */
  exhausted: z.array(z.string()),
  /** What tiers and campaigns would bring with it. */
  rewards: z.array(named),
  balance: change,
  purchases: change,
  /** The tier held before it, and after it. */
  tier: z.object({ before: z.nullable(named), after: z.nullable(named) }),
  /** When the points could be spent; absent where that is at once. */
  availableAt: z.optional(instant),
  /** What the shop should take off the goods at checkout. */
  discount: z.object({
    ...off,
    /** Products for which it is another. */
    products: z.array(z.object({ productId: z.string(), ...off })),
  }),
  /** The whole of it in words, to be read out. */
  sentences: z.array(z.string()),
});

export type QuoteBody = z.infer<typeof quoteBody>;
export type QuoteAnswer = z.infer<typeof quoteAnswer>;
