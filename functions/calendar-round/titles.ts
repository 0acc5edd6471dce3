import { decide } from '../../shared/domain/ledger/ledger.ts';
import type { Period } from '../../shared/domain/time/calendar-day.ts';
import type { Instant } from '../../shared/domain/time/time.ts';
import type { Program } from '../../shared/program/program.ts';
import { passOccasion } from '../../shared/sweep/occasion.ts';
import { alone, append } from '../../shared/table/ledger/ledger.ts';
import { readRanked } from '../../shared/table/rewards/ranked-item.ts';
import { settleTitled } from '../../shared/table/rewards/titled-item.ts';
import type { Table } from '../../shared/table/table.ts';
import { rankingId } from './rankings.ts';

/** So many titles are given at a time. */
const AT_ONCE = 10;

/**
 * Gives the titles of a year, each to as many as are first: whether they are shown with it is
 * another matter. Who they are is settled before the first one gets it.
 */
export async function giveTitles(
  table: Table,
  program: Program,
  year: Period,
  parts: readonly number[],
  at: Instant,
): Promise<readonly string[]> {
  const done: string[] = [];
  for (const { reward, by, places } of program.titles) {
    const ranked = await readRanked(table, rankingId(by, year), parts, places);
    const first = ranked.map(({ member }) => member);
    const members = await settleTitled(table, year.name, reward, first);
    for (let from = 0; from < members.length; from += AT_ONCE) {
      const some = members.slice(from, from + AT_ONCE);
      const given = await Promise.all(some.map((member) => give(member, reward)));
      done.push(...given.filter(Boolean).map(() => 'titled'));
    }
  }
  return done;

  async function give(member: string, reward: string): Promise<boolean> {
    const name = `occasion#${member}#title:${year.name}#${reward}`;
    const request = {
      award: name,
      request: name,
      cause: { kind: 'occasion', id: `title:${year.name}` },
      points: 0,
      validity: { days: 1 },
      rewards: [reward],
    } as const;
    const occasion = passOccasion('calendar-round', at);
    const appended = await append(table, member, (state, attempts) =>
      alone(decide(state, { type: 'award', request }, occasion, program, attempts)),
    );
    return appended.outcome === 'entered';
  }
}
