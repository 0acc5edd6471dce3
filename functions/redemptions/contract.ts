import * as z from 'zod/mini';
import { currencyCode, MAX_AMOUNT_MINOR, memberId } from '../../shared/events/fields.ts';
import { keyed } from '../../shared/lambda/idempotency.ts';

const redemptionId = z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/));

/** Points off at checkout, at the program's rate. */
const atCheckout = z.strictObject({
  points: z.int().check(z.gte(1), z.lte(1_000_000)),
  currency: currencyCode,
  /** What the order comes to, so that no more of it is paid with points than the program allows. */
  orderMinor: z.optional(z.int().check(z.gte(1), z.lte(MAX_AMOUNT_MINOR))),
});

/** A reward of the catalogue; the currency is that of its cash part, the base one unless said. */
const ofCatalogue = z.strictObject({
  reward: z.string().check(z.minLength(1), z.maxLength(40)),
  currency: z.optional(currencyCode),
});

const money = { amountMinor: z.int(), currency: z.string() };

export const purpose = z.union([
  /** What the points take off an order. */
  z.object({ for: z.literal('checkout'), ...money }),
  /** A reward, and what is to be paid beside the points. */
  z.object({
    for: z.literal('reward'),
    reward: z.string(),
    cash: z.optional(z.object(money)),
  }),
]);

const redeemedAnswer = z.object({
  /** Names the redemption in URLs. */
  id: redemptionId,
  /** The member whose points they were, merges followed. */
  member: memberId,
  points: z.int(),
  purpose,
  /** What was left after it. */
  balance: z.int(),
  /** The codes that the reward brought. */
  coupons: z.optional(z.array(z.object({ reward: z.string(), code: z.string() }))),
});

const restoredAnswer = z.object({
  id: redemptionId,
  member: memberId,
  /** How many points came back, debt that was paid of them included. */
  points: z.int(),
  /** How many had expired meanwhile, and did not. */
  lapsed: z.int(),
  balance: z.int(),
});

/** Every route that spends points for members. */
export const routes = {
  'POST /v1/members/{member}/redemptions': {
    summary:
      'Redeem points, for an amount off at checkout or for a reward. A repeat under the same key is answered as the first was, and redeems nothing more.',
    scope: 'write',
    path: z.object({ member: memberId }),
    headers: keyed,
    body: z.union([atCheckout, ofCatalogue]),
    status: 201,
    answer: redeemedAnswer,
    refusals: {
      404: 'No such member, or no such reward in the catalogue.',
      409: 'Too few points (`short` says how many) or too many of the order (`most` says how many may be), out of stock, not for this member, more often than one may, or no rate for the currency.',
      422: 'The key was used for another request.',
    },
  },
  'DELETE /v1/members/{member}/redemptions/{id}': {
    summary:
      'Call a redemption off: its points go back to the months that they came from. A repeat is answered as the first was.',
    scope: 'write',
    path: z.object({ member: memberId, id: redemptionId }),
    answer: restoredAnswer,
    refusals: {
      404: 'The member has no such redemption.',
      409: 'The reward has been used.',
    },
  },
} as const;

export type RedemptionBody = z.infer<typeof atCheckout> | z.infer<typeof ofCatalogue>;
export type RedeemedAnswer = z.infer<typeof redeemedAnswer>;
export type RestoredAnswer = z.infer<typeof restoredAnswer>;
