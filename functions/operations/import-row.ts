import * as z from 'zod/mini';
import type { Opening } from '../../shared/domain/ledger/opening.ts';
import { identifier, minorUnits } from '../../shared/events/fields.ts';
import { faultsOf, inWords } from '../../shared/lambda/api-route.ts';
import { fingerprint } from '../../shared/lambda/idempotency.ts';

/** As many rows as one call may bring. */
export const MOST_ROWS = 100;

/** As many lots as one member may bring: three years of months. */
const MOST_LOTS = 36;

/** Longer than any program lets points live. */
const MOST_DAYS_AHEAD = 3_700;

const time = z.iso.datetime({ offset: true });

/** A member of another system: balances and counts, and no orders made up for them. */
export const importRow = z.strictObject({
  shop: identifier,
  /** The customer's id in that shop, as its webhooks will tell it. */
  customer: identifier,
  points: z
    .array(
      z.strictObject({
        points: z.int().check(z.gte(1), z.lte(1_000_000_000)),
        /** They live on to the end of the month in which this falls. */
        expiresAt: time,
      }),
    )
    .check(z.maxLength(MOST_LOTS)),
  /** Id of the tier held there. */
  tier: z.optional(z.string().check(z.minLength(1), z.maxLength(40))),
  purchases: z.optional(z.int().check(z.gte(0), z.lte(1_000_000))),
  /** In minor units of the program's base currency. */
  spendMinor: z.optional(minorUnits),
  lastOrderAt: z.optional(time),
});

/** What a row says, in the ledger's terms. */
export interface ReadRow {
  readonly shop: string;
  readonly customer: string;
  readonly opening: Omit<Opening, 'row'>;
}

/** Reads one row, or says in a sentence what is wrong with it. */
export function readRow(given: unknown, receivedAt: number): ReadRow | { readonly fault: string } {
  const read = importRow.safeParse(given, inWords);
  if (!read.success) return { fault: `${faultsOf(read.error, 'row').join('; ')}.` };
  const { customer, ...brought } = read.data;
  const { shop, points, tier, purchases, spendMinor, lastOrderAt } = brought;
  const last = lastOrderAt === undefined ? 0 : Date.parse(lastOrderAt);
  if (last > receivedAt) return { fault: 'lastOrderAt: must not be in the future.' };
  const lots = points.map((lot) => ({
    points: lot.points,
    expiresAt: Date.parse(lot.expiresAt),
  }));
  const latest = receivedAt + MOST_DAYS_AHEAD * 86_400_000;
  const endless = lots.findIndex(({ expiresAt }) => expiresAt > latest);
  if (endless >= 0) return { fault: `points.${endless}.expiresAt: must be within ten years.` };
  return {
    shop,
    customer,
    opening: {
      // Without the customer's id, which a hash would let anybody try out; the entry's key has the member.
      request: fingerprint(brought),
      points: lots,
      tier: tier ?? null,
      purchases: purchases ?? 0,
      spendMinor: spendMinor ?? 0,
      lastOrderAt: last,
    },
  };
}
