import { decide } from '../../shared/domain/ledger/ledger.ts';
import { contentOn } from '../../shared/domain/time/content.ts';
import { type DayErrand, dueInRound } from '../../shared/domain/time/round.ts';
import type { Instant } from '../../shared/domain/time/time.ts';
import type { BusEntry } from '../../shared/events/publish.ts';
import type { Program } from '../../shared/program/program.ts';
import { passOccasion } from '../../shared/sweep/occasion.ts';
import type { Sweep } from '../../shared/sweep/sweep.ts';
import { keys } from '../../shared/table/keys.ts';
import { alone, append } from '../../shared/table/ledger/ledger.ts';
import { lapsePut } from '../../shared/table/operator/lapse-item.ts';
import { newTask, taskPuts } from '../../shared/table/operator/task-item.ts';
import type { Table } from '../../shared/table/table.ts';
import { contentEvents, withPlaces } from './content.ts';

/** `daily-round`: who was lost, whose day it is, what was lent and is over, what members are sent. */
export function dailyRound(
  table: Table,
  program: Program,
  tell: (events: readonly BusEntry[]) => Promise<void>,
): Sweep {
  return {
    on(at) {
      const contentOf = contentOn(at, program);
      return (state) => {
        const due = dueInRound(state, program, at);
        const content = contentOf?.(state) ?? [];
        if (due.length === 0 && content.length === 0) return undefined;
        return async () => {
          const done: string[] = [];
          for (const errand of due) {
            if (await run(state.member, errand, at)) done.push(errand.name);
          }
          const sent = await withPlaces(table, content, state, at);
          if (sent.length > 0) await tell(contentEvents(sent, state, at, program));
          return [...done, ...sent.map(({ kind }) => contentName[kind])];
        };
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
    const appended = await append(table, member, (now, attempts) => {
      const proposal = alone(
        'award' in errand
          ? decide(now, { type: 'award', request: errand.award }, occasion, program, attempts)
          : decide(now, { type: 'review', request: errand.review }, occasion, program),
      );
      return proposal.ok ? { ...proposal, also: besides(member, errand, at, program) } : proposal;
    });
    return appended.outcome === 'entered';
  }
}

/** What is told, in the tally. */
const contentName = {
  content: 'contentTold',
  offer: 'offersTold',
  event: 'eventsTold',
  status: 'statusTold',
} as const;

/**
 * What is written in the transaction that enters an errand, so that neither is without the other: the
 * task to call, and the lapse that is measured later. Their keys are as old as the errand's own.
 */
function besides(member: string, errand: DayErrand, at: Instant, { timeZone }: Program) {
  if (!('award' in errand)) return [];
  const { toCall, lapse } = errand;
  const puts = [
    ...(toCall === undefined
      ? []
      : taskPuts(newTask({ kind: 'call', member, lostAt: toCall.lostAt }, at))),
    ...(lapse === undefined ? [] : [lapsePut({ member, at, ...lapse }, timeZone)]),
  ];
  return puts.map((put) => ({ put, otherwise: { reason: 'nothing-to-review' } as const }));
}
