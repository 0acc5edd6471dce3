import { type RankedBy, rankedOver } from '../../shared/domain/tiers/ranking.ts';
import type { CalendarDay, Period } from '../../shared/domain/time/calendar-day.ts';
import type { Program } from '../../shared/program/program.ts';
import type { Listing } from '../../shared/sweep/listing.ts';

/**
 * Of so many who are first by a figure those are looked for who agreed to be shown: whoever stands
 * behind all of them is not found, which bounds what a leaderboard costs.
 */
export const CANDIDATES = 1_000;

/** The rankings that a day asks for: of titles, and of the leaderboard; equal ones are one. */
export function rankingsOf({ titles, board }: CalendarDay, program: Program): readonly Listing[] {
  const { leaderboard } = program;
  const wanted = [
    ...(titles === undefined
      ? []
      : program.titles.map(({ by, places }) => ranking(by, titles, places))),
    ...(board === undefined || leaderboard === undefined
      ? []
      : [ranking(leaderboard.by, board, CANDIDATES)]),
  ];
  const widest = new Map<string, Listing>();
  for (const one of wanted) {
    const known = widest.get(one.id);
    if (known === undefined || known.most < one.most) widest.set(one.id, one);
  }
  return [...widest.values()];
}

function ranking(by: RankedBy, period: Period, most: number): Listing {
  return { id: rankingId(by, period), most, of: (state) => rankedOver(state, by, period) };
}

/** Another month's pass ranks anew: its period ends later. */
export function rankingId(by: RankedBy, { from, to }: Period): string {
  return `${by}#${from}-${to}`;
}
