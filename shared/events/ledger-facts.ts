import * as z from 'zod/mini';
import { eventType } from './event-type.ts';
import { correlationId, identifier, instant, memberId } from './fields.ts';

const change = z.object({ before: z.int(), after: z.int() });

/** What every fact says: which entry it tells of, and what the member had before and after it. */
const fact = {
  /** `<member>.<v>`: the same for every repeat of the same fact. */
  id: identifier,
  member: memberId,
  /** The entry's place in the member's ledger. Consumers order by it. */
  v: z.int().check(z.gte(1)),
  shop: identifier,
  orderId: identifier,
  /** What the entry moved in the member's balance; negative when it took. */
  points: z.int(),
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

const example = {
  id: 'Zr8u0s7CqkqvJ1nq0uWf2A.3',
  member: 'Zr8u0s7CqkqvJ1nq0uWf2A',
  v: 3,
  shop: 'demo-shopify',
  orderId: '5003',
  points: 49,
  balance: { before: 148, after: 197 },
  purchases: { before: 2, after: 3 },
  tier: { before: 'explorer', after: 'regular' },
  tierChange: 'up' as const,
  program: 'four-tier-ladder@3f9a1c07',
  occurredAt: '2026-11-01T09:00:00.000Z',
  receivedAt: '2026-11-01T09:00:02.000Z',
  correlationId: 'Jx3a9gYlDoEEPJg=',
};

/** An order was entered in a member's ledger; `points` is 0 when it earned nothing. */
export const pointsEarned = eventType({
  name: 'points.earned',
  source: 'perch.ledger',
  schema: z.object(fact),
  example: { ...example, rewards: ['brand-supporter-badge', 'priority-support'] },
});

/** A refund or a cancellation was entered; `points` is 0 when it took nothing back. */
export const pointsClawedBack = eventType({
  name: 'points.clawed-back',
  source: 'perch.ledger',
  schema: z.object({ ...fact, reason: z.enum(['refund', 'cancellation']) }),
  example: {
    ...example,
    v: 4,
    id: 'Zr8u0s7CqkqvJ1nq0uWf2A.4',
    points: -20,
    balance: { before: 197, after: 177 },
    purchases: { before: 3, after: 3 },
    tier: { before: 'regular', after: 'regular' },
    tierChange: 'none' as const,
    reason: 'refund' as const,
  },
});

/** Every fact that the relay tells of the ledger's entries. */
export const ledgerFacts = [pointsEarned, pointsClawedBack] as const;
