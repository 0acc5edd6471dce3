import type { Occasion } from '../domain/orders/order.ts';
import { drawWinners, inOrder, listHash } from '../domain/rewards/draw.ts';
import type { Instant } from '../domain/time/time.ts';
import { pseudonymOf, seedOf, sha256 } from '../identity/draw-key.ts';
import type { MonthlyDraw } from '../program/program.ts';
import { closeDraw, readParticipations } from '../table/rewards/draw-entries.ts';
import { entriesOf } from '../table/rewards/draw-item.ts';
import {
  type DrawResult,
  type KnownWinner,
  readResult,
  readWinners,
  recordResult,
  settleRules,
} from '../table/rewards/draw-result.ts';
import { givePrize, type PrizeDependencies } from './prize.ts';

export interface DrawingDependencies extends PrizeDependencies {
  readonly drawKey: () => Promise<string>;
}

/** So many prizes are given at a time. */
const AT_ONCE = 20;

/**
 * Closes the list of a month that is over, draws it and records what came of it. Every step does
 * nothing where it has been done, so that a drawing which broke off is done again.
 */
export async function drawMonth(
  dependencies: DrawingDependencies,
  draw: MonthlyDraw,
  month: string,
  at: Instant,
): Promise<DrawResult> {
  const { table } = dependencies;
  const before = await readResult(table, draw.id, month);
  return before ?? (await drawAnew(dependencies, draw, month, at));
}

async function drawAnew(
  { table, program, drawKey }: DrawingDependencies,
  draw: MonthlyDraw,
  month: string,
  at: Instant,
): Promise<DrawResult> {
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

/** Some of the winners of a month that was drawn: from a place on, at the most so many. */
export interface SomeWinners {
  readonly draw: string;
  readonly month: string;
  readonly from: number;
  readonly most: number;
}

/**
 * Gives some winners of a drawn month their prizes, each once however often it is done; who is no
 * member must be found by whoever keeps the forms.
 *
 * @returns those winners
 */
export async function givePrizes(
  dependencies: PrizeDependencies,
  { draw, month, from, most }: SomeWinners,
  occasion: Occasion,
): Promise<readonly KnownWinner[]> {
  const winners = await readWinners(dependencies.table, draw, month, from, most);
  const members = winners.filter(({ isMember }) => isMember);
  for (let i = 0; i < members.length; i += AT_ONCE) {
    await Promise.all(
      members.slice(i, i + AT_ONCE).map(({ entrant, person, reward }) => {
        const fact = `draw#${draw}#${month}#${entrant}`;
        return givePrize(dependencies, { member: person, reward, draw, fact }, occasion);
      }),
    );
  }
  return winners;
}
