import { decide } from '../../shared/domain/ledger/ledger.ts';
import { type DayErrand, dueInRound } from '../../shared/domain/time/round.ts';
import type { Instant } from '../../shared/domain/time/time.ts';
import type { Program } from '../../shared/program/program.ts';
import { passOccasion } from '../../shared/sweep/occasion.ts';
import type { Sweep } from '../../shared/sweep/sweep.ts';
import { keys } from '../../shared/table/keys.ts';
import { alone, append } from '../../shared/table/ledger.ts';
import type { Table } from '../../shared/table/table.ts';

/** `daily-round`: who was lost, whose day it is, and what was lent and is over. */
export function dailyRound(table: Table, program: Program): Sweep {
  return {
    on: (at) => (state) => {
      const due = dueInRound(state, program, at);
      if (due.length === 0) return undefined;
      return async () => {
        const done: string[] = [];
        for (const errand of due) {
          if (await run(state.member, errand, at)) done.push(errand.name);
        }
        return done;
      };
    },
  };

  /** @returns whether it was not done before, and could be. */
  async function run(member: string, errand: DayErrand, at: Instant): Promise<boolean> {
    const isDone =
      'award' in errand && (await table.get(keys.entry('awarded', errand.award.award)));
    // Rounds look back, so most of what is due was done by the one before: looking is cheaper.
    if (isDone) return false;
    const occasion = passOccasion('daily-round', at);
    const appended = await append(table, member, (now, attempts) =>
      alone(
        'award' in errand
          ? decide(now, { type: 'award', request: errand.award }, occasion, program, attempts)
          : decide(now, { type: 'review', request: errand.review }, occasion, program),
      ),
    );
    return appended.outcome === 'entered';
  }
}
