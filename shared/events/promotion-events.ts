import * as z from 'zod/mini';
import { eventType } from './event-type.ts';
import { promotion } from './promotion.ts';

/** A member reached a tier, and the rewards that came with it have been granted. */
export const tierReached = eventType({
  name: 'tier.reached',
  source: 'perch.promotions',
  schema: z.extend(z.omit(promotion, { cause: true }), { tier: z.string() }),
  example: {
    fact: 'Zr8u0s7CqkqvJ1nq0uWf2A.3',
    member: 'Zr8u0s7CqkqvJ1nq0uWf2A',
    tier: 'regular',
    rewards: ['brand-supporter-badge', 'priority-support'],
    occurredAt: '2026-11-01T09:00:00.000Z',
    receivedAt: '2026-11-01T09:00:02.000Z',
    correlationId: 'Jx3a9gYlDoEEPJg=',
  },
});

/** Rewards have been granted to a member who reached no tier with them. */
export const rewardsGranted = eventType({
  name: 'rewards.granted',
  source: 'perch.promotions',
  schema: z.omit(promotion, { tier: true }),
  example: {
    fact: 'Zr8u0s7CqkqvJ1nq0uWf2A.4',
    member: 'Zr8u0s7CqkqvJ1nq0uWf2A',
    rewards: ['spring-coupon'],
    cause: { kind: 'win-back' as const, id: '0' },
    occurredAt: '2026-11-01T09:00:00.000Z',
    receivedAt: '2026-11-01T09:00:02.000Z',
    correlationId: 'Jx3a9gYlDoEEPJg=',
  },
});
