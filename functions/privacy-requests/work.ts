import * as z from 'zod/mini';

/** What there is to do for a request, besides hearing of it. */
export const requestWork = z.object({
  request: z.string(),
  /** What set it off was received or fired then; epoch milliseconds. */
  at: z.int(),
  /** Of a whole shop: how far the pass over the members is, and what it came to so far. */
  pass: z.optional(
    z.object({
      after: z.string(),
      tally: z.record(z.string(), z.int().check(z.gte(0))),
    }),
  ),
  /** Of a whole shop: one member whom the pass could not see to. */
  member: z.optional(z.string()),
});

export type RequestWork = z.infer<typeof requestWork>;

/** To look after what is open; as the schedule says it. */
export const watchWork = z.object({ scheduledFor: z.iso.datetime() });

export const privacyWork = z.union([requestWork, watchWork]);
