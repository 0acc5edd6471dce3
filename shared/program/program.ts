import * as z from 'zod/mini';

/** A text in each of the program's languages, by BCP 47 tag. */
const text = z.record(z.string(), z.string().check(z.minLength(1)));

const name = z.string().check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), z.maxLength(40));

/** How long points live; they end at the month edge after it, so never earlier than promised. */
const validity = z.union([
  z.strictObject({ months: z.int().check(z.gte(1), z.lte(120)) }),
  z.strictObject({ days: z.int().check(z.gte(1), z.lte(3650)) }),
]);

const points = z.int().check(z.gte(0), z.lte(1_000_000));

/** Something that must hold: so many purchases in a member's life, net of what was refunded. */
const condition = z.strictObject({
  measure: z.literal('purchases'),
  window: z.literal('lifetime'),
  atLeast: z.int().check(z.gte(1)),
});

/** Conditions that must all hold. */
const path = z.array(condition).check(z.minLength(1));

const tier = z.strictObject({
  id: name,
  name: text,
  /** One of these paths is enough. */
  reach: z.array(path).check(z.minLength(1)),
  /** Multiplier of the points on an order that finds the member in this tier; 10,000 is x1. */
  multiplierBps: z.int().check(z.gte(10_000), z.lte(100_000)),
  /** Given once in a lifetime, with the order that reaches the tier. */
  pointsOnReaching: z.optional(z.strictObject({ points, validity })),
  /** Ids of the rewards that the tier brings. */
  rewards: z.array(name),
});

/** What a reward is. Both kinds cost nothing to give and are given once in a lifetime. */
const reward = z.strictObject({
  id: name,
  kind: z.enum(['badge', 'entitlement']),
  name: text,
});

/** One point for each `perPointMinor` of an order's earning base. */
const earningRule = z.strictObject({ kind: z.literal('per-amount'), id: name, validity });

const minor = z.int().check(z.gte(1), z.lte(1_000_000_000));

/**
 * How a currency earns: `perPointMinor` of its minor units earn one point, and count as
 * `worthBaseMinor` minor units of the base currency where spend is summed.
 */
const currency = z.strictObject({ perPointMinor: minor, worthBaseMinor: minor });

/** A brand's rules. Everything that decides about a member's points and tiers is in here. */
export const programSchema = z.strictObject({
  id: name,
  /** Languages of all texts, the brand's first one first. */
  languages: z.array(z.string()).check(z.minLength(1)),
  /** IANA zone in which months begin and end. */
  timeZone: z.string(),
  baseCurrency: z.string().check(z.regex(/^[A-Z]{3}$/)),
  currencies: z.record(z.string().check(z.regex(/^[A-Z]{3}$/)), currency),
  earning: z.array(earningRule).check(z.minLength(1), z.maxLength(100)),
  /** Lowest first. */
  tiers: z.array(tier).check(z.minLength(1), z.maxLength(20)),
  rewards: z.array(reward).check(z.maxLength(200)),
});

/** The rules as a brand writes them. */
export type ProgramDocument = z.infer<typeof programSchema>;
export type Tier = ProgramDocument['tiers'][number];
export type TierCondition = Tier['reach'][number][number];
export type Reward = ProgramDocument['rewards'][number];
export type EarningRule = ProgramDocument['earning'][number];
export type Validity = z.infer<typeof validity>;
/** Text by language tag. */
export type Text = z.infer<typeof text>;

/** The rules as the system uses them: checked, and stamped with the version entries record. */
export interface Program extends ProgramDocument {
  /** `<id>@<first 8 hex digits of the document's SHA-256>`. */
  readonly version: string;
}
