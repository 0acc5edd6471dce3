import * as z from 'zod/mini';
import { instant } from '../../shared/events/fields.ts';

const leaderboardAnswer = z.object({
  /** A year as `2026`, or months that end with one as `2026-11`. */
  period: z.string(),
  /** What is counted: points that orders earned, spend in minor units of the base currency ... */
  by: z.enum(['points', 'spend', 'purchases', 'contribution']),
  /** Up to when. */
  asOf: instant,
  places: z.array(
    z.object({
      place: z.int(),
      /** The name that the member chose; of who chose none a pseudonym, another in each period. */
      name: z.string(),
      isPseudonym: z.boolean(),
      figure: z.int(),
    }),
  ),
});

/** Who is first, among those alone who agreed to be shown. */
export const routes = {
  'GET /v1/leaderboard': {
    summary:
      'Who is first, among those who agree to be shown: as of the first of the month. Without `period` the latest one.',
    scope: 'read',
    path: z.object({}),
    query: z.object({
      period: z.optional(z.string().check(z.regex(/^2\d{3}(-(0[1-9]|1[0-2]))?$/))),
    }),
    answer: leaderboardAnswer,
    refusals: { 404: 'The program has no leaderboard, or none was made of this period.' },
  },
} as const;

export type LeaderboardAnswer = z.infer<typeof leaderboardAnswer>;
