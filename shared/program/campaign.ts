import * as z from 'zod/mini';
import { selection } from './earning.ts';
import { amounts, limit, points, shareBps } from './money.ts';
import { day, recurrence, validity } from './period.ts';
import { audience } from './segment.ts';
import { name, rewardId, segmentId, text } from './text.ts';

/** What a campaign gives with each order of its days. */
const gift = z.discriminatedUnion('kind', [
  /** Of tier and campaign the larger multiplier applies, unless the campaign stacks: then they add. */
  z.strictObject({
    kind: z.literal('multiplier'),
    multiplierBps: z.int().check(z.gt(10_000), z.lte(100_000)),
    stacks: z._default(z.boolean(), false),
  }),
  z.strictObject({ kind: z.literal('points'), points, validity }),
  /** Rewards, once for each member while the campaign lasts. */
  z.strictObject({
    kind: z.literal('rewards'),
    rewards: z.array(rewardId).check(z.minLength(1), z.maxLength(10)),
  }),
  /** Taken off at checkout by the shop, which asks what holds; unless it stacks, the larger applies. */
  z.strictObject({
    kind: z.literal('discount'),
    discountBps: shareBps,
    stacks: z._default(z.boolean(), false),
  }),
]);

/** A part of the members that a campaign starts with, until it widens: those of whom all of it holds. */
const stage = z.strictObject({
  /** The first day on which this part is not enough any more. */
  until: day,
  /** Members of one of these segments. */
  segments: z.optional(z.array(segmentId).check(z.minLength(1))),
  /** So many of all members, always the same ones. */
  shareBps: z.optional(shareBps),
});

/** For a time, or on certain days of it, orders bring more. Of those that hold the first twenty count. */
export const campaign = z.strictObject({
  id: name,
  name: text,
  from: day,
  /** The last day of it. */
  until: day,
  /** Only on these days. */
  on: z.optional(recurrence),
  gives: gift,
  for: z._default(audience, {}),
  /** Only on these products. */
  of: z.optional(selection),
  minimumMinor: z.optional(amounts),
  /** Earlier stages first; everybody it is for, after the last. */
  pilot: z._default(z.array(stage).check(z.maxLength(10)), []),
  /** Shown on badges and drafts; using it is never a condition. */
  hashtag: z.optional(z.string().check(z.regex(/^#[\p{L}\p{N}_]{1,60}$/u))),
  /** What it may give in all beyond what the tier gives. */
  budget: z.optional(
    z.strictObject({
      points: z.optional(limit),
      /** What its rewards may cost in all, in minor units of the base currency. */
      costMinor: z.optional(limit),
    }),
  ),
});

export type Campaign = z.infer<typeof campaign>;
