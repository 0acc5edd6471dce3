import * as z from 'zod/mini';
import { instant, memberId } from '../../shared/events/fields.ts';

const ofMember = z.object({ member: memberId });
const limit = z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(100)));

const outcome = z.enum(['settled', 'too-early', 'order-undone', 'limit', 'same-member']);

const friend = z.object({
  member: memberId,
  /** `waiting` until it is settled. */
  status: z.enum(['waiting', 'settled', 'order-undone', 'limit', 'same-member']),
  orderedAt: instant,
  /** From when on it may be settled. */
  dueAt: instant,
  /** Points that the friend brought, once settled. */
  points: z.optional(z.int()),
});

const referralAnswer = z.object({
  /** Merges followed. */
  member: memberId,
  /** What friends enter as a discount code at a shop; absent until it has been asked for. */
  code: z.optional(z.string()),
  /** Friends who count: in all, and of those that may in this year and this month. */
  friends: z.object({
    ever: z.int(),
    thisYear: z.int(),
    thisMonth: z.int(),
    mostAYear: z.int(),
    mostAMonth: z.optional(z.int()),
  }),
  levels: z.array(
    z.object({
      friends: z.int(),
      points: z.int(),
      /** Ids of rewards. */
      rewards: z.array(z.string()),
      reached: z.boolean(),
    }),
  ),
  /** Who came with the code, whatever became of it, by their ids. */
  list: z.array(friend),
  next: z.optional(memberId),
});

const settlementAnswer = z.object({
  /** The friend. */
  member: memberId,
  /** Whose code it was. */
  owner: memberId,
  outcome,
  dueAt: instant,
  /** What either side got; levels come on top. */
  points: z.optional(z.object({ owner: z.int(), member: z.int() })),
});

/** Every route about friends who come with a member's code. */
export const referralRoutes = {
  'GET /v1/members/{member}/referral': {
    summary:
      'A member’s own code, and the friends who came with it; `from` is `next` of the page before.',
    scope: 'read',
    path: ofMember,
    query: z.object({ limit, from: z.optional(memberId) }),
    answer: referralAnswer,
    refusals: { 404: 'No such member, or the program rewards no referrals.' },
  },
  'POST /v1/members/{member}/referral': {
    summary: 'Give a member their own code. It is the same for ever, and a repeat changes nothing.',
    scope: 'write',
    path: ofMember,
    status: 201,
    answer: referralAnswer,
    refusals: { 404: 'No such member, or the program rewards no referrals.' },
  },
  'POST /v1/referrals/settlements': {
    summary:
      'Reward both sides for a friend, once the friend’s first order is old enough and still stands. A repeat is answered by what became of it.',
    scope: 'operate',
    path: z.object({}),
    body: z.strictObject({
      /** The friend. */
      member: memberId,
    }),
    answer: settlementAnswer,
    refusals: { 404: 'Nobody’s code brought such a member, or the program rewards no referrals.' },
  },
} as const;

export type ReferralAnswer = z.infer<typeof referralAnswer>;
export type SettlementAnswer = z.infer<typeof settlementAnswer>;
