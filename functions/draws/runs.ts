import { monthNamed } from '../../shared/domain/rewards/draw-month.ts';
import { monthStart } from '../../shared/domain/time/time.ts';
import { type DrawingDependencies, drawMonth, givePrizes } from '../../shared/draws/drawing.ts';
import { type Answering, noSuch, serve } from '../../shared/lambda/api-route.ts';
import type { HttpAnswer } from '../../shared/lambda/http.ts';
import { occasionOf } from '../../shared/lambda/occasion.ts';
import type { MonthlyDraw } from '../../shared/program/program.ts';
import { monthlyDraw } from '../../shared/table/rewards/draw-grants.ts';
import {
  type DrawResult,
  type KnownWinner,
  markGiven,
} from '../../shared/table/rewards/draw-result.ts';
import { conflict } from './admission.ts';
import { type RanAnswer, routes } from './contract.ts';

/**
 * `POST /v1/draws/{draw}/{month}/runs`: closes the list, draws, records, and only then gives the
 * prizes. Every step does nothing where it has been done, so a run that broke off is run again.
 */
export function runs(dependencies: DrawingDependencies): Answering {
  const { table, program } = dependencies;
  const route = routes['POST /v1/draws/{draw}/{month}/runs'];
  return serve(route, async ({ path, request }): Promise<HttpAnswer> => {
    const draw = monthlyDraw(program, path.draw);
    if (draw === undefined) return noSuch('draw');
    const { month } = path;
    if (request.receivedAt < monthStart(monthNamed(month) + 1, program.timeZone))
      return conflict('not-over', `${month} is not over yet.`);

    const result = await drawMonth(dependencies, draw, month, request.receivedAt);
    const all = { draw: draw.id, month, from: 0, most: result.winners };
    const winners = await givePrizes(dependencies, all, occasionOf(request));
    await markGiven(table, draw.id, month);
    request.log.info('drew a month', { draw: draw.id, month, winners: winners.length });
    return { status: 201, body: viewRun(draw, month, result, winners) };
  });
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
