import * as z from 'zod/mini';

/** A shop's own id, a number that buyers see, a code: short text without control characters. */
export const identifier = z
  .string()
  .check(z.minLength(1), z.maxLength(200), z.regex(/^[^\p{Cc}\p{Cs}]+$/u));

/** A member's id: 128 bits in base64url, see `shared/identity/member-id.ts`. */
export const memberId = z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/));

/** An ISO 4217 code. That it is a listed one is checked where a shop's body is read. */
export const currencyCode = z.string().check(z.regex(/^[A-Z]{3}$/));

/**
 * The most that one amount may be, in minor units: ten billion of a two-decimal currency. It keeps
 * sums of amounts far inside the safe integers.
 */
export const MAX_AMOUNT_MINOR = 1_000_000_000_000;

/** An amount of money in minor units of its currency; never negative, never a fraction. */
export const minorUnits = z.int().check(z.gte(0), z.lte(MAX_AMOUNT_MINOR));

/** Pieces of one product in one order. */
export const pieces = z.int().check(z.gte(0), z.lte(1_000_000));

/** What an order holds of one product: how many pieces, and what they add to what the order earns on. */
export const orderLine = z.object({
  productId: identifier,
  quantity: pieces,
  /** After discounts, without tax. */
  netMinor: minorUnits,
});

/** How many products of an order are told of. */
export const MOST_LINES = 250;

/** An instant as `2026-11-01T09:00:00.000Z`. */
export const instant = z.iso.datetime({ precision: 3 });

/** Follows one delivery from the webhook to the message; says nothing about anybody. */
export const correlationId = z.string().check(z.minLength(1), z.maxLength(64));

/** What every event of a shop is stamped with. */
export const stamps = {
  /** When it happened in the shop, clamped to the 30 days before receipt. */
  occurredAt: instant,
  /** When Perch received the delivery that told of it: stamped once, kept through every retry. */
  receivedAt: instant,
  correlationId,
};

/** 128 bits of an HMAC under the member key, in base64url: see `shared/identity`. */
export const keyedHash = z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/));
