import * as z from 'zod/mini';
import { calendarYear, months } from './period.ts';

/** Who is first, among those alone who agreed to be shown, and by the name that they chose. */
export const leaderboard = z.strictObject({
  by: z.enum(['points', 'spend', 'purchases', 'contribution']),
  window: z.union([calendarYear, months]),
  places: z.int().check(z.gte(3), z.lte(100)),
});

export type Leaderboard = z.infer<typeof leaderboard>;
