import type { Month } from '../time/time.ts';

/** Points that expire together, at the first instant of a month. */
export interface Lot {
  readonly expires: Month;
  readonly points: number;
}

/** A member's lots: one a month, the soonest to expire first, none empty. */
export type Lots = readonly Lot[];

/** What an entry does to lots; negative points leave. */
export type LotMovements = readonly Lot[];

/** The points that can be spent in a month: an expired lot counts for nothing, swept or not. */
export function spendable(lots: Lots, now: Month): number {
  return lots.reduce((sum, lot) => (lot.expires > now ? sum + lot.points : sum), 0);
}

/** The lots after these movements. */
export function move(lots: Lots, movements: LotMovements): Lots {
  if (movements.length === 0) return lots;
  const moved = [...lots];
  for (const { expires, points } of movements) {
    const at = moved.findIndex((lot) => lot.expires >= expires);
    const there = moved[at];
    if (there === undefined) moved.push({ expires, points });
    else if (there.expires > expires) moved.splice(at, 0, { expires, points });
    else moved[at] = { expires, points: there.points + points };
  }
  return moved.filter(({ points }) => points !== 0);
}

/**
 * Takes points that are alive, from the preferred lot first and then from what expires soonest.
 *
 * @returns the movements, and how many of the wanted points were not there to take.
 */
export function take(
  lots: Lots,
  wanted: number,
  now: Month,
  preferred?: Month,
): { movements: LotMovements; missing: number } {
  const alive = lots.filter((lot) => lot.expires > now);
  const inOrder = [
    ...alive.filter((lot) => lot.expires === preferred),
    ...alive.filter((lot) => lot.expires !== preferred),
  ];
  const movements: Lot[] = [];
  let missing = wanted;
  for (const lot of inOrder) {
    const points = Math.min(lot.points, missing);
    if (points > 0) movements.push({ expires: lot.expires, points: -points });
    missing -= points;
  }
  return { movements, missing };
}
