import * as z from 'zod/mini';
import { identifier, memberId } from '../../shared/events/fields.ts';
import { keyed } from '../../shared/lambda/idempotency.ts';
import { importRow, MOST_ROWS } from './import-row.ts';

const ofMember = z.object({ member: memberId });

/** Points given, or with a minus taken. */
const points = z.int().check(
  z.gte(-1_000_000_000),
  z.lte(1_000_000_000),
  z.refine((given) => given !== 0, 'Too small: must not be 0'),
);

const adjustmentAnswer = z.object({
  id: z.string(),
  /** The member whose points they were, merges followed. */
  member: memberId,
  points: z.int(),
  reason: z.string(),
  /** Who did it, as the token named them. */
  by: z.string(),
  balance: z.int(),
});

const mergeAnswer = z.object({
  /** The member that both are now. */
  member: memberId,
  /** The one whose ledger went into it. */
  absorbed: memberId,
  balance: z.int(),
  debt: z.int(),
  purchases: z.int(),
  tier: z.nullable(z.string()),
});

const unmergeAnswer = z.object({
  member: memberId,
  /** The one who is a member again. */
  released: memberId,
});

const rowAnswer = z.object({
  /** The row's place in the call, from 0. */
  row: z.int(),
  outcome: z.enum(['imported', 'imported-before', 'rejected']),
  member: z.optional(memberId),
  /** Of its points, how many had expired before they came. */
  lapsed: z.optional(z.int()),
  /** Why it was rejected, as a sentence. */
  detail: z.optional(z.string()),
});

const rows = <Row extends z.ZodMiniType>(row: Row) =>
  z.strictObject({ rows: z.array(row).check(z.minLength(1), z.maxLength(MOST_ROWS)) });

/** Every route that is for operators: what no member and no shop could do. */
export const routes = {
  'POST /v1/members/{member}/adjustments': {
    summary:
      'Give or take points by hand, with a reason. A repeat under the same key is answered as the first was, and moves nothing more.',
    scope: 'operate',
    path: ofMember,
    headers: keyed,
    body: z.strictObject({ points, reason: identifier }),
    status: 201,
    answer: adjustmentAnswer,
    refusals: {
      404: 'No such member.',
      409: 'More than one adjustment may move (`most` says how much) or one day’s may, or more than the balance (`short`).',
      422: 'The key was used for another request.',
    },
  },
  'POST /v1/members/{member}/merges': {
    summary:
      'Make two members one: the absorbed one’s ledger goes into this one’s. A repeat changes nothing.',
    scope: 'operate',
    path: ofMember,
    body: z.strictObject({ absorb: memberId }),
    status: 201,
    answer: mergeAnswer,
    refusals: {
      404: 'One of them is no member.',
      409: 'They are one already, one went elsewhere before, or the member has taken in four.',
    },
  },
  'DELETE /v1/members/{member}/merges/{absorbed}': {
    summary: 'Undo a merge, as long as nothing but earnings followed it.',
    scope: 'operate',
    path: z.object({ member: memberId, absorbed: memberId }),
    answer: unmergeAnswer,
    refusals: {
      404: 'There is no such merge, or no longer.',
      409: 'Points were spent, taken or expired since.',
    },
  },
  'POST /v1/imports': {
    summary:
      'Bring members from another system, up to a hundred in one call, each judged by itself. A row that was imported before is not imported again.',
    scope: 'operate',
    path: z.object({}),
    body: rows(z.unknown()),
    goodBody: rows(importRow),
    answer: z.object({ results: z.array(rowAnswer) }),
  },
} as const;

export type AdjustmentAnswer = z.infer<typeof adjustmentAnswer>;
export type MergeAnswer = z.infer<typeof mergeAnswer>;
export type UnmergeAnswer = z.infer<typeof unmergeAnswer>;
export type RowAnswer = z.infer<typeof rowAnswer>;
