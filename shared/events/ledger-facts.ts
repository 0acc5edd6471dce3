import * as z from 'zod/mini';
import type { EntryKind } from '../domain/ledger/entry.ts';
import { type EventType, eventType } from './event-type.ts';
import { correlationId, identifier, instant, memberId } from './fields.ts';
import { cause } from './promotion.ts';
import { reviewExample, reviewFields } from './review-fields.ts';

const change = z.object({ before: z.int(), after: z.int() });

/** What every fact says: which entry it tells of, and what the member had before and after it. */
const fact = {
  /** `<member>.<v>`: the same for every repeat of the same fact. */
  id: identifier,
  member: memberId,
  /** The entry's place in the member's ledger. Consumers order by it. */
  v: z.int().check(z.gte(1)),
  /** The order that the entry belongs to; absent where no order caused it. */
  shop: z.optional(identifier),
  orderId: z.optional(identifier),
  /** What the entry moved in the member's balance; negative when it took. */
  points: z.int(),
  /** What it gave to be spent later, and from when on; absent where all can be spent at once. */
  pendingPoints: z.optional(z.int().check(z.gte(1))),
  availableAt: z.optional(instant),
  balance: change,
  purchases: change,
  tier: z.object({ before: z.nullable(z.string()), after: z.nullable(z.string()) }),
  tierChange: z.enum(['up', 'down', 'none']),
  /** Ids of the rewards that the new tiers bring; absent when there is nothing to grant. */
  rewards: z.optional(z.array(z.string()).check(z.minLength(1))),
  /** The program under which the entry was decided. */
  program: z.string(),
  occurredAt: instant,
  receivedAt: instant,
  correlationId,
};

const plain = z.object(fact);

/** What all facts have in common. */
export type LedgerFact = z.infer<typeof plain>;

const example: LedgerFact = {
  id: 'Zr8u0s7CqkqvJ1nq0uWf2A.3',
  member: 'Zr8u0s7CqkqvJ1nq0uWf2A',
  v: 3,
  points: 49,
  balance: { before: 148, after: 197 },
  purchases: { before: 2, after: 2 },
  tier: { before: 'explorer', after: 'explorer' },
  tierChange: 'none',
  program: 'four-tier-ladder@3f9a1c07',
  occurredAt: '2026-11-01T09:00:00.000Z',
  receivedAt: '2026-11-01T09:00:02.000Z',
  correlationId: 'Jx3a9gYlDoEEPJg=',
};

const ofOrder = { shop: 'demo-shopify', orderId: '5003' };

/** A fact that says no more than every fact. */
function plainFact<const Name extends string>(
  name: Name,
  change: Partial<LedgerFact>,
): EventType<Name, LedgerFact> {
  const source = 'perch.ledger';
  return eventType({ name, source, schema: plain, example: { ...example, ...change } });
}

const took = { points: -49, balance: { before: 197, after: 148 } };
const unmoved = { points: 0, balance: { before: 148, after: 148 } };

/** An order was entered in a member's ledger; `points` is 0 when it earned nothing. */
export const pointsEarned = plainFact('points.earned', {
  ...ofOrder,
  purchases: { before: 2, after: 3 },
  tier: { before: 'explorer', after: 'regular' },
  tierChange: 'up',
  rewards: ['brand-supporter-badge', 'priority-support'],
});

/** A refund, its undoing or a cancellation was entered; `points` is 0 when it moved nothing. */
export const pointsClawedBack = eventType({
  name: 'points.clawed-back',
  source: 'perch.ledger',
  schema: z.object({
    ...fact,
    reason: z.enum(['refund', 'refund-reversed', 'cancellation']),
  }),
  example: { ...example, ...ofOrder, ...took, reason: 'refund' as const },
});

/** Points were spent. */
export const pointsRedeemed = plainFact('points.redeemed', took);
/** A redemption was called off. */
export const pointsRestored = plainFact('points.restored', {});
/** Points whose month had come left the ledger; the balance did not have them any more. */
export const pointsExpired = eventType({
  name: 'points.expired',
  source: 'perch.ledger',
  schema: z.object({ ...fact, expired: z.int().check(z.gte(0)) }),
  example: { ...example, ...unmoved, expired: 49 },
});
/** A person gave or took points. */
export const pointsAdjusted = plainFact('points.adjusted', {});
/** Points were given for something besides an order; `points` is 0 where it brought none. */
export const pointsAwarded = eventType({
  name: 'points.awarded',
  source: 'perch.ledger',
  schema: z.object({
    ...fact,
    cause,
  }),
  example: {
    ...example,
    points: 5,
    balance: { before: 148, after: 153 },
    cause: { kind: 'activity' as const, id: 'check-in' },
  },
});
/** A tier goes, went or is lent; a notice says what would keep it. */
export const tierReviewed = eventType({
  name: 'tier.reviewed',
  source: 'perch.ledger',
  schema: z.object({ ...fact, ...reviewFields }),
  example: {
    ...example,
    ...unmoved,
    tier: { before: 'regular', after: 'regular' },
    ...reviewExample,
  },
});
/** A member came from another system. */
export const memberImported = plainFact('member.imported', {});
/** Another member's ledger went into this one. */
export const memberMerged = plainFact('member.merged', {});
/** This member's ledger went into another one. */
export const memberAbsorbed = plainFact('member.absorbed', {
  points: -148,
  balance: { before: 148, after: 0 },
});
/** A merge was undone: another member's ledger went out of this one. */
export const memberUnmerged = plainFact('member.unmerged', took);
/** A merge was undone: this member is one again. */
export const memberReleased = plainFact('member.released', {});

/** The fact that tells of each kind of entry. */
export const factsByKind = {
  earned: pointsEarned,
  'clawed-back': pointsClawedBack,
  redeemed: pointsRedeemed,
  restored: pointsRestored,
  expired: pointsExpired,
  adjusted: pointsAdjusted,
  awarded: pointsAwarded,
  reviewed: tierReviewed,
  imported: memberImported,
  merged: memberMerged,
  absorbed: memberAbsorbed,
  unmerged: memberUnmerged,
  released: memberReleased,
} as const satisfies Record<EntryKind, unknown>;

/** Every fact that the relay tells of the ledger's entries. */
export const ledgerFacts = Object.values(factsByKind);
