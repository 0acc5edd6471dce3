import * as z from 'zod/mini';
import { identifier, instant, memberId } from '../../shared/events/fields.ts';
import { keyed } from '../../shared/lambda/idempotency.ts';

const drawId = z.string().check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), z.maxLength(40));
const month = z.string().check(z.regex(/^2\d{3}-(0[1-9]|1[0-2])$/));
const sha = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const lang = z.optional(z.string().check(z.maxLength(35)));
const drawing = z.enum(['monthly', 'sign-in']);

/** Whoever takes part says that they are as old as the rules ask. */
const ofAge = z.optional(z.boolean());

/** What anybody may know of a draw. */
const drawShape = {
  id: drawId,
  when: drawing,
  name: z.string(),
  prizes: z.array(
    z.object({
      reward: z.string(),
      name: z.string(),
      /** How many win it in a month. */
      winners: z.optional(z.int()),
      /** Of 10,000 tickets, how many win it. */
      chanceBps: z.optional(z.int()),
    }),
  ),
  minimumAge: z.int(),
  rules: z.optional(z.string()),
  odds: z.optional(z.string()),
  freeEntry: z.optional(z.string()),
  /** The most entries that one person may have in a month. */
  entriesAPerson: z.optional(z.int()),
  /** What the prizes of a month may cost, in minor units. */
  budget: z.optional(z.object({ amountMinor: z.int(), currency: z.string() })),
  /** As `2026-11`. */
  month,
  /** SHA-256 of the month's seed, which is revealed when all is drawn. */
  commitment: sha,
};

const monthAnswer = z.object({
  ...drawShape,
  status: z.enum(['open', 'over', 'drawn']),
  /** Version of the program whose rules these are. */
  program: z.string(),
  /** Of a monthly draw once it is drawn, of a sign-in draw once the month is over. */
  seed: z.optional(sha),
  /** Of a monthly draw that is drawn: by which rules, from which list. */
  result: z.optional(
    z.object({
      ranAt: instant,
      program: z.string(),
      prizes: z.array(z.object({ reward: z.string(), winners: z.int() })),
      /** SHA-256 of a line `<entrant> <entries>` for each, in the order of the entrants. */
      listHash: sha,
      entrants: z.int(),
      entries: z.int(),
      winners: z.int(),
    }),
  ),
  /** A page of the closed list, and the same places among the winners. */
  entrants: z.array(z.object({ entrant: memberId, entries: z.int() })),
  winners: z.array(z.object({ entrant: memberId, reward: z.string() })),
  /** A page of a sign-in draw’s tickets. */
  tickets: z.array(
    z.object({
      entrant: memberId,
      day: z.iso.date(),
      number: z.int(),
      prize: z.optional(z.string()),
      /** False also where the budget had no room for the prize. */
      given: z.boolean(),
      program: z.string(),
    }),
  ),
  next: z.optional(z.string()),
});

const enteredAnswer = z.object({
  draw: drawId,
  month,
  /** What the person is called in the public list of this month. */
  entrant: memberId,
  /** How many entries the person has with this one. */
  entries: z.int(),
});

const ticketAnswer = z.object({
  draw: drawId,
  day: z.iso.date(),
  /** What the member is called in the public list of this month. */
  entrant: memberId,
  outcome: z.enum(['won', 'nothing', 'budget-exhausted']),
  reward: z.optional(z.object({ id: z.string(), name: z.string() })),
});

const ranAnswer = z.object({
  draw: drawId,
  month,
  ranAt: instant,
  seed: sha,
  listHash: sha,
  entrants: z.int(),
  entries: z.int(),
  winners: z.int(),
  /** Winners who are no members: whoever keeps the forms must find them by their pseudonyms. */
  toContact: z.array(z.object({ entrant: memberId, reward: z.string() })),
});

const ofDraw = z.object({ draw: drawId });

/** Every route of the draws. */
export const routes = {
  'GET /v1/draws': {
    summary: 'The draws: rules, prizes, odds, the free way in, and the running month’s commitment.',
    scope: 'read',
    path: z.object({}),
    query: z.object({ lang }),
    answer: z.object({ draws: z.array(z.object(drawShape)) }),
  },
  'GET /v1/draws/{draw}/{month}': {
    summary:
      'A month of a draw; once it is drawn with all that it takes to draw it again. `from` is `next` of the page before.',
    scope: 'read',
    path: z.object({ draw: drawId, month }),
    query: z.object({
      lang,
      limit: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(1_000))),
      from: z.optional(z.string().check(z.regex(/^(\d{1,9}|[\w-]{22}:\d{4}-\d{2}-\d{2})$/))),
    }),
    answer: monthAnswer,
  },
  'POST /v1/draws/{draw}/entries': {
    summary:
      'The free way into a monthly draw, once a day and person: for a member, or by the brand’s own reference for somebody who has bought nothing. A repeat under the same key is answered as the first was.',
    scope: 'write',
    path: ofDraw,
    headers: keyed,
    body: z.union([
      z.strictObject({ member: memberId, ofAge }),
      z.strictObject({ reference: identifier, ofAge }),
    ]),
    status: 201,
    answer: enteredAnswer,
    refusals: {
      404: 'No such monthly draw, or no such member.',
      409: 'Entered today already, as often as anybody may this month, not old enough, or not of those whom the draw is for.',
    },
  },
  'POST /v1/draws/{draw}/{month}/runs': {
    summary:
      'Close the list of a month that is over, draw the winners and give them their prizes. A repeat finishes what was broken off and is answered as the first was.',
    scope: 'operate',
    path: z.object({ draw: drawId, month }),
    status: 201,
    answer: ranAnswer,
    refusals: { 404: 'No such monthly draw.', 409: 'The month is not over yet.' },
  },
  'POST /v1/members/{member}/draws/{draw}/entries': {
    summary:
      'Draw a member’s ticket of the day at sign-in. A repeat on the same day is answered as the first was.',
    scope: 'write',
    path: z.object({ member: memberId, draw: drawId }),
    body: z.strictObject({ ofAge }),
    status: 201,
    answer: ticketAnswer,
    refusals: {
      404: 'No such sign-in draw, or no such member.',
      409: 'Not old enough, or not of those whom the draw is for.',
    },
  },
} as const;

export type DrawAnswer = z.infer<z.ZodMiniObject<typeof drawShape>>;
export type MonthAnswer = z.infer<typeof monthAnswer>;
export type EnteredAnswer = z.infer<typeof enteredAnswer>;
export type TicketAnswer = z.infer<typeof ticketAnswer>;
export type RanAnswer = z.infer<typeof ranAnswer>;
