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

/**
 * Over what a condition counts. A window of months is the running month and as many before it, so
 * that nothing counts for less than was promised; the ledger keeps twelve before the running one.
 */
const months = z.strictObject({ months: z.int().check(z.gte(1), z.lte(12)) });
const calendarYear = z.literal('calendar-year');
const window = z.union([z.literal('lifetime'), calendarYear, months]);

const count = z.int().check(z.gte(1));

/** Something that must hold of a member, net of what was refunded. */
const condition = z.discriminatedUnion('measure', [
  z.strictObject({ measure: z.literal('purchases'), window, atLeast: count }),
  /** In minor units of the base currency. */
  z.strictObject({ measure: z.literal('spend'), window, atLeast: count }),
  /** Points earned on orders; the ledger keeps them by months alone. */
  z.strictObject({
    measure: z.literal('points'),
    window: z.union([calendarYear, months]),
    atLeast: count,
  }),
  /** The sum of these scores, each 1 to 5. */
  z.strictObject({
    measure: z.literal('score'),
    of: z.array(z.enum(['recency', 'frequency', 'monetary'])).check(z.minLength(1), z.maxLength(3)),
    atLeast: count,
  }),
]);

const ascending = z.array(z.int().check(z.gte(0))).check(z.length(4));

/**
 * Absolute cuts of the scores, for 2, 3, 4 and 5: from how many purchases and how much spend in
 * twelve months, and within how many days since the last order. Being absolute, they let a member
 * be told what is missing.
 */
const scores = z.strictObject({
  recencyDays: ascending,
  purchases: ascending,
  spendMinor: ascending,
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

/** A limited number of something. Its slices share the writes; their number is fixed for its life. */
const limit = z.strictObject({
  units: z.int().check(z.gte(1), z.lte(1_000_000_000)),
  slices: z.optional(z.int().check(z.gte(1), z.lte(64))),
});

const currencyCode = z.string().check(z.regex(/^[A-Z]{3}$/));

/** An amount in each currency in which it can be paid, in minor units. */
const amounts = z.record(currencyCode, z.int().check(z.gte(1), z.lte(1_000_000_000)));

/** A day of the program's zone. */
const day = z.iso.date();

/** For a time, orders earn more. Of tier and campaign the larger multiplier applies. */
const campaign = z.strictObject({
  id: name,
  name: text,
  from: day,
  /** The last day of it. */
  until: day,
  multiplierBps: z.int().check(z.gt(10_000), z.lte(100_000)),
  /** Points that it may give in all beyond what the tier gives. */
  budget: z.optional(limit),
});

/** A reward that points can be redeemed for. */
const offer = z.strictObject({
  reward: name,
  points: z.int().check(z.gte(1), z.lte(1_000_000)),
  /** What is paid beside the points. */
  cash: z.optional(amounts),
  stock: z.optional(limit),
});

/** What points are worth at checkout: one point is `perPointMinor` of a currency's minor units. */
const redemption = z.strictObject({
  perPointMinor: amounts,
  /** How long points that come back too late live again; absent where they do not. */
  graceDays: z.optional(z.int().check(z.gte(1), z.lte(365))),
});

/** What a person may give or take by hand. */
const adjustments = z.strictObject({
  mostPoints: z.int().check(z.gte(1)),
  mostPointsADay: z.int().check(z.gte(1)),
});

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
  baseCurrency: currencyCode,
  currencies: z.record(currencyCode, currency),
  earning: z.array(earningRule).check(z.minLength(1), z.maxLength(100)),
  /** How long an order's points are pending before they can be spent. */
  availableAfterDays: z.int().check(z.gte(0), z.lte(90)),
  /** What becomes of points that a refund would take back and that were spent. */
  overdrawn: z.enum(['debt', 'forgive']),
  redemption,
  adjustments,
  campaigns: z.array(campaign).check(z.maxLength(100)),
  catalogue: z.array(offer).check(z.maxLength(200)),
  /** Needed where a tier asks for scores. */
  scores: z.optional(scores),
  /** Lowest first. */
  tiers: z.array(tier).check(z.minLength(1), z.maxLength(20)),
  rewards: z.array(reward).check(z.maxLength(200)),
});

/** The rules as a brand writes them. */
export type ProgramDocument = z.infer<typeof programSchema>;
export type Tier = ProgramDocument['tiers'][number];
export type TierCondition = Tier['reach'][number][number];
export type Window = z.infer<typeof window>;
export type Scores = z.infer<typeof scores>;
export type Reward = ProgramDocument['rewards'][number];
export type Campaign = ProgramDocument['campaigns'][number];
export type Offer = ProgramDocument['catalogue'][number];
export type Limit = z.infer<typeof limit>;
export type EarningRule = ProgramDocument['earning'][number];
export type Validity = z.infer<typeof validity>;
/** Text by language tag. */
export type Text = z.infer<typeof text>;

/** The rules as the system uses them: checked, and stamped with the version entries record. */
export interface Program extends ProgramDocument {
  /** `<id>@<first 8 hex digits of the document's SHA-256>`. */
  readonly version: string;
}
