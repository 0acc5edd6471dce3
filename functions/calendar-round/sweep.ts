import { bringsNothing, calendarDay } from '../../shared/domain/time/calendar-day.ts';
import { countedForGoals } from '../../shared/domain/time/goal-figures.ts';
import type { Program } from '../../shared/program/program.ts';
import { PARTS } from '../../shared/sweep/part.ts';
import type { Sweep, Tally } from '../../shared/sweep/sweep.ts';
import { writeGoalDay } from '../../shared/table/operator/goal-figures-item.ts';
import type { Table } from '../../shared/table/table.ts';
import { makeBoard } from './board.ts';
import { makeOwnerList, weekListings } from './owner-list.ts';
import { rankingsOf } from './rankings.ts';
import { shareErrand } from './shares.ts';
import { giveTitles } from './titles.ts';

const parts = Array.from({ length: PARTS }, (_, part) => part);

/**
 * `calendar-round`: what days of the calendar bring for which everybody must be seen. Shares of
 * profits at a quarter's beginning; titles of a year and the leaderboard on the first; the owner's
 * list on its weekday; what became of the goals when the rules are looked at again. On all other days no pass is begun.
 */
export function calendarRound(table: Table, program: Program): Sweep {
  return {
    on(at) {
      const today = calendarDay(at, program);
      if (bringsNothing(today)) return undefined;
      const { quarter } = today;
      return (state) =>
        quarter === undefined ? undefined : shareErrand(table, program, state, quarter, at);
    },

    listings(at) {
      const today = calendarDay(at, program);
      const { ownerList } = program;
      return [
        ...rankingsOf(today, program),
        ...(today.week === undefined || ownerList === undefined
          ? []
          : weekListings(today.week, ownerList, program)),
      ];
    },

    counts(at) {
      const { goals } = calendarDay(at, program);
      return goals === undefined ? undefined : (state) => countedForGoals(state, program, at);
    },

    async close(at, total) {
      const { titles, board, week, goals } = calendarDay(at, program);
      const { leaderboard, ownerList } = program;
      if (goals !== undefined) await writeGoalDay(table, { day: goals, counted: ofGoals(total) });
      return [
        ...(titles === undefined ? [] : await giveTitles(table, program, titles, parts, at)),
        ...(board === undefined || leaderboard === undefined
          ? []
          : await makeBoard(table, leaderboard, board, parts, at)),
        ...(week === undefined || ownerList === undefined
          ? []
          : await makeOwnerList(table, ownerList, program, week, parts, at)),
      ];
    },
  };
}

/** Of a pass's tally what was counted for the goals. */
function ofGoals(total: Tally): Tally {
  return Object.fromEntries(Object.entries(total).filter(([name]) => name.startsWith('goal')));
}
