import { decide } from '../../shared/domain/ledger/ledger.ts';
import type { MemberState } from '../../shared/domain/ledger/member.ts';
import { concerns, reviewsOn } from '../../shared/domain/tiers/review-day.ts';
import type { Instant } from '../../shared/domain/time/time.ts';
import type { Program } from '../../shared/program/program.ts';
import { passOccasion } from '../../shared/sweep/occasion.ts';
import type { Sweep } from '../../shared/sweep/sweep.ts';
import { alone, append } from '../../shared/table/ledger/ledger.ts';
import { readHistory } from '../../shared/table/people/member-reads.ts';
import type { Table } from '../../shared/table/table.ts';

/** More entries of one member since a pass was due are looked at by none. */
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
          if (await wasRefundedSince(state, at)) return done;
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

  /**
   * Of whom something was given back since the pass was due is seen to by the next one: so a pass
   * that comes late, or once more, does nothing that the one on time could not.
   */
  async function wasRefundedSince(state: MemberState, at: Instant): Promise<boolean> {
    if (state.refunded.length === 0) return false;
    const { things: latest } = await readHistory(table, state.member, LATEST);
    return latest.some(({ kind, receivedAt }) => kind === 'clawed-back' && receivedAt >= at);
  }
}

const names = {
  notice: 'noticed',
  demoted: 'demoted',
  withdrawn: 'withdrawn',
  lent: 'lent',
  returned: 'returned',
} as const;
