import * as z from 'zod/mini';
import { amounts, limit } from './money.ts';
import { audience } from './segment.ts';
import { rewardId } from './text.ts';

/** A reward that points can be redeemed for. */
export const offer = z.strictObject({
  reward: rewardId,
  points: z.int().check(z.gte(1), z.lte(1_000_000)),
  /** What is paid beside the points. */
  cash: z.optional(amounts),
  stock: z.optional(limit),
  for: z._default(audience, {}),
  /** How often one member may redeem it in a calendar month, or ever. */
  perMember: z.optional(
    z.strictObject({
      times: z.int().check(z.gte(1), z.lte(1_000)),
      in: z.enum(['month', 'year', 'lifetime']),
    }),
  ),
});

export type Offer = z.infer<typeof offer>;

/** What points are worth at checkout: one point is `perPointMinor` of a currency's minor units. */
export const redemption = z.strictObject({
  perPointMinor: amounts,
  /** How long points that come back too late live again; absent where they do not. */
  graceDays: z.optional(z.int().check(z.gte(1), z.lte(365))),
  /** The part of an order that can be paid with points. */
  mostOfOrderBps: z._default(z.int().check(z.gte(1), z.lte(10_000)), 10_000),
});
