import * as z from 'zod/mini';
import { identifier, instant, memberId } from '../../shared/events/fields.ts';
import { keyed } from '../../shared/lambda/idempotency.ts';
import { donationRoutes } from './donation-contract.ts';
import { profitShareRoutes } from './profit-share-contract.ts';
import { referralRoutes } from './referral-contract.ts';

const ofMember = z.object({ member: memberId });
const name = z.string().check(z.minLength(1), z.maxLength(40));
const lang = z.optional(z.string().check(z.maxLength(35)));
const limit = z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(100)));
const reportId = z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/));

const activityBody = z.strictObject({
  /** Id of the activity in the program. */
  activity: name,
  /** What it was about, such as an order that is reviewed: an id, and nothing about a person. */
  subject: z.optional(identifier),
  /** When it was, within the last 30 days; now where nothing is said. */
  occurredAt: z.optional(z.iso.datetime({ offset: true })),
});

/** What was given, and what the member has with it. */
const brought = z.object({
  points: z.int(),
  contribution: z.int(),
  /** What the limits of all activities together did not let in. */
  withheld: z.optional(z.object({ points: z.int(), contribution: z.int() })),
  /** Ids of rewards that are being granted for it, those of a tier reached among them. */
  rewards: z.array(z.string()),
  tier: z.object({ before: z.nullable(z.string()), after: z.nullable(z.string()) }),
  balance: z.int(),
});

const activityAnswer = z.object({
  /** Names the report in URLs. */
  id: reportId,
  /** The member that it counts for, merges followed. */
  member: memberId,
  activity: z.string(),
  status: z.enum(['counted', 'waiting', 'turned-down']),
  /** Once it counts. */
  brought: z.optional(brought),
  /** Why, in words. */
  sentences: z.array(z.string()),
});

const codeAnswer = z.object({
  /** Id of the code in the program. */
  code: z.string(),
  member: memberId,
  points: z.int(),
  balance: z.int(),
  sentences: z.array(z.string()),
});

const waitingAnswer = z.object({
  activities: z.array(
    z.object({
      id: reportId,
      member: memberId,
      activity: z.string(),
      subject: z.optional(z.string()),
      occurredAt: instant,
      receivedAt: instant,
    }),
  ),
  next: z.optional(z.string()),
});

/** Every route for what members do besides buying. */
export const routes = {
  ...referralRoutes,
  ...donationRoutes,
  ...profitShareRoutes,
  'POST /v1/members/{member}/activities': {
    summary:
      'Report what a member did. A repeat under the same key is answered by what became of the first, and brings nothing more.',
    scope: 'write',
    path: ofMember,
    query: z.object({ lang }),
    headers: keyed,
    body: activityBody,
    status: 201,
    answer: activityAnswer,
    refusals: {
      404: 'No such member, or no such activity in the program.',
      409: 'It counts only so often (`times`, `in`), or X has not approved it.',
      422: 'The key was used for another request.',
    },
  },
  'POST /v1/members/{member}/codes': {
    summary:
      'Enter a code that brings points, once for each member. A repeat under the same key is answered as the first was.',
    scope: 'write',
    path: ofMember,
    query: z.object({ lang }),
    headers: keyed,
    body: z.strictObject({ code: z.string().check(z.minLength(1), z.maxLength(60)) }),
    status: 201,
    answer: codeAnswer,
    refusals: {
      404: 'No such member, or no such code.',
      409: 'Not one of its days (`from`, `until`), used up, or used by the member before.',
    },
  },
  'GET /v1/activities': {
    summary:
      'Reported activities that wait for a person’s yes, the oldest first; `from` is `next` of the page before.',
    scope: 'operate',
    path: z.object({}),
    query: z.object({
      status: z.optional(z.literal('waiting')),
      limit,
      from: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
    }),
    answer: waitingAnswer,
  },
  'POST /v1/activities/{id}/approvals': {
    summary:
      'Say yes or no to an activity that waits. With a yes it counts, at the time at which it was. A repeat changes nothing.',
    scope: 'operate',
    path: z.object({ id: reportId }),
    query: z.object({ lang }),
    body: z.strictObject({
      approved: z.boolean(),
      /** Who says so; whom the token names where nothing is said. */
      by: z.optional(identifier),
    }),
    status: 201,
    answer: activityAnswer,
    refusals: {
      404: 'Nothing like that was reported, or the program has dropped the activity.',
      409: 'It was decided the other way before, or the activity counts only so often.',
    },
  },
} as const;

export type ActivityBody = z.infer<typeof activityBody>;
export type ActivityAnswer = z.infer<typeof activityAnswer>;
export type CodeAnswer = z.infer<typeof codeAnswer>;
export type WaitingAnswer = z.infer<typeof waitingAnswer>;
