import { nameOfMonth } from '../../shared/domain/rewards/draw-month.ts';
import { monthAt } from '../../shared/domain/time/time.ts';
import type { DrawingDependencies } from '../../shared/draws/drawing.ts';
import { seedOf } from '../../shared/identity/draw-key.ts';
import { type Answering, noSuch, serve } from '../../shared/lambda/api-route.ts';
import type { HttpAnswer } from '../../shared/lambda/http.ts';
import type { MonthlyDraw, SignInDraw } from '../../shared/program/program.ts';
import { readList, readResult, readWinners } from '../../shared/table/rewards/draw-result.ts';
import { readTickets, type TicketPlace } from '../../shared/table/rewards/draw-tickets.ts';
import { type MonthAnswer, routes } from './contract.ts';
import { type DrawViewing, viewDraw } from './view.ts';

const PAGE = 100;

/** A part of what is public of a month. */
interface Part {
  readonly from: string | undefined;
  readonly limit: number;
}

type Contents = Omit<MonthAnswer, keyof ReturnType<typeof viewDraw> | 'program'>;

/**
 * `GET /v1/draws/{draw}/{month}`: before the draw what it commits to, after it all that it takes to
 * draw it again. Who takes part is not shown before, so that nobody sees an entry being made.
 */
export function months(
  { table, program }: DrawingDependencies,
  viewing: (request: Parameters<Answering>[0]) => Promise<DrawViewing>,
): Answering {
  return serve(
    routes['GET /v1/draws/{draw}/{month}'],
    async ({ path, query, request }): Promise<HttpAnswer> => {
      const draw = program.draws.find(({ id }) => id === path.draw);
      const running = nameOfMonth(monthAt(request.receivedAt, program.timeZone));
      const { month } = path;
      if (draw === undefined || month > running) return noSuch('draw');
      const view = await viewing(request);
      const part = { from: query.from, limit: query.limit ?? PAGE };
      const contents =
        draw.when === 'monthly'
          ? await monthly(draw, month, month < running, part)
          : await signIn(draw, month, month < running, part, view.drawKey);
      const body: MonthAnswer = {
        ...viewDraw(draw, month, view),
        program: program.version,
        ...contents,
      };
      return { status: 200, body };
    },
  );

  async function monthly(
    { id }: MonthlyDraw,
    month: string,
    isOver: boolean,
    { from, limit }: Part,
  ): Promise<Contents> {
    const result = isOver ? await readResult(table, id, month) : undefined;
    if (result === undefined) return { status: isOver ? 'over' : 'open', ...nothing };
    const { seed, prizes, ...rest } = result;
    const first = Number.isInteger(Number(from)) ? Number(from) : 0;
    const [entrants, winners] = await Promise.all([
      readList(table, id, month, first, limit),
      readWinners(table, id, month, first, limit),
    ]);
    const end = first + limit;
    return {
      ...nothing,
      status: 'drawn',
      seed,
      result: { ...rest, prizes: [...prizes] },
      entrants: [...entrants],
      winners: winners.map(({ entrant, reward }) => ({ entrant, reward })),
      ...(end < result.entrants ? { next: String(end) } : {}),
    };
  }

  async function signIn(
    { id }: SignInDraw,
    month: string,
    isOver: boolean,
    { from, limit }: Part,
    drawKey: string,
  ): Promise<Contents> {
    if (!isOver) return { status: 'open', ...nothing };
    const { things, next } = await readTickets(table, id, month, limit, placeOf(from));
    return {
      ...nothing,
      status: 'over',
      seed: seedOf(drawKey, id, month),
      tickets: things.map(({ entrant, day, number, prize, given, program: version }) => ({
        entrant,
        day,
        number,
        ...(prize === undefined ? {} : { prize }),
        given,
        program: version,
      })),
      ...(next === undefined ? {} : { next: `${next.entrant}:${next.day}` }),
    };
  }
}

const nothing: Pick<Contents, 'entrants' | 'winners' | 'tickets'> = {
  entrants: [],
  winners: [],
  tickets: [],
};

function placeOf(from: string | undefined): TicketPlace | undefined {
  const [entrant, day] = from?.split(':') ?? [];
  return entrant === undefined || day === undefined ? undefined : { entrant, day };
}
