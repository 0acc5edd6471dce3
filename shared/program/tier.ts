import * as z from 'zod/mini';
import { path, paths } from './condition.ts';
import { multiplierBps, points } from './money.ts';
import { validity } from './period.ts';
import { benefitId, name, rewardId, text } from './text.ts';

export const tier = z.strictObject({
  id: name,
  name: text,
  /** One of these paths is enough. */
  reach: paths,
  /** One of these paths is enough to stay; those of `reach` where nothing is said. */
  keep: z.optional(z.array(path).check(z.minLength(1), z.maxLength(10))),
  /** Multiplier of the points on an order that finds the member in this tier. */
  multiplierBps,
  /** Off at checkout. */
  discountBps: z._default(z.int().check(z.gte(0), z.lte(9_000)), 0),
  /** Given once in a lifetime, with the order that reaches the tier. */
  pointsOnReaching: z.optional(z.strictObject({ points, validity })),
  /** Ids of the rewards that reaching the tier brings. */
  rewards: z.array(rewardId),
  /** Ids of the rewards that each month, and each year, in the tier brings. */
  monthlyRewards: z._default(z.array(rewardId), []),
  yearlyRewards: z._default(z.array(rewardId), []),
  /** What the tier has of each benefit, by its id: a column of the benefits table. */
  benefits: z._default(z.record(benefitId, text), {}),
});

export type Tier = z.infer<typeof tier>;

/** A row of the benefits table. */
export const benefit = z.strictObject({ id: name, name: text });

/** An entitlement that a path brings beside the ladder, for as long as it holds. */
export const club = z.strictObject({ id: name, name: text, reach: paths, reward: rewardId });

export type Club = z.infer<typeof club>;
