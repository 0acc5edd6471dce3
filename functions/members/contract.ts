import * as z from 'zod/mini';
import { identifier, instant, memberId } from '../../shared/events/fields.ts';

const limit = z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(100)));
const lang = z.optional(z.string().check(z.maxLength(35)));
const nothing = z.object({});
const ofMember = z.object({ member: memberId });

const tier = z.object({ id: z.string(), name: z.string() });
const change = z.object({ before: z.int(), after: z.int() });

const memberAnswer = z.object({
  member: memberId,
  /** Points that can be spent now. */
  balance: z.int(),
  /** Points taken back that were spent before: the next earnings pay them first. */
  debt: z.int(),
  tier: z.nullable(z.extend(tier, { since: instant })),
  /** Purchases in the member's life, net of refunds. */
  purchases: z.int(),
  progress: z.object({
    /** Null at the highest tier. */
    next: z.nullable(tier),
    /** Of the way to the next tier; 100 at the highest. */
    percent: z.int(),
    conditions: z.array(
      z.object({ measure: z.string(), have: z.int(), need: z.int(), missing: z.int() }),
    ),
    sentence: z.string(),
  }),
  /** What expires when, the soonest first. */
  expiring: z.array(z.object({ points: z.int(), expiresAt: instant })),
  rewards: z.array(
    z.object({ id: z.string(), kind: z.string(), name: z.string(), grantedAt: instant }),
  ),
});

const entryAnswer = z.object({
  /** Opaque; names the entry in URLs. */
  id: z.string(),
  v: z.int(),
  kind: z.enum(['earned', 'clawed-back']),
  reason: z.optional(z.enum(['refund', 'cancellation'])),
  shop: z.string(),
  orderId: z.string(),
  refundId: z.optional(z.string()),
  /** What the entry gave or took, before any debt was paid of it. */
  points: z.int(),
  balance: change,
  purchases: change,
  tier: z.object({ before: z.nullable(z.string()), after: z.nullable(z.string()) }),
  program: z.string(),
  occurredAt: instant,
  receivedAt: instant,
});

const entriesAnswer = z.object({
  entries: z.array(entryAnswer),
  next: z.optional(z.int()),
});

const explanationAnswer = z.object({
  entry: entryAnswer,
  order: z.object({
    number: z.string(),
    currency: z.string(),
    totalMinor: z.int(),
    shippingMinor: z.int(),
    earningBaseMinor: z.int(),
    refundedBaseMinor: z.int(),
  }),
  /** Which rules gave how many points, and what became of them. */
  shares: z.array(
    z.object({
      rule: z.string(),
      points: z.int(),
      /** 10,000 is x1. */
      multiplierBps: z.int(),
      expiresAt: instant,
      expired: z.boolean(),
      /** Whether refunds take them back at all. */
      refundable: z.boolean(),
      takenBack: z.int(),
      sentence: z.string(),
    }),
  ),
  /** Every entry that took points of the order back, the oldest first. */
  clawbacks: z.array(
    z.object({
      entry: entryAnswer,
      refundedBaseMinor: z.int(),
      settled: z.object({ taken: z.int(), owed: z.int(), lapsed: z.int() }),
      sentence: z.string(),
    }),
  ),
  sentences: z.array(z.string()),
});

const messageAnswer = z.object({
  fact: z.string(),
  topic: z.string(),
  text: z.string(),
  receivedAt: instant,
});

const messagesAnswer = z.object({
  messages: z.array(messageAnswer),
  next: z.optional(z.string()),
});

/** Every route that reads members. The handler answers them; the API's document is made of them. */
export const routes = {
  'GET /v1/members': {
    summary: 'Find the member that a customer of a shop is.',
    path: nothing,
    query: z.object({ shop: identifier, customer: identifier, lang }),
    answer: memberAnswer,
  },
  'GET /v1/members/{member}': {
    summary: 'A member’s balance, tier, progress to the next, and what expires when.',
    path: ofMember,
    query: z.object({ lang }),
    answer: memberAnswer,
  },
  'GET /v1/members/{member}/entries': {
    summary: 'A member’s ledger, the newest entry first; `from` is `next` of the page before.',
    path: ofMember,
    query: z.object({ limit, from: z.optional(z.coerce.number().check(z.int(), z.gte(1))) }),
    answer: entriesAnswer,
  },
  'GET /v1/members/{member}/entries/{entry}/explanation': {
    summary: 'Which rules gave how many points, and what happened to them since.',
    path: z.object({ member: memberId, entry: z.string().check(z.maxLength(2800)) }),
    query: z.object({ lang }),
    answer: explanationAnswer,
  },
  'GET /v1/members/{member}/messages': {
    summary: 'A member’s inbox, the newest message first; `from` is `next` of the page before.',
    path: ofMember,
    query: z.object({ limit, lang, from: z.optional(z.string().check(z.maxLength(200))) }),
    answer: messagesAnswer,
  },
} as const;

export type MemberAnswer = z.infer<typeof memberAnswer>;
export type EntryAnswer = z.infer<typeof entryAnswer>;
export type ExplanationAnswer = z.infer<typeof explanationAnswer>;
export type MessageAnswer = z.infer<typeof messageAnswer>;
export type EntriesAnswer = z.infer<typeof entriesAnswer>;
export type MessagesAnswer = z.infer<typeof messagesAnswer>;
