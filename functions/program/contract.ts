import * as z from 'zod/mini';

const validity = z.union([z.object({ months: z.int() }), z.object({ days: z.int() })]);

/** In minor units, by currency. */
const amounts = z.record(z.string(), z.int());

const named = { id: z.string(), name: z.string() };

/** Who may have something; everybody where nothing is said. */
const audience = { fromTier: z.optional(z.string()), upToTier: z.optional(z.string()) };

const condition = z.object({
  measure: z.string(),
  atLeast: z.int(),
  window: z.optional(
    z.union([z.enum(['lifetime', 'calendar-year']), z.object({ months: z.int() })]),
  ),
  /** Of a score, which are added up. */
  of: z.optional(z.array(z.string())),
});

/** What everybody may know of a program; what it costs the brand is not among it. */
const programAnswer = z.object({
  id: z.string(),
  version: z.string(),
  language: z.string(),
  languages: z.array(z.string()),
  timeZone: z.string(),
  baseCurrency: z.string(),
  /** How much earns one point, and what one is worth at checkout, in minor units. */
  currencies: z.record(
    z.string(),
    z.object({ perPointMinor: z.int(), pointWorthMinor: z.optional(z.int()) }),
  ),
  /** How long points live, by the rule that gives them. */
  earning: z.array(
    z.object({ kind: z.string(), id: z.string(), points: z.optional(z.int()), validity }),
  ),
  /** The part of an order that can be paid with points; 10,000 is all of it. */
  mostOfOrderBps: z.int(),
  /** Lowest first. */
  tiers: z.array(
    z.object({
      ...named,
      /** One of these paths is enough; all conditions of it must hold. */
      reach: z.array(z.array(condition)),
      /** 10,000 is x1. */
      multiplierBps: z.int(),
      discountBps: z.int(),
      pointsOnReaching: z.optional(z.object({ points: z.int(), validity })),
      rewards: z.array(z.object(named)),
    }),
  ),
  /** The benefits table: for each row what each tier has of it, null where nothing. */
  benefits: z.array(z.object({ ...named, tiers: z.record(z.string(), z.nullable(z.string())) })),
  catalogue: z.array(
    z.object({
      ...named,
      kind: z.string(),
      points: z.int(),
      cash: z.optional(amounts),
      ...audience,
      /** Whether there are only so many. */
      limited: z.boolean(),
    }),
  ),
  /** Those that run now, and are open to all of their tiers. */
  campaigns: z.array(
    z.object({
      ...named,
      from: z.string(),
      /** The last day of it. */
      until: z.string(),
      gives: z.string(),
      multiplierBps: z.optional(z.int()),
      discountBps: z.optional(z.int()),
      points: z.optional(z.int()),
      rewards: z.optional(z.array(z.object(named))),
      ...audience,
      hashtag: z.optional(z.string()),
    }),
  ),
  draws: z.array(
    z.object({
      ...named,
      when: z.string(),
      minimumAge: z.int(),
      rules: z.optional(z.string()),
      odds: z.optional(z.string()),
      freeEntry: z.optional(z.string()),
      prizes: z.array(
        z.object({
          ...named,
          winners: z.optional(z.int()),
          /** Of 10,000 entries, so many win it. */
          chanceBps: z.optional(z.int()),
        }),
      ),
    }),
  ),
});

/** The route that tells the program. */
export const routes = {
  'GET /v1/program': {
    summary: 'The rules that everybody may know: tiers, benefits, catalogue, campaigns, draws.',
    scope: 'read',
    path: z.object({}),
    query: z.object({ lang: z.optional(z.string().check(z.maxLength(35))) }),
    answer: programAnswer,
  },
} as const;

export type ProgramAnswer = z.infer<typeof programAnswer>;
