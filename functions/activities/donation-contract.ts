import * as z from 'zod/mini';

const month = z.string().check(z.regex(/^20\d\d-(0[1-9]|1[0-2])$/));

const donationAnswer = z.object({
  month,
  /** Id of the reward in the program that says to whom it goes. */
  reward: z.string(),
  /** The program's base currency, of whose minor units both amounts are. */
  currency: z.string(),
  /** With the orders of the month, also of those that were called off. */
  givenMinor: z.int(),
  /** The most that the program gives in a month. */
  mostMinor: z.int(),
});

/** The route about what the brand gives away with orders. */
export const donationRoutes = {
  'GET /v1/donations/{month}': {
    summary: 'What the brand gives away with the orders of a month (`2026-11`).',
    scope: 'read',
    path: z.object({ month }),
    answer: donationAnswer,
    refusals: { 404: 'The program gives nothing away with orders.' },
  },
} as const;

export type DonationAnswer = z.infer<typeof donationAnswer>;
