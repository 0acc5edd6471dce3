import * as z from 'zod/mini';
import { eventType } from './event-type.ts';
import { correlationId, instant, memberId } from './fields.ts';

/** Points of a member will expire: said so long before as the program wants, and once. */
export const pointsExpiring = eventType({
  name: 'points.expiring',
  source: 'perch.time',
  schema: z.object({
    /** The same for every repeat. */
    id: z.string(),
    member: memberId,
    points: z.int().check(z.gte(1)),
    /** The first instant at which they count for nothing. */
    expiresAt: instant,
    daysBefore: z.int().check(z.gte(1)),
    /** The pass's scheduled time. */
    occurredAt: instant,
    receivedAt: instant,
    correlationId,
  }),
  example: {
    id: 'Zr8u0s7CqkqvJ1nq0uWf2A.expiring.2027-01.30',
    member: 'Zr8u0s7CqkqvJ1nq0uWf2A',
    points: 120,
    expiresAt: '2026-12-31T23:00:00.000Z',
    daysBefore: 30,
    occurredAt: '2026-12-02T02:00:00.000Z',
    receivedAt: '2026-12-02T02:00:00.000Z',
    correlationId: 'expiry-sweep:2026-12-02T02:00',
  },
});
