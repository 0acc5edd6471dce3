import * as z from 'zod/mini';
import { calendarYear, months, window } from './period.ts';

export const count = z.int().check(z.gte(1), z.lte(1_000_000_000));

const monthsKept = z.union([calendarYear, months]);

/**
 * Where something was done: on the brand's own channels, or on X, where doing it can bring nothing
 * of value unless X has approved that in writing.
 */
export const place = z._default(z.enum(['own', 'x']), 'own');

/** Something that must hold of a member, net of what was refunded. */
export const condition = z.discriminatedUnion('measure', [
  z.strictObject({ measure: z.literal('purchases'), window, atLeast: count }),
  /** In minor units of the base currency. */
  z.strictObject({ measure: z.literal('spend'), window, atLeast: count }),
  /** Points earned on orders; the ledger keeps them by months alone. */
  z.strictObject({ measure: z.literal('points'), window: monthsKept, atLeast: count }),
  /** Contribution points of approved activities. */
  z.strictObject({
    measure: z.literal('contribution'),
    window: monthsKept,
    atLeast: count,
    on: place,
  }),
  /** Activities that count as interactions. */
  z.strictObject({
    measure: z.literal('interactions'),
    window: monthsKept,
    atLeast: count,
    on: place,
  }),
  /** The sum of these scores, each 1 to 5. */
  z.strictObject({
    measure: z.literal('score'),
    of: z.array(z.enum(['recency', 'frequency', 'monetary'])).check(z.minLength(1), z.maxLength(3)),
    atLeast: count,
  }),
]);

/** Conditions that must all hold. */
export const path = z.array(condition).check(z.minLength(1), z.maxLength(10));

/** One of these paths is enough. */
export const paths = z.array(path).check(z.minLength(1), z.maxLength(10));

export type TierCondition = z.infer<typeof condition>;

const ascending = z.array(z.int().check(z.gte(0))).check(z.length(4));

/**
 * Absolute cuts of the scores, for 2, 3, 4 and 5: from how many purchases and how much spend in
 * twelve months, and within how many days since the last order. Being absolute, they let a member
 * be told what is missing.
 */
export const scores = z.strictObject({
  recencyDays: ascending,
  purchases: ascending,
  spendMinor: ascending,
});

export type Scores = z.infer<typeof scores>;
