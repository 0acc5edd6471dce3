import * as z from 'zod/mini';
import { instant } from './fields.ts';

const count = z.int().check(z.gte(0));

/** The month of a review, as `2026-12`. */
const month = z.string().check(z.regex(/^\d{4}-\d{2}$/));

/** What the fact of a review says beside what every fact does. */
export const reviewFields = {
  outcome: z.enum(['notice', 'demoted', 'withdrawn', 'lent', 'returned']),
  /** Of a notice, the review in which the tier goes; absent of loans. */
  month: z.optional(month),
  /** Of a demotion. */
  why: z.optional(z.enum(['paths', 'falling'])),
  notice: z.optional(
    z.object({
      /** The tier that goes, and the one below. */
      tier: z.string(),
      to: z.nullable(z.string()),
      threats: z.array(z.enum(['paths', 'falling', 'refunds'])).check(z.minLength(1)),
      /** What would keep it, done between two instants; absent where nothing can. */
      way: z.optional(
        z.object({
          orders: count,
          /** What they must come to together, in minor units of the base currency. */
          spendMinor: count,
          points: count,
          contribution: count,
          interactions: count,
          from: instant,
          before: instant,
        }),
      ),
    }),
  ),
  lent: z.optional(z.object({ tier: z.string(), until: instant })),
};

export const reviewExample = {
  outcome: 'notice' as const,
  month: '2026-12',
  notice: {
    tier: 'regular',
    to: 'explorer',
    threats: ['refunds' as const],
    way: {
      orders: 1,
      spendMinor: 0,
      points: 0,
      contribution: 0,
      interactions: 0,
      from: '2026-11-01T09:00:00.000Z',
      before: '2026-11-30T23:00:00.000Z',
    },
  },
};
