import { drawWinners, inOrder, listHash } from '../../shared/domain/rewards/draw.ts';
import { monthNamed } from '../../shared/domain/rewards/draw-month.ts';
import { monthStart } from '../../shared/domain/time/time.ts';
import { pseudonymOf, seedOf, sha256 } from '../../shared/identity/draw-key.ts';
import { type Answering, noSuch, serve } from '../../shared/lambda/api-route.ts';
import type { HttpAnswer } from '../../shared/lambda/http.ts';
import { occasionOf } from '../../shared/lambda/occasion.ts';
import type { MonthlyDraw } from '../../shared/program/program.ts';
import { closeDraw, readParticipations } from '../../shared/table/draw-entries.ts';
import { monthlyDraw } from '../../shared/table/draw-grants.ts';
import { entriesOf } from '../../shared/table/draw-item.ts';
import {
  type DrawResult,
  type KnownWinner,
  readResult,
  readWinners,
  recordResult,
  settleRules,
} from '../../shared/table/draw-result.ts';
import { conflict } from './admission.ts';
import { type RanAnswer, routes } from './contract.ts';
import type { DrawsDependencies } from './handler.ts';
import { givePrize } from './prize.ts';

/** So many prizes are given at a time. */
const AT_ONCE = 20;

/**
 * `POST /v1/draws/{draw}/{month}/runs`: closes the list, draws, records, and only then gives the
 * prizes. Every step does nothing where it has been done, so a run that broke off is run again.
 */
export function runs(dependencies: DrawsDependencies): Answering {
  const { table, program, drawKey } = dependencies;
  const route = routes['POST /v1/draws/{draw}/{month}/runs'];
  return serve(route, async ({ path, request }): Promise<HttpAnswer> => {
    const draw = monthlyDraw(program, path.draw);
    if (draw === undefined) return noSuch('draw');
    const { month } = path;
    if (request.receivedAt < monthStart(monthNamed(month) + 1, program.timeZone))
      return conflict('not-over', `${month} is not over yet.`);

    const before = await readResult(table, draw.id, month);
    const result = before ?? (await run(draw, month, request.receivedAt));
    const winners = await readWinners(table, draw.id, month, 0, result.winners);
    for (let from = 0; from < winners.length; from += AT_ONCE) {
      const some = winners.slice(from, from + AT_ONCE).filter(({ isMember }) => isMember);
      await Promise.all(
        some.map(({ entrant, person, reward }) => {
          const fact = `draw#${draw.id}#${month}#${entrant}`;
          const won = { member: person, reward, draw: draw.id, fact };
          return givePrize(dependencies, won, occasionOf(request));
        }),
      );
    }
    request.log.info(before === undefined ? 'drew a month' : 'drew a month before', {
      draw: draw.id,
      month,
      winners: winners.length,
    });
    return { status: 201, body: viewRun(draw, month, result, winners) };
  });

  async function run(draw: MonthlyDraw, month: string, at: number): Promise<DrawResult> {
    const key = await drawKey();
    await closeDraw(table, draw.id, month);
    const rules = await settleRules(table, draw.id, month, {
      prizes: draw.prizes,
      program: program.version,
      ranAt: new Date(at).toISOString(),
    });
    const people = new Map(
      (await readParticipations(table, draw.id, month)).map((participation) => [
        pseudonymOf(key, draw.id, month, participation.person),
        participation,
      ]),
    );
    const list = inOrder(
      [...people].map(([entrant, causes]) => ({ entrant, entries: entriesOf(causes) })),
    );
    const seed = seedOf(key, draw.id, month);
    const winners = drawWinners(list, rules.prizes, seed, sha256);
    const result: DrawResult = {
      ...rules,
      seed,
      listHash: listHash(list, sha256),
      entrants: list.length,
      entries: list.reduce((sum, { entries }) => sum + entries, 0),
      winners: winners.length,
    };
    await recordResult(table, draw.id, month, {
      result,
      list,
      winners: winners.map((winner) => {
        const { person = '', isMember = false } = people.get(winner.entrant) ?? {};
        return { ...winner, person, isMember };
      }),
    });
    return result;
  }
}

function viewRun(
  { id }: MonthlyDraw,
  month: string,
  { ranAt, seed, listHash: hash, entrants, entries, winners }: DrawResult,
  known: readonly KnownWinner[],
): RanAnswer {
  return {
    draw: id,
    month,
    ranAt,
    seed,
    listHash: hash,
    entrants,
    entries,
    winners,
    toContact: known
      .filter(({ isMember }) => !isMember)
      .map(({ entrant, reward }) => ({ entrant, reward })),
  };
}
