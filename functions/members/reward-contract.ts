import * as z from 'zod/mini';
import { instant, memberId } from '../../shared/events/fields.ts';

export const grantStatus = z.enum(['active', 'used', 'ended', 'voided', 'waiting', 'turned-down']);

const grantAnswer = z.object({
  reward: z.string(),
  kind: z.string(),
  name: z.string(),
  description: z.optional(z.string()),
  /**
   * `used` where nothing is left of it, `voided` where the redemption that gave it was called off,
   * `waiting` until a person says yes.
   */
  status: grantStatus,
  grantedAt: instant,
  /** From when on it is good for nothing; absent where it is for life. */
  endsAt: z.optional(instant),
  /** The redemption that it was given for; absent where something else brought it. */
  redemption: z.optional(z.string()),
  /** Of a pack, the rewards that came with it. */
  parts: z.optional(z.array(z.string())),
  /** Where its content is; only as long as it is held. */
  link: z.optional(z.string()),
  /** Of a coupon that is given, and how often its owner and friends may still use it. */
  code: z.optional(z.string()),
  usesLeft: z.optional(z.int()),
  friendsLeft: z.optional(z.int()),
});

export const grantsAnswer = z.object({
  grants: z.array(grantAnswer),
  next: z.optional(z.string()),
});

const offerAnswer = z.object({
  reward: z.string(),
  kind: z.string(),
  name: z.string(),
  description: z.optional(z.string()),
  points: z.int(),
  /** What is paid beside the points, in minor units by currency. */
  cash: z.optional(z.record(z.string(), z.int())),
  /** Whether the balance is enough. */
  affordable: z.boolean(),
  /** Whether it could be redeemed now. */
  redeemable: z.boolean(),
  /** What speaks against it besides the price. */
  unless: z.array(z.enum(['tier', 'segment', 'stock', 'limit'])),
  /** How many are left of it; absent where there is no end of them. */
  stockLeft: z.optional(z.int()),
});

export const catalogueAnswer = z.object({
  /** Whose it is, merges followed. */
  member: memberId,
  balance: z.int(),
  offers: z.array(offerAnswer),
});

export type GrantAnswer = z.infer<typeof grantAnswer>;
export type GrantsAnswer = z.infer<typeof grantsAnswer>;
export type OfferAnswer = z.infer<typeof offerAnswer>;
export type CatalogueAnswer = z.infer<typeof catalogueAnswer>;
