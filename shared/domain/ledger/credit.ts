import type { Instant, Month } from '../time/time.ts';
import type { Hold, Holds } from './hold.ts';
import { moveHolds } from './hold.ts';
import { type Lot, type Lots, move } from './lots.ts';

/** What points that come in do to a member. */
export interface Credit {
  readonly movements: Lots;
  readonly held: Holds;
  /** Of the debt, paid first. */
  readonly paid: number;
  /** Of a month that has come: they enter nothing. */
  readonly lapsed: number;
}

/**
 * Credits points to a member: debt is paid first, nothing enters a lot whose month has come, and
 * what can be spent only later is held.
 */
export function credit(
  points: readonly Lot[],
  debt: number,
  now: { readonly instant: Instant; readonly month: Month },
  availableAt: Instant = now.instant,
): Credit {
  let paid = 0;
  let lapsed = 0;
  const lots: Lot[] = [];
  const holds: Hold[] = [];
  for (const { expires, points: given } of points) {
    if (expires <= now.month) {
      lapsed += given;
      continue;
    }
    const toDebt = Math.min(given, debt - paid);
    paid += toDebt;
    const left = given - toDebt;
    if (availableAt > now.instant) holds.push({ availableAt, expires, points: left });
    else lots.push({ expires, points: left });
  }
  return { movements: move([], lots), held: moveHolds([], holds), paid, lapsed };
}
