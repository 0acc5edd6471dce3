import * as z from 'zod/mini';
import { eventType } from './event-type.ts';
import { correlationId, identifier, instant, memberId } from './fields.ts';
import { manageUrl, subscriptionPrice } from './subscription-events.ts';

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

/** A subscription's period ends soon: said so long before as the program wants, and once. */
export const renewalDue = eventType({
  name: 'renewal.due',
  source: 'perch.time',
  schema: z.object({
    /** The same for every repeat. */
    id: z.string(),
    member: memberId,
    shop: identifier,
    subscriptionId: identifier,
    title: z.optional(identifier),
    periodEndsAt: instant,
    /** Which reminder it is; it may come later than so many days before the end, and never earlier. */
    daysBefore: z.int().check(z.gte(0)),
    /** What it renews for, as the shop announced it where it did. */
    price: z.optional(subscriptionPrice),
    /** What it was before, where that was something else. */
    priceBefore: z.optional(subscriptionPrice),
    /** Whether it goes on without anybody doing anything. */
    autoRenews: z.boolean(),
    manageUrl: z.optional(manageUrl),
    /** The tick's scheduled time. */
    occurredAt: instant,
    receivedAt: instant,
    correlationId,
  }),
  example: {
    id: 'Zr8u0s7CqkqvJ1nq0uWf2A.renewal.4bRrZlYhOWf2uGfU2XvAYw',
    member: 'Zr8u0s7CqkqvJ1nq0uWf2A',
    shop: 'demo-store',
    subscriptionId: 'sub_77',
    title: 'Beans every month',
    periodEndsAt: '2026-12-01T09:00:00.000Z',
    daysBefore: 7,
    price: { currency: 'EUR', amountMinor: 2600 },
    priceBefore: { currency: 'EUR', amountMinor: 2400 },
    autoRenews: false,
    manageUrl: 'https://shop.example/subscriptions/sub_77',
    occurredAt: '2026-11-24T09:00:00.000Z',
    receivedAt: '2026-11-24T09:00:00.000Z',
    correlationId: 'run-agenda:2026-11-24T09:00',
  },
});

/** The calendar has something for a member on a day: said once, whatever becomes of it. */
export const contentDue = eventType({
  name: 'content.due',
  source: 'perch.time',
  schema: z.object({
    /** The same for every repeat. */
    id: z.string(),
    member: memberId,
    kind: z.enum(['content', 'offer', 'event', 'status']),
    /** Of the calendar's entry, or of the event; absent for the note of points and tier. */
    of: z.optional(identifier),
    /** Which of the entry's contents it is, from 0. */
    content: z.optional(z.int().check(z.gte(0))),
    /** When the event is, and how many days before it this comes. */
    on: z.optional(z.iso.date()),
    daysBefore: z.optional(z.int().check(z.gte(0))),
    /** What the note of points and tier says. */
    points: z.optional(z.int().check(z.gte(0))),
    tier: z.optional(z.string()),
    channels: z.optional(z.array(z.enum(['in-app', 'email', 'direct-message']))),
    /** The day, in the program's zone. */
    day: z.iso.date(),
    /** The pass's scheduled time. */
    occurredAt: instant,
    receivedAt: instant,
    correlationId,
  }),
  example: {
    id: 'Zr8u0s7CqkqvJ1nq0uWf2A.content.offer-of-the-week.2026-12-03',
    member: 'Zr8u0s7CqkqvJ1nq0uWf2A',
    kind: 'offer' as const,
    of: 'offer-of-the-week',
    content: 0,
    day: '2026-12-03',
    occurredAt: '2026-12-03T05:00:00.000Z',
    receivedAt: '2026-12-03T05:00:00.000Z',
    correlationId: 'daily-round:2026-12-03T05:00',
  },
});
