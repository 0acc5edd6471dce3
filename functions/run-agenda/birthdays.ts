import type { Errand, Look } from '../../shared/agenda/due.ts';
import { decide } from '../../shared/domain/ledger/ledger.ts';
import {
  type Day,
  daysAfter,
  daysBetween,
  parts,
  whenClocksShow,
} from '../../shared/domain/time/day.ts';
import { type Birthday, birthdaysOn, dueBirthday } from '../../shared/domain/time/occasion-day.ts';
import { occasionAward } from '../../shared/domain/time/round.ts';
import { DAY, type Instant, localDay, monthStart } from '../../shared/domain/time/time.ts';
import { birthdayHash } from '../../shared/identity/birthday-hash.ts';
import { passOccasion } from '../../shared/sweep/occasion.ts';
import { type AgendaKind, movePlace } from '../../shared/table/agenda-place.ts';
import { keys, memberOf } from '../../shared/table/keys.ts';
import { alone, append, readMember } from '../../shared/table/ledger/ledger.ts';
import type { RunAgendaDependencies } from './dependencies.ts';

/** Ticks that come together span a day or two; what spans more are mistakes. */
const MOST_DAYS = 31;

/**
 * Keeps birthdays, in the program's zone: of each day up to the last tick's, and of the day before
 * the first one's, should no tick have come by then. The agenda says in which year a member's is
 * kept next and, by its hash alone, on which day.
 */
export async function birthdays(
  { table, program, memberKey }: RunAgendaDependencies,
  first: Instant,
  last: Instant,
): Promise<readonly Look[]> {
  const { timeZone, occasions } = program;
  if (occasions.birthday.length === 0) return [];
  const key = await memberKey();
  return daysOf(first, last).flatMap((day) =>
    birthdaysOn(day).map((birthday): Look => {
      const from = startOf(day);
      const until = Math.min(last, startOf(daysAfter(day, 1)) - 1);
      const kind = `birthday#${birthdayHash(key, birthday)}` as const;
      return { kind, from, until, errand: keeping(kind, birthday, day) };
    }),
  );

  function daysOf(from: Instant, to: Instant): readonly Day[] {
    const end = localDay(to, timeZone);
    const begin = localDay(from - DAY, timeZone);
    const count = Math.min(daysBetween(begin, end) + 1, MOST_DAYS);
    return Array.from({ length: count }, (_, i) => daysAfter(end, i + 1 - count));
  }

  function startOf(day: Day): Instant {
    return whenClocksShow(day, 0, timeZone)[0] ?? Date.parse(day);
  }

  function keeping(kind: AgendaKind, birthday: Birthday, day: Day): Errand {
    const [year] = parts(day);
    const nextYear = monthStart((year + 1) * 12, timeZone);
    return async (item, at) => {
      const isKept = await keep(memberOf(item), birthday, day, at);
      await movePlace(table, item, { kind, due: nextYear });
      return isKept ? 'birthdays' : undefined;
    };
  }

  /** @returns whether it was not kept before this year, by whichever id, and there is a tier. */
  async function keep(
    addressed: string,
    birthday: Birthday,
    day: Day,
    at: Instant,
  ): Promise<boolean> {
    const due = dueBirthday(birthday, day, program);
    const state = await readMember(table, addressed);
    if (due === undefined || state === undefined || state.tier === null) return false;
    const { member, absorbed } = state;
    const awards = [member, ...absorbed].map((id) => occasionAward(id, due));
    const entries = await Promise.all(
      awards.map(({ award }) => table.get(keys.entry('awarded', award), { consistent: true })),
    );
    const [request] = awards;
    if (request === undefined || entries.some((entry) => entry !== undefined)) return false;
    const occasion = passOccasion('run-agenda', at);
    const appended = await append(table, member, (now, attempts) =>
      alone(decide(now, { type: 'award', request }, occasion, program, attempts)),
    );
    return appended.outcome === 'entered';
  }
}
