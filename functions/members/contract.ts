import * as z from 'zod/mini';
import { identifier, instant, memberId } from '../../shared/events/fields.ts';
import { approvalRoutes } from './approval-contract.ts';
import { dispatchRoutes } from './dispatch-contract.ts';
import { entriesAnswer, explanationAnswer } from './entry-contract.ts';
import { quoteAnswer, quoteBody } from './quote-contract.ts';
import { catalogueAnswer, grantStatus, grantsAnswer } from './reward-contract.ts';
import { subscriptionsAnswer } from './subscription-contract.ts';

const limit = z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(100)));
const lang = z.optional(z.string().check(z.maxLength(35)));
const nothing = z.object({});
const ofMember = z.object({ member: memberId });

const tier = z.object({ id: z.string(), name: z.string() });

export const memberAnswer = z.object({
  /** The member whom the one asked for is now: merges are followed. */
  member: memberId,
  /** Members whose ledgers went into this one. */
  absorbed: z.array(memberId),
  /** Points that can be spent now. */
  balance: z.int(),
  /** Points that can be spent later, and when. */
  pending: z.array(z.object({ points: z.int(), availableAt: instant, expiresAt: instant })),
  /** Points taken back that were spent before: the next earnings pay them first. */
  debt: z.int(),
  tier: z.nullable(z.extend(tier, { since: instant })),
  /** Segments that the program shows on its members. */
  tags: z.array(z.object({ id: z.string(), name: z.string() })),
  /** Clubs beside the ladder that the member is in now. */
  clubs: z.array(z.object({ id: z.string(), name: z.string() })),
  /** What the member may now: what was granted and has not ended, and what clubs bring. */
  entitlements: z.array(
    z.object({
      /** Id of the reward; what both a grant and a club bring is there twice. */
      id: z.string(),
      name: z.string(),
      link: z.optional(z.string()),
      until: z.optional(instant),
      /** The club that brings it, for as long as the member is in it. */
      club: z.optional(z.string()),
    }),
  ),
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
    z.object({
      id: z.string(),
      kind: z.string(),
      name: z.string(),
      grantedAt: instant,
      status: grantStatus,
      /** The redemption that it was given for; absent where something else brought it. */
      redemption: z.optional(z.string()),
    }),
  ),
});

export const messageAnswer = z.object({
  fact: z.string(),
  topic: z.string(),
  text: z.string(),
  /** Where what it asks for can be done. */
  link: z.optional(z.string()),
  receivedAt: instant,
});

const messagesAnswer = z.object({
  messages: z.array(messageAnswer),
  next: z.optional(z.string()),
});

/** Every route that reads members. The handler answers them; the API's document is made of them. */
export const routes = {
  ...approvalRoutes,
  ...dispatchRoutes,
  'GET /v1/members': {
    summary: 'Find the member that a customer of a shop is.',
    scope: 'read',
    path: nothing,
    query: z.object({ shop: identifier, customer: identifier, lang }),
    answer: memberAnswer,
    refusals: {
      404: 'No such shop; or no such member yet, and `member` is the id that the customer has.',
    },
  },
  'GET /v1/members/{member}': {
    summary: 'A member’s balance, tier, progress to the next, and what expires when.',
    scope: 'read',
    path: ofMember,
    query: z.object({ lang }),
    answer: memberAnswer,
  },
  'GET /v1/members/{member}/entries': {
    summary:
      'The ledger under this very id, the newest entry first; `from` is `next` of the page before.',
    scope: 'read',
    path: ofMember,
    query: z.object({ limit, from: z.optional(z.coerce.number().check(z.int(), z.gte(1))) }),
    answer: entriesAnswer,
  },
  'GET /v1/members/{member}/entries/{entry}/explanation': {
    summary: 'Why an entry says what it says, and what happened to its points since.',
    scope: 'read',
    path: z.object({ member: memberId, entry: z.string().check(z.maxLength(2800)) }),
    query: z.object({ lang }),
    answer: explanationAnswer,
  },
  'GET /v1/members/{member}/grants': {
    summary:
      'What a member has been given, the newest first, and what it is still good for; `from` is `next` of the page before.',
    scope: 'read',
    path: ofMember,
    query: z.object({ limit, lang, from: z.optional(z.string().check(z.maxLength(300))) }),
    answer: grantsAnswer,
  },
  'GET /v1/members/{member}/catalogue': {
    summary: 'What a member could redeem points for now, and what speaks against the rest.',
    scope: 'read',
    path: ofMember,
    query: z.object({ lang }),
    answer: catalogueAnswer,
  },
  'POST /v1/members/{member}/quotes': {
    summary:
      'What an order would earn and why, the tier it would reach, and the discount that holds. Nothing is written, and the member need not be known.',
    scope: 'read',
    path: ofMember,
    query: z.object({ lang }),
    body: quoteBody,
    answer: quoteAnswer,
  },
  'GET /v1/members/{member}/subscriptions': {
    summary:
      'What a member is or was subscribed to in any shop, the one that changed last first: when it renews, for how much, and where it is managed.',
    scope: 'read',
    path: ofMember,
    answer: subscriptionsAnswer,
  },
  'GET /v1/members/{member}/messages': {
    summary: 'A member’s inbox, the newest message first; `from` is `next` of the page before.',
    scope: 'read',
    path: ofMember,
    query: z.object({ limit, lang, from: z.optional(z.string().check(z.maxLength(200))) }),
    answer: messagesAnswer,
  },
} as const;

export type MemberAnswer = z.infer<typeof memberAnswer>;
export type MessageAnswer = z.infer<typeof messageAnswer>;
export type MessagesAnswer = z.infer<typeof messagesAnswer>;

export type { GrantVerdictAnswer, WaitingGrantsAnswer } from './approval-contract.ts';
export type { EntriesAnswer, EntryAnswer, ExplanationAnswer } from './entry-contract.ts';
export type { QuoteAnswer, QuoteBody } from './quote-contract.ts';
export type { CatalogueAnswer, GrantAnswer, GrantsAnswer } from './reward-contract.ts';
export type { SubscriptionAnswer, SubscriptionsAnswer } from './subscription-contract.ts';
