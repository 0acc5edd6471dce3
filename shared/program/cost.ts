import * as z from 'zod/mini';
import { shareBps } from './money.ts';
import { day } from './period.ts';
import { tierId } from './text.ts';

const bps = z.int().check(z.gte(0), z.lte(10_000));

/**
 * What the brand knows or expects of its figures, from which a program's cost is worked out before
 * it is deployed: as a share of the extra gross profit that repeat purchases bring.
 */
export const costs = z.strictObject({
  /** Gross profit, of spend. */
  marginBps: shareBps,
  /** Of members' spend, the part that there would not be without the program. */
  causedBps: shareBps,
  /** Of points, the part that is redeemed before it expires. */
  redeemedBps: shareBps,
  /** By tier id: its part of all members' spend, and what its rewards besides points and discounts cost, of its spend. */
  tiers: z.record(tierId, z.strictObject({ mixBps: bps, otherBps: bps })),
  /** What a typical member's orders of a month come to, in minor units of the base currency. */
  typicalMonthMinor: z.int().check(z.gte(1)),
  /** The most that the program may cost of the extra gross profit. */
  mostBps: z._default(shareBps, 2_500),
  /** Under this it gives little reason to come back. */
  leastBps: z._default(shareBps, 1_500),
  /** The most of all cost that a tier may take, by its id. */
  tierMostBps: z._default(z.record(tierId, shareBps), {}),
});

export type Costs = z.infer<typeof costs>;

/** What is known of X's rules, and since when. */
export const xRules = z.strictObject({
  /** Names the written approval by X of rewards for actions on X; without one there are none. */
  approval: z.optional(z.string().check(z.minLength(3), z.maxLength(200))),
  /** When X's rules were last read. */
  readOn: day,
});
