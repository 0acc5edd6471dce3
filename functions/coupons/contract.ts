import * as z from 'zod/mini';
import { identifier, instant, memberId } from '../../shared/events/fields.ts';
import { keyed } from '../../shared/lambda/idempotency.ts';

/** As it was typed: in any case, with or without hyphens. */
const code = z.string().check(z.minLength(1), z.maxLength(64));
const useId = z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/));

const amounts = z.record(z.string(), z.int());

const left = {
  /** How often its owner may still use it. */
  usesLeft: z.int(),
  /** How many friends may still use it, once each. */
  friendsLeft: z.int(),
};

const couponAnswer = z.object({
  /** As it was given out. */
  code: z.string(),
  reward: z.string(),
  /** Whose it is, merges followed. */
  member: memberId,
  /** `used` where nothing is left of it; only an `active` one can be used, no `waiting` one yet. */
  status: z.enum(['active', 'used', 'ended', 'voided', 'waiting', 'turned-down']),
  /** A share of what it is for, or an amount by currency. */
  worth: z.union([z.object({ discountBps: z.int() }), z.object({ amountMinor: amounts })]),
  /** What an order must reach, by currency. */
  minimumMinor: z.optional(amounts),
  /** Ids of the only products that it is for; absent where it is for all. */
  products: z.optional(z.array(z.string())),
  ...left,
  grantedAt: instant,
  /** From when on it is good for nothing; absent where it is for life. */
  endsAt: z.optional(instant),
});

const asked = z.strictObject({
  shop: identifier,
  orderId: identifier,
  /** `owner`, as where nothing is said, or a reference by which the shop knows a friend. */
  by: z.optional(identifier),
});

const use = {
  /** Names the use in URLs. */
  id: useId,
  code: z.string(),
  shop: z.string(),
  orderId: z.string(),
  by: z.enum(['owner', 'friend']),
  usedAt: instant,
};

const usedAnswer = z.object({ ...use, ...left });
const givenBackAnswer = z.object({ ...use, givenBackAt: instant, ...left });

/** Every route about coupons, which shops ask for while somebody pays. */
export const routes = {
  'GET /v1/coupons/{code}': {
    summary: 'What a coupon is worth, on what, until when, and whether it can be used.',
    scope: 'read',
    path: z.object({ code }),
    answer: couponAnswer,
    refusals: { 404: 'No coupon has this code.' },
  },
  'POST /v1/coupons/{code}/uses': {
    summary:
      'Use a coupon with an order. A repeat under the same key is answered as the first was, and uses nothing more.',
    scope: 'write',
    path: z.object({ code }),
    headers: keyed,
    body: asked,
    status: 201,
    answer: usedAnswer,
    refusals: {
      404: 'No coupon has this code.',
      409: 'It has been used as often as it may be, has ended, was taken back, or waits for a yes.',
      422: 'The key was used for another request.',
    },
  },
  'DELETE /v1/coupons/{code}/uses/{id}': {
    summary:
      'Give a use back, as when its order is called off. A repeat is answered as the first was.',
    scope: 'write',
    path: z.object({ code, id: useId }),
    answer: givenBackAnswer,
    refusals: { 404: 'No coupon has this code, or it has no such use.' },
  },
} as const;

export type CouponAnswer = z.infer<typeof couponAnswer>;
export type CouponUsedAnswer = z.infer<typeof usedAnswer>;
export type CouponGivenBackAnswer = z.infer<typeof givenBackAnswer>;
