import { decide } from '../../shared/domain/ledger/ledger.ts';
import type { MemberState } from '../../shared/domain/ledger/member.ts';
import { concerns, reviewsOn } from '../../shared/domain/tiers/review-day.ts';
import { type Month, monthStart } from '../../shared/domain/time/time.ts';
import type { Program } from '../../shared/program/program.ts';
import { passOccasion } from '../../shared/sweep/occasion.ts';
import type { Sweep } from '../../shared/sweep/sweep.ts';
import { alone, append } from '../../shared/table/ledger/ledger.ts';
import { readHistory } from '../../shared/table/people/member-reads.ts';
import type { Table } from '../../shared/table/table.ts';

/** More entries of one member since a month began are looked at by no review. */
const LATEST = 100;

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
            if (request.of === 'month' && (await wasRefundedSince(state, request.month))) continue;
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

  /**
   * What was given back since the month began is for the next review: so a pass that comes late, or
   * once more, judges by what the one on time could know.
   */
  async function wasRefundedSince(state: MemberState, month: Month): Promise<boolean> {
    if (state.refunded.length === 0) return false;
    const begins = monthStart(month, program.timeZone);
    const { things: latest } = await readHistory(table, state.member, LATEST);
    return latest.some(({ kind, receivedAt }) => kind === 'clawed-back' && receivedAt >= begins);
  }
}

const names = {
  notice: 'noticed',
  demoted: 'demoted',
  withdrawn: 'withdrawn',
  lent: 'lent',
  returned: 'returned',
} as const;
