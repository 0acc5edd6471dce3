import * as z from 'zod/mini';
import { identifier, instant, memberId } from '../../shared/events/fields.ts';

/** Names a grant in URLs. */
const grant = z.string().check(z.minLength(1), z.maxLength(600), z.regex(/^[A-Za-z0-9_-]+$/));

const waitingAnswer = z.object({
  grants: z.array(
    z.object({
      id: grant,
      /** To whom it was granted; where they went into another member since, that one has it. */
      member: memberId,
      reward: z.string(),
      /** What each use of it takes off, in minor units by currency. */
      amountMinor: z.record(z.string(), z.int()),
      /** How often its owner could use it, and how many friends once each. */
      uses: z.int(),
      friends: z.int(),
      grantedAt: instant,
    }),
  ),
  next: z.optional(z.string()),
});

const verdictAnswer = z.object({
  id: grant,
  /** Whose it is, merges followed. */
  member: memberId,
  reward: z.string(),
  status: z.enum(['approved', 'turned-down']),
  by: z.string(),
  reason: z.optional(z.string()),
  decidedAt: instant,
  /** From when on an approved one is good for nothing; absent where it is for life. */
  endsAt: z.optional(instant),
});

/** The routes for what is given only once a person has said yes. */
export const approvalRoutes = {
  'GET /v1/grants/waiting': {
    summary:
      'Coupons that wait for a person’s yes, the oldest first; `from` is `next` of the page before.',
    scope: 'operate',
    path: z.object({}),
    query: z.object({
      limit: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(100))),
      from: z.optional(z.string().check(z.minLength(1), z.maxLength(300))),
    }),
    answer: waitingAnswer,
  },
  'POST /v1/members/{member}/grants/{grant}/approval': {
    summary:
      'Say yes or no to a coupon that waits. With a yes it can be used, as long as it was promised from now on, and its member is told. A repeat is answered as the first was.',
    scope: 'operate',
    path: z.object({ member: memberId, grant }),
    body: z.strictObject({
      approved: z.boolean(),
      /** Who says so; whom the token names where nothing is said. */
      by: z.optional(identifier),
      /** For the record, and nothing about a person. */
      reason: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
    }),
    status: 201,
    answer: verdictAnswer,
    refusals: {
      404: 'No such member, or the member has no such grant that had to wait.',
      409: 'It was decided the other way before.',
    },
  },
} as const;

export type WaitingGrantsAnswer = z.infer<typeof waitingAnswer>;
export type GrantVerdictAnswer = z.infer<typeof verdictAnswer>;
