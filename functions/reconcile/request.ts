import * as z from 'zod/mini';

const instant = z.int().check(z.gte(0));
const count = z.int().check(z.gte(0));

/** What a message asks for: to go on within a span where another one ended, or from the mark on. */
export const reconciliationRequest = z.object({
  shop: z.string(),
  /** When the schedule fired. */
  scheduledFor: z.iso.datetime(),
  /** Whether there is so much to look at that it is done day by day. */
  byDay: z.optional(z.boolean()),
  rest: z.optional(
    z.object({
      /** Epoch milliseconds, both. */
      since: instant,
      until: instant,
      /** Where the next page begins, and how many were read before it. */
      from: z.string(),
      pages: count,
      /** What those came to. */
      found: z.object({ orders: count, incomplete: count, refused: count }),
    }),
  ),
});

export type ReconciliationRequest = z.infer<typeof reconciliationRequest>;

/**
 * Of what asks for one thing: all that go on with one page, and all that begin at the shop's mark,
 * of which the latest does the work of the others.
 */
export function workOf({ shop, rest }: ReconciliationRequest): string {
  return rest === undefined ? shop : `${shop} ${rest.since} ${rest.until} ${rest.from}`;
}

export function latestOf([first, ...others]: readonly [
  ReconciliationRequest,
  ...ReconciliationRequest[],
]): ReconciliationRequest {
  return others.reduce(
    (one, other) => (other.scheduledFor > one.scheduledFor ? other : one),
    first,
  );
}
