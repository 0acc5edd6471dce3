import * as z from 'zod/mini';
import { weekday } from './period.ts';

/** What a shop's owner is given each week, to thank and to ask by hand: who reached a tier, too. */
export const ownerList = z.strictObject({
  weekday,
  /** How many of the week's best buyers it names. */
  bestBuyers: z.int().check(z.gte(1), z.lte(100)),
  /** It names those for whom so many days without an order or a visit were full in the week. */
  quietAfterDays: z.int().check(z.gte(7), z.lte(365)),
  /** Whether it brings a text to publish, which counts members and shows none. */
  thread: z._default(z.boolean(), true),
});

export type OwnerList = z.infer<typeof ownerList>;
