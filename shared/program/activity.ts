import * as z from 'zod/mini';
import { place } from './condition.ts';
import { points } from './money.ts';
import { validity } from './period.ts';
import { name, rewardId, text } from './text.ts';

const most = z.optional(z.int().check(z.gte(1), z.lte(1_000)));

/** Something that a member does besides buying, as the brand's own systems report it. */
export const activity = z.strictObject({
  id: name,
  name: text,
  on: place,
  points: z._default(points, 0),
  /** Of its points; 12 months where nothing is said. */
  validity: z._default(validity, { months: 12 }),
  /** Contribution points, by which tiers can be reached. */
  contribution: z._default(points, 0),
  /** Whether it counts as an interaction. */
  interaction: z._default(z.boolean(), false),
  /** Whether it shows that the member came by: then the member is not churned. */
  visit: z._default(z.boolean(), false),
  /** Whether a person must say yes before it counts. */
  approval: z._default(z.enum(['none', 'operator']), 'none'),
  /** How often it counts, in the program's zone. */
  limits: z._default(
    z.strictObject({
      aDay: most,
      aWeek: most,
      aMonth: most,
      /** For the same subject: an order that is reviewed, a friend who is invited. */
      perSubject: most,
      inLifetime: most,
    }),
    {},
  ),
  /**
   * Whether the limits of all activities together hold for its points. Those of an activity that a
   * person approves piece by piece may stand beside them.
   */
  limited: z._default(z.boolean(), true),
  /** Rewards that it brings, each time. */
  rewards: z._default(z.array(rewardId), []),
});

export type Activity = z.infer<typeof activity>;

/** What all activities of a member bring at the most. Beyond it they are recorded, and bring nothing. */
export const activityLimits = z.strictObject({
  pointsADay: z.optional(points),
  pointsAMonth: z.optional(points),
  contributionAMonth: z.optional(points),
});
