import { isGranted } from '../../shared/contact/consent.ts';
import { findMember } from '../../shared/contact/one-member.ts';
import type { Ranked } from '../../shared/domain/tiers/ranking.ts';
import type { Period } from '../../shared/domain/time/calendar-day.ts';
import type { Instant } from '../../shared/domain/time/time.ts';
import type { Leaderboard as Rules } from '../../shared/program/program.ts';
import { writeLeaderboard } from '../../shared/table/rewards/leaderboard-item.ts';
import { readRanked } from '../../shared/table/rewards/ranked-item.ts';
import type { Table } from '../../shared/table/table.ts';
import { CANDIDATES, rankingId } from './rankings.ts';

/** Of so many at a time it is seen whether they agreed. */
const AT_ONCE = 20;

/** Makes the leaderboard of a period: those who are first of all who agreed to be shown. */
export async function makeBoard(
  table: Table,
  { by, places: wanted }: Rules,
  period: Period,
  parts: readonly number[],
  at: Instant,
): Promise<readonly string[]> {
  const ranked = await readRanked(table, rankingId(by, period), parts, CANDIDATES);
  const shown: Ranked[] = [];
  for (let from = 0; from < ranked.length && shown.length < wanted; from += AT_ONCE) {
    const some = ranked.slice(from, from + AT_ONCE);
    const agreed = await Promise.all(some.map(({ member }) => agrees(table, member)));
    shown.push(...some.filter((_, i) => agreed[i] === true));
  }
  const places = shown.slice(0, wanted).map(({ member, figure }) => ({ member, figure }));
  const made = await writeLeaderboard(table, { period: period.name, by, asOf: at, places });
  return made ? ['boardMade'] : [];
}

async function agrees(table: Table, member: string): Promise<boolean> {
  const found = await findMember(table, member);
  return found !== undefined && isGranted(found.consents, 'in-app', 'publication');
}
