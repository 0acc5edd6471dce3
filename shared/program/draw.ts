import * as z from 'zod/mini';
import { limit } from './money.ts';
import { audience } from './segment.ts';
import { name, rewardId, text } from './text.ts';

/** A draw of prizes. It is lawful only with published rules, odds and a free way in. */
export const draw = z.discriminatedUnion('when', [
  /** Once a month, among the entries of that month. */
  z.strictObject({
    when: z.literal('monthly'),
    id: name,
    name: text,
    for: z._default(audience, {}),
    minimumAge: z._default(z.int().check(z.gte(0), z.lte(99)), 18),
    prizes: z
      .array(z.strictObject({ reward: rewardId, winners: z.int().check(z.gte(1), z.lte(10_000)) }))
      .check(z.minLength(1), z.maxLength(20)),
    /** What a member may do, and what not. */
    rules: z.optional(text),
    /** How likely winning is, in words: it depends on how many take part. */
    odds: z.optional(text),
    /** How to enter without buying. */
    freeEntry: z.optional(text),
    /** The most entries that one person may have in a month. */
    entriesAPerson: z._default(z.int().check(z.gte(1), z.lte(1_000)), 31),
  }),
  /** At sign-in, once a day and member, at stated chances. */
  z.strictObject({
    when: z.literal('sign-in'),
    id: name,
    name: text,
    for: z._default(audience, {}),
    minimumAge: z._default(z.int().check(z.gte(0), z.lte(99)), 18),
    prizes: z
      .array(
        z.strictObject({
          reward: rewardId,
          /** Of 10,000 entries, so many win it. */
          chanceBps: z.int().check(z.gte(1), z.lte(10_000)),
        }),
      )
      .check(z.minLength(1), z.maxLength(20)),
    rules: z.optional(text),
    freeEntry: z.optional(text),
    /** What its prizes may cost in a month, in minor units of the base currency. */
    budgetMinor: limit,
  }),
]);

export type Draw = z.infer<typeof draw>;
export type MonthlyDraw = Extract<Draw, { when: 'monthly' }>;
export type SignInDraw = Extract<Draw, { when: 'sign-in' }>;
