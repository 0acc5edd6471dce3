import * as z from 'zod/mini';
import { condition, count } from './condition.ts';
import { name, segmentId, text, tierId } from './text.ts';

/** What can be said of a member, from the ledger alone. */
const predicate = z.discriminatedUnion('is', [
  /** In a tier from one to another, both included. */
  z.strictObject({ is: z.literal('tier'), from: z.optional(tierId), upTo: z.optional(tierId) }),
  z.strictObject({ is: z.literal('at-least'), condition }),
  z.strictObject({ is: z.literal('less-than'), condition }),
  z.strictObject({ is: z.literal('ordered-within'), days: count }),
  z.strictObject({ is: z.literal('not-ordered-for'), days: count }),
  /** In another segment, which stands before this one. */
  z.strictObject({ is: z.literal('in'), segment: segmentId }),
  z.strictObject({ is: z.literal('not-in'), segment: segmentId }),
]);

/** Members of whom all of this holds. One that is a tag is shown on the member. */
export const segment = z.strictObject({
  id: name,
  name: text,
  all: z.array(predicate).check(z.minLength(1), z.maxLength(10)),
  tag: z._default(z.boolean(), false),
});

export type Segment = z.infer<typeof segment>;
export type Predicate = z.infer<typeof predicate>;

/** Who may have something: everybody where nothing is said. */
export const audience = z.strictObject({
  /** The lowest tier. */
  fromTier: z.optional(tierId),
  /** The highest tier. */
  upToTier: z.optional(tierId),
  /** One of these segments is enough. */
  segments: z.optional(z.array(segmentId).check(z.minLength(1), z.maxLength(20))),
});

export type Audience = z.infer<typeof audience>;
