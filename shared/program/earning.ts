import * as z from 'zod/mini';
import { amounts, limit, points, shareBps } from './money.ts';
import { day, validity } from './period.ts';
import { categoryId, name, rewardId, text, tierId } from './text.ts';

/** Products of an order: by id, or by categories that the document lists. */
export const selection = z.strictObject({
  products: z._default(z.array(z.string().check(z.minLength(1), z.maxLength(100))), []),
  categories: z._default(z.array(categoryId), []),
});

export type Selection = z.infer<typeof selection>;

/** What an order earns. Each rule gives a share of its own, with its own validity. */
export const earningRule = z.discriminatedUnion('kind', [
  /**
   * One point for each `perPointMinor` of an order's earning base, or of what the selected products
   * make of it; rounded down once for each order, after the multiplier.
   */
  z.strictObject({
    kind: z.literal('per-amount'),
    id: name,
    validity,
    /** Only these products. */
    of: z.optional(selection),
    /** Of the currency's rate; 10,000 where nothing is said. */
    rateBps: z._default(z.int().check(z.gte(1), z.lte(100_000)), 10_000),
    /** What an order's earning base must reach; in a currency that is not named it never does. */
    minimumMinor: z.optional(amounts),
  }),
  /** Points for each piece of a product, whatever it cost; no multiplier applies. */
  z.strictObject({ kind: z.literal('per-product'), id: name, validity, of: selection, points }),
  /** Points with the first order, once in a lifetime; a refund does not take them back. */
  z.strictObject({
    kind: z.literal('first-purchase'),
    id: name,
    validity,
    points,
    minimumMinor: z.optional(amounts),
  }),
  /** A growth task: points when a member's purchases or spend first come so far; once in a lifetime. */
  z.strictObject({
    kind: z.literal('milestone'),
    id: name,
    name: text,
    validity,
    points,
    reached: z.union([
      z.strictObject({ purchases: z.int().check(z.gte(1)) }),
      /** In minor units of the base currency. */
      z.strictObject({ spendMinor: z.int().check(z.gte(1)) }),
    ]),
  }),
]);

export type EarningRule = z.infer<typeof earningRule>;

/** What limits how orders earn; nothing does where nothing is said. */
export const orderLimits = z.strictObject({
  /** An order within so many minutes of the one before is no purchase and earns nothing. */
  intervalMinutes: z.optional(z.int().check(z.gte(1), z.lte(10_080))),
  /**
   * The most points that a member's orders of one day earn: one that would exceed it earns nothing.
   * What is given once in a lifetime is given all the same.
   */
  pointsADay: z.optional(z.int().check(z.gte(1))),
});

/** Points for a code that a member enters, once each. */
export const pointsCode = z.strictObject({
  id: name,
  name: text,
  /** What is entered, in any case. */
  code: z.string().check(z.regex(/^[A-Z0-9][A-Z0-9-]{2,39}$/)),
  points,
  validity,
  from: day,
  /** The last day of it. */
  until: day,
  /** How many members may use it. */
  uses: z.optional(limit),
});

export type PointsCode = z.infer<typeof pointsCode>;

/** Both sides are rewarded when a friend's first paid order has outlived its hold. */
export const referral = z.strictObject({
  /** For the member whose code the friend used. */
  pointsForMember: points,
  pointsForFriend: points,
  validity,
  /** How old the friend's first order must be, and still stand. */
  afterDays: z.int().check(z.gte(0), z.lte(90)),
  /** How many friends count in a calendar year; one beyond that brings nothing to either side. */
  friendsAYear: z.int().check(z.gte(1), z.lte(1_000)),
  friendsAMonth: z.optional(z.int().check(z.gte(1), z.lte(1_000))),
  /** What each friend who counts brings the member besides. */
  rewardsForMember: z._default(z.array(rewardId), []),
  /** More for those who bring several, once each. */
  levels: z._default(
    z.array(
      z.strictObject({
        friends: z.int().check(z.gte(1)),
        points: z._default(points, 0),
        rewards: z._default(z.array(rewardId), []),
      }),
    ),
    [],
  ),
});

export type Referral = z.infer<typeof referral>;

/**
 * Of what others' orders with a member's own code bring, a part is theirs as store credit each
 * quarter: for whoever has the tier when the quarter is settled.
 */
export const profitShare = z.strictObject({
  fromTier: tierId,
  /** Of the net goods. */
  shareBps,
  /** The most in a quarter, in minor units of the base currency. */
  mostMinor: z.int().check(z.gte(1)),
});
