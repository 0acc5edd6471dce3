import * as z from 'zod/mini';

/** ISO 4217. */
export const currencyCode = z.string().check(z.regex(/^[A-Z]{3}$/));

/** An amount in minor units of one currency, the base currency where none is named. */
export const minor = z.int().check(z.gte(1), z.lte(1_000_000_000));

/** What something costs the brand, in minor units of the base currency; 0 for nothing. */
export const costMinor = z._default(z.int().check(z.gte(0), z.lte(1_000_000_000)), 0);

/** An amount in each currency in which it can be paid, in minor units. */
export const amounts = z.record(currencyCode, minor);

/** Amounts by currency. */
export type Amounts = z.infer<typeof amounts>;

/** Hundredths of a percent: 10,000 are the whole. */
export const shareBps = z.int().check(z.gte(1), z.lte(10_000));

/** 10,000 is x1. */
export const multiplierBps = z.int().check(z.gte(10_000), z.lte(100_000));

export const points = z.int().check(z.gte(0), z.lte(1_000_000));

/**
 * How a currency earns: `perPointMinor` of its minor units earn one point, and count as
 * `worthBaseMinor` minor units of the base currency where spend is summed.
 */
export const currency = z.strictObject({ perPointMinor: minor, worthBaseMinor: minor });

/** A limited number of something. Its slices share the writes; their number is fixed for its life. */
export const limit = z.strictObject({
  units: z.int().check(z.gte(1), z.lte(1_000_000_000)),
  slices: z.optional(z.int().check(z.gte(1), z.lte(64))),
});

export type Limit = z.infer<typeof limit>;
