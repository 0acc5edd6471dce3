import * as z from 'zod/mini';
import { awardKinds } from '../../shared/domain/ledger/entry.ts';
import { instant, memberId } from '../../shared/events/fields.ts';
import { purpose } from '../redemptions/contract.ts';

const change = z.object({ before: z.int(), after: z.int() });

const kind = z.enum([
  'earned',
  'clawed-back',
  'redeemed',
  'restored',
  'expired',
  'adjusted',
  'awarded',
  'reviewed',
  'imported',
  'merged',
  'absorbed',
  'unmerged',
  'released',
]);

export const entryAnswer = z.object({
  /** Opaque; names the entry in URLs. */
  id: z.string(),
  v: z.int(),
  kind,
  /** Of what is taken back, why; of an adjustment, what its author wrote. */
  reason: z.optional(z.string()),
  shop: z.optional(z.string()),
  orderId: z.optional(z.string()),
  refundId: z.optional(z.string()),
  redemption: z.optional(z.string()),
  purpose: z.optional(purpose),
  /** Who adjusted. */
  by: z.optional(z.string()),
  /** What points were given for besides orders. */
  cause: z.optional(
    z.object({
      kind: z.enum(awardKinds),
      id: z.string(),
    }),
  ),
  /** Contribution points that came with it. */
  contribution: z.optional(z.int()),
  /** What a review came to. */
  outcome: z.optional(z.enum(['notice', 'demoted', 'withdrawn', 'lent', 'returned'])),
  /** The other member of a merge, or of its undoing. */
  other: z.optional(memberId),
  /** What the entry gave or took, before any debt was paid of it. */
  points: z.int(),
  balance: change,
  purchases: change,
  tier: z.object({ before: z.nullable(z.string()), after: z.nullable(z.string()) }),
  program: z.string(),
  occurredAt: instant,
  receivedAt: instant,
});

export const entriesAnswer = z.object({
  entries: z.array(entryAnswer),
  next: z.optional(z.int()),
});

const share = z.object({
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
});

const clawback = z.object({
  entry: entryAnswer,
  refundedBaseMinor: z.int(),
  settled: z.object({ taken: z.int(), owed: z.int(), forgiven: z.int(), lapsed: z.int() }),
  sentence: z.string(),
});

export const explanationAnswer = z.object({
  entry: entryAnswer,
  /** The whole of it in words, to be read out. */
  sentences: z.array(z.string()),
  /** Which months the points came into, or with a minus went out of. */
  lots: z.array(
    z.object({
      points: z.int(),
      expiresAt: instant,
      /** Of points that are pending. */
      availableAt: z.optional(instant),
    }),
  ),
  /** What became of the points that the entry brought. */
  fate: z.optional(
    z.object({
      spent: z.int(),
      takenBack: z.int(),
      adjusted: z.int(),
      expired: z.int(),
      /** Went into another ledger with a merge, or out again with its undoing. */
      moved: z.int(),
      pending: z.int(),
      left: z.int(),
      /** How far it is told, where the history is too long to be read whole. */
      upTo: z.optional(z.int()),
    }),
  ),
  /** The order that the entry belongs to. */
  order: z.optional(
    z.object({
      number: z.string(),
      currency: z.string(),
      totalMinor: z.int(),
      shippingMinor: z.int(),
      earningBaseMinor: z.int(),
      refundedBaseMinor: z.int(),
      /** Why it earned nothing. */
      nothingEarned: z.optional(z.string()),
      /** Campaigns that gave their rewards with it. */
      rewardedBy: z.array(z.string()),
      /** Campaigns that had no budget left for it. */
      exhausted: z.array(z.string()),
    }),
  ),
  /** Which rules gave the order how many points, and what became of them. */
  shares: z.optional(z.array(share)),
  /** Every entry that took points of the order back, or gave them again, the oldest first. */
  clawbacks: z.optional(z.array(clawback)),
  /** Of a redemption that was called off: what came back. */
  restored: z.optional(z.object({ points: z.int(), lapsed: z.int(), at: instant })),
});

export type EntryAnswer = z.infer<typeof entryAnswer>;
export type EntriesAnswer = z.infer<typeof entriesAnswer>;
export type ExplanationAnswer = z.infer<typeof explanationAnswer>;
