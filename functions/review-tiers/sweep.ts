import { decide } from '../../shared/domain/ledger/ledger.ts';
import { concerns, reviewsOn } from '../../shared/domain/tiers/review-day.ts';
import type { Program } from '../../shared/program/program.ts';
import { passOccasion } from '../../shared/sweep/occasion.ts';
import type { Sweep } from '../../shared/sweep/sweep.ts';
import { alone, append } from '../../shared/table/ledger/ledger.ts';
import type { Table } from '../../shared/table/table.ts';

/** `monthly-demotion`: notices while they help, and on the first of a month its review. */
export function tierReview(table: Table, program: Program): Sweep {
  return {
    on(at) {
      const asked = reviewsOn(at, program);
      if (asked.length === 0) return undefined;
      const occasion = passOccasion('monthly-demotion', at);
      return (state) => {
        const due = asked.filter((one) => concerns(state, one, at, program));
        if (due.length === 0) return undefined;
        return async () => {
          const done: string[] = [];
          for (const request of due) {
            const appended = await append(table, state.member, (now) =>
              alone(decide(now, { type: 'review', request }, occasion, program)),
            );
            const [entry] = appended.outcome === 'entered' ? appended.entries : [];
            if (entry?.kind === 'reviewed') done.push(names[entry.outcome.what]);
          }
          return done;
        };
      };
    },
  };
}

const names = {
  notice: 'noticed',
  demoted: 'demoted',
  withdrawn: 'withdrawn',
  lent: 'lent',
  returned: 'returned',
} as const;
