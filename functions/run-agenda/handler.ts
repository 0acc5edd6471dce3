import { type Look, type Looking, lookAt } from '../../shared/agenda/due.ts';
import { groupFunction } from '../../shared/lambda/queue.ts';
import { addTallies } from '../../shared/sweep/sweep.ts';
import { AGENDA_PARTS } from '../../shared/table/agenda-place.ts';
import { birthdays } from './birthdays.ts';
import type { RunAgendaDependencies } from './dependencies.ts';
import { referrals } from './referrals.ts';
import { renewals } from './renewals.ts';
import { type Tick, tick } from './tick.ts';

const parts = Array.from({ length: AGENDA_PARTS }, (_, part) => part);

/**
 * Does what has come due in the agenda: reminds of renewals, settles referrals, keeps birthdays. It
 * remembers nothing: what is done leaves its place, and ticks that come twice, late, or several
 * together come to the same.
 */
export function runAgenda(dependencies: RunAgendaDependencies) {
  const { table, setAside, goOn, measure } = dependencies;
  const grouping = { read: (body: unknown) => tick.parse(body), keyOf: () => 'all' };

  return groupFunction<Tick>(grouping, async (ticks, log) => {
    const [first = 0, ...later] = ticks
      .map(({ scheduledFor }) => Date.parse(scheduledFor))
      .toSorted((a, b) => a - b);
    const times = [first, ...later] as const;
    const last = later.at(-1) ?? first;
    const looks: readonly Look[] = [
      ...renewals(dependencies, last),
      ...referrals(dependencies, last),
      ...(await birthdays(dependencies, first, last)),
    ];
    const looking: Looking = { table, times, setAside, log };
    const looked = await Promise.all(
      looks.flatMap((look) => parts.map((part) => lookAt(look, part, looking))),
    );
    const tally = addTallies(looked.map((one) => one.tally));
    if (Object.keys(tally).length > 0) {
      measure(tally);
      log.info('what was due is done', tally);
    }
    if (looked.some(({ more }) => more)) await goOn({ scheduledFor: new Date(last).toISOString() });
  });
}
