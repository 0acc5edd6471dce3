import * as z from 'zod/mini';
import { eventType } from './event-type.ts';
import { identifier, keyedHash, memberId, stamps } from './fields.ts';

/** How a customer can be reached, sealed: only the function `profile` can open it. */
export const customerTold = eventType({
  name: 'customer.told',
  source: 'perch.shops',
  schema: z.object({
    shop: identifier,
    member: memberId,
    /** See `shared/contact/seal.ts`. */
    sealed: z.string().check(z.regex(/^[A-Za-z0-9_-]+$/), z.maxLength(8_192)),
    /** The keyed hash of what is sealed: what is known already need not be opened. */
    print: keyedHash,
    ...stamps,
  }),
  example: {
    shop: 'demo-shopify',
    member: 'Zr8u0s7CqkqvJ1nq0uWf2A',
    sealed: 'AQEAkX3l0v6Yt1s0hQ',
    print: 'b3Jk5gYlDoEEPJmLxq2T1w',
    occurredAt: '2026-11-01T09:00:00.000Z',
    receivedAt: '2026-11-01T09:00:02.000Z',
    correlationId: 'Jx3a9gYlDoEEPJp=',
  },
});

const request = {
  shop: identifier,
  /** The same for a repeat of the request; it names nobody. */
  requestId: identifier,
};

/** Orders that a request names, by their ids: a guest's are found by nothing else. */
const orders = z.array(identifier).check(z.maxLength(500));

/** A customer wants to know what is kept of them; the shop is to have it, to pass on. */
export const customerDataRequested = eventType({
  name: 'customer.data-requested',
  source: 'perch.shops',
  schema: z.object({ ...request, member: z.optional(memberId), orders, ...stamps }),
  example: {
    shop: 'demo-shopify',
    requestId: '9999',
    member: 'Zr8u0s7CqkqvJ1nq0uWf2A',
    orders: ['5001'],
    occurredAt: '2026-11-01T09:00:00.000Z',
    receivedAt: '2026-11-01T09:00:02.000Z',
    correlationId: 'Jx3a9gYlDoEEPJq=',
  },
});

/** What is kept of a customer is to be erased. */
export const customerRedacted = eventType({
  name: 'customer.redacted',
  source: 'perch.shops',
  schema: z.object({ ...request, member: z.optional(memberId), orders, ...stamps }),
  example: {
    shop: 'demo-shopify',
    requestId: 'customers/redact:2026-11-01',
    member: 'Zr8u0s7CqkqvJ1nq0uWf2A',
    orders: ['5001'],
    occurredAt: '2026-11-01T09:00:00.000Z',
    receivedAt: '2026-11-01T09:00:02.000Z',
    correlationId: 'Jx3a9gYlDoEEPJr=',
  },
});

/** A shop has left: what is kept of all its customers is to be erased. */
export const shopRedacted = eventType({
  name: 'shop.redacted',
  source: 'perch.shops',
  schema: z.object({ ...request, ...stamps }),
  example: {
    shop: 'demo-shopify',
    requestId: 'shop/redact:2026-11-01',
    occurredAt: '2026-11-01T09:00:00.000Z',
    receivedAt: '2026-11-01T09:00:02.000Z',
    correlationId: 'Jx3a9gYlDoEEPJs=',
  },
});

/** What is asked for in a customer's name. */
export const customerRequests = [customerDataRequested, customerRedacted, shopRedacted] as const;
