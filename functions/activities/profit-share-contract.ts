import * as z from 'zod/mini';
import { instant, memberId } from '../../shared/events/fields.ts';

const path = z.object({
  member: memberId,
  quarter: z.string().check(z.regex(/^20\d\d-Q[1-4]$/)),
});

const profitShareAnswer = z.object({
  /** Merges followed. */
  member: memberId,
  quarter: z.string(),
  /** `pending` while it may still change, and until it is settled. */
  status: z.enum(['pending', 'settled']),
  /** The program's base currency, of whose minor units all amounts are. */
  currency: z.string(),
  /** Goods of other members' orders with the member's code, refunds taken off; of the first 1,000. */
  netMinor: z.int(),
  /** Store credit that is the member's. */
  creditMinor: z.int(),
  /** The most that a quarter brings. */
  mostMinor: z.int(),
  settledAt: z.optional(instant),
});

/** Every route about a member's share of what their code brings. */
export const profitShareRoutes = {
  'GET /v1/members/{member}/profit-shares/{quarter}': {
    summary:
      'A member’s share of what their code brought in a quarter (`2026-Q1`), so far or for good.',
    scope: 'read',
    path,
    answer: profitShareAnswer,
    refusals: { 404: 'No such member, or the program shares no profit.' },
  },
  'POST /v1/members/{member}/profit-shares/{quarter}': {
    summary:
      'Settle a member’s share of a quarter that is over: the shop then credits it. A repeat is answered as the first was.',
    scope: 'operate',
    path,
    status: 201,
    answer: profitShareAnswer,
    refusals: {
      404: 'No such member, or the program shares no profit.',
      409: 'The quarter is not over, or the member’s tier has no share.',
    },
  },
} as const;

export type ProfitShareAnswer = z.infer<typeof profitShareAnswer>;
