import * as z from 'zod/mini';
import { name, text } from './text.ts';

const days = z.int().check(z.gte(1), z.lte(365));

/** What a member agrees to. Each consent is recorded with the version that was shown. */
const consent = z.strictObject({ version: name, text });

/** Within how many days an order that names no customer can be claimed by its number. */
const claimWithinDays = z.optional(days);

/** How a customer becomes a member. */
export const enrolment = z.discriminatedUnion('joins', [
  /**
   * With the first order. Before a recorded consent there is the ledger and the tier alone: no
   * tags, birthday, best hour, marketing or leaderboard.
   */
  z.strictObject({
    joins: z.literal('automatic'),
    consent: z.optional(consent),
    claimWithinDays,
  }),
  /** By agreeing; orders of before wait unclaimed, and count on joining. */
  z.strictObject({
    joins: z.literal('by-consent'),
    consent,
    ordersWaitDays: days,
    claimWithinDays,
  }),
]);

export type Enrolment = z.infer<typeof enrolment>;
