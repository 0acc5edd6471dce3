import * as z from 'zod/mini';
import { identifier, instant, memberId } from '../../shared/events/fields.ts';
import { keyed } from '../../shared/lambda/idempotency.ts';

const from = z.optional(z.string().check(z.maxLength(500)));
const ofMember = z.object({ member: memberId });
const ofRequest = z.object({ request: z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/)) });

const exportAnswer = z.object({
  /** All ids of the member, their own first; none where only orders were asked for. */
  members: z.array(memberId),
  /** When this page was made: nothing of it is kept. */
  madeAt: instant,
  items: z.array(
    z.object({
      /** What it is: `profile`, `consent`, `entry`, `message`, `grant`, `subscription` ... */
      kind: z.string(),
      /** The id under which it is kept. */
      member: z.optional(z.string()),
      /** All of it, with instants as texts. */
      content: z.record(z.string(), z.unknown()),
    }),
  ),
  next: z.optional(z.string()),
});

const requestAnswer = z.object({
  request: z.string(),
  kind: z.enum(['export', 'erasure', 'shop-erasure']),
  status: z.enum(['open', 'done']),
  /** The shop that passed it on. */
  shop: z.optional(identifier),
  member: z.optional(memberId),
  /** How many orders it names, while it is open. */
  orders: z.int(),
  receivedAt: instant,
  dueAt: instant,
  doneAt: z.optional(instant),
  by: z.optional(z.string()),
  /** Of an erasure: how much there was of each kind; of a whole shop, how many members. */
  erased: z.optional(z.record(z.string(), z.int())),
});

/** What people may ask of whoever keeps something of them. */
export const routes = {
  'GET /v1/members/{member}/export': {
    summary:
      'All that is kept of a member, by all their ids, in pages; `from` is `next` of the page before.',
    scope: 'operate',
    path: ofMember,
    query: z.object({ from }),
    answer: exportAnswer,
    refusals: { 404: 'Nothing is kept of such a member.' },
  },
  'DELETE /v1/members/{member}': {
    summary:
      'Forget who a member is: profile, key, messages, subscriptions and what leads to them. The ledger stays, under an id that says nothing. The request says when it is done.',
    scope: 'operate',
    path: ofMember,
    headers: keyed,
    status: 202,
    answer: requestAnswer,
    refusals: { 404: 'Nothing is kept of such a member.' },
  },
  'GET /v1/privacy-requests': {
    summary:
      'What was asked for in somebody’s name and is open, the most urgent first; `from` is `next` of the page before.',
    scope: 'operate',
    path: z.object({}),
    query: z.object({
      limit: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(100))),
      from,
    }),
    answer: z.object({ requests: z.array(requestAnswer), next: z.optional(z.string()) }),
  },
  'GET /v1/privacy-requests/{request}': {
    summary: 'A request; once it is done, the receipt of what was done.',
    scope: 'operate',
    path: ofRequest,
    answer: requestAnswer,
  },
  'POST /v1/privacy-requests/{request}/export': {
    summary:
      'Fetch what a shop’s customer wants to know, to be passed on, in pages. With the last page the request is done.',
    scope: 'operate',
    path: ofRequest,
    query: z.object({ from }),
    answer: exportAnswer,
    refusals: {
      404: 'No such request.',
      409: 'It is a request to forget, or was fetched before.',
    },
  },
} as const;

export type ExportAnswer = z.infer<typeof exportAnswer>;
export type RequestAnswer = z.infer<typeof requestAnswer>;
