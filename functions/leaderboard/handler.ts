import { isGranted } from '../../shared/contact/consent.ts';
import type { DataKeys } from '../../shared/contact/data-keys.ts';
import { findMember } from '../../shared/contact/one-member.ts';
import { together } from '../../shared/contact/personal.ts';
import { openProfile } from '../../shared/contact/profiles.ts';
import { nameOfMonth } from '../../shared/domain/rewards/draw-month.ts';
import { type Instant, monthAt } from '../../shared/domain/time/time.ts';
import { pseudonymOf } from '../../shared/identity/draw-key.ts';
import { answerAll, noSuch, serve } from '../../shared/lambda/api-route.ts';
import { type HttpAnswer, httpFunction } from '../../shared/lambda/http.ts';
import type { Program } from '../../shared/program/program.ts';
import { type Leaderboard, readLeaderboard } from '../../shared/table/rewards/leaderboard-item.ts';
import type { Table } from '../../shared/table/table.ts';
import { type LeaderboardAnswer, routes } from './contract.ts';

export interface LeaderboardDependencies {
  readonly table: Table;
  readonly program: Program;
  /** Names are opened for each answer, and kept nowhere else. */
  readonly keys: Pick<DataKeys, 'find'>;
  readonly memberKey: () => Promise<string>;
}

/** So many names are opened at a time. */
const AT_ONCE = 10;

/** Shows who is first: under the names that they chose, and only as long as they agree to it. */
export function leaderboard({ table, program, keys, memberKey }: LeaderboardDependencies) {
  const route = routes['GET /v1/leaderboard'];
  return httpFunction(
    answerAll({
      'GET /v1/leaderboard': serve(route, async ({ query, request }): Promise<HttpAnswer> => {
        const rules = program.leaderboard;
        if (rules === undefined) return noSuch('leaderboard');
        const periods =
          query.period === undefined ? latest(rules, request.receivedAt) : [query.period];
        for (const period of periods) {
          const board = await readLeaderboard(table, period);
          if (board !== undefined) return { status: 200, body: await view(board) };
        }
        return noSuch('leaderboard');
      }),
    }),
  );

  /** The running period, and the one before it: in January nothing is known of the new year. */
  function latest({ window }: NonNullable<Program['leaderboard']>, at: Instant): string[] {
    const month = monthAt(at, program.timeZone);
    return window === 'calendar-year'
      ? [month, month - 12].map((one) => String(Math.floor(one / 12)))
      : [month - 1, month - 2].map(nameOfMonth);
  }

  async function view({ period, by, asOf, places }: Leaderboard): Promise<LeaderboardAnswer> {
    const shown: Omit<LeaderboardAnswer['places'][number], 'place'>[] = [];
    for (let from = 0; from < places.length; from += AT_ONCE) {
      const some = await Promise.all(
        places.slice(from, from + AT_ONCE).map(async ({ member, figure }) => {
          const named = await nameOf(member, period);
          return named === undefined ? [] : [{ ...named, figure }];
        }),
      );
      shown.push(...some.flat());
    }
    return {
      period,
      by,
      asOf: new Date(asOf).toISOString(),
      places: shown.map((one, i) => ({ place: i + 1, ...one })),
    };
  }

  /** Undefined for who does not agree any more, or is unknown by now. */
  async function nameOf(member: string, period: string) {
    const found = await findMember(table, member);
    if (found === undefined || !isGranted(found.consents, 'in-app', 'publication'))
      return undefined;
    const { own, absorbed } = found;
    const known = await Promise.all([own, ...absorbed].map((one) => openProfile(keys, one)));
    const { displayName } = together(known);
    if (displayName !== undefined) return { name: displayName, isPseudonym: false };
    const name = pseudonymOf(await memberKey(), 'leaderboard', period, own.member);
    return { name, isPseudonym: true };
  }
}
