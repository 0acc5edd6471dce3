import * as z from 'zod/mini';
import { eventType } from './event-type.ts';
import { correlationId, identifier, instant, memberId } from './fields.ts';

/** A member reached a tier, and the rewards that it brings have been granted. */
export const tierReached = eventType({
  name: 'tier.reached',
  source: 'perch.promotions',
  schema: z.object({
    /** Id of the ledger fact that reached the tier. */
    fact: identifier,
    member: memberId,
    tier: z.string(),
    rewards: z.array(z.string()),
    occurredAt: instant,
    receivedAt: instant,
    correlationId,
  }),
  example: {
    fact: 'Zr8u0s7CqkqvJ1nq0uWf2A.3',
    member: 'Zr8u0s7CqkqvJ1nq0uWf2A',
    tier: 'regular',
    rewards: ['badge-regular', 'priority-support'],
    occurredAt: '2026-11-01T09:00:00.000Z',
    receivedAt: '2026-11-01T09:00:02.000Z',
    correlationId: 'Jx3a9gYlDoEEPJg=',
  },
});
