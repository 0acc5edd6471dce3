import type { MonthAnswer } from '../../functions/draws/contract.ts';
import { commitmentTo, drawWinners, listHash } from '../../shared/domain/rewards/draw.ts';
import { prizeOf, ticketNumber } from '../../shared/domain/rewards/ticket.ts';
import { sha256 } from '../../shared/identity/draw-key.ts';

/** Of so many faults of a kind the first are said: the rest follow from them. */
const MOST_SAID = 5;

/**
 * Draws a month again from what is public of it.
 *
 * @param noted the commitment as the verifier has it from before the draw, where there is one
 * @returns what is wrong, in sentences that say where; nothing where all is right
 * @throws where there is nothing to verify yet
 */
export function verifyMonth(month: MonthAnswer, noted?: string): readonly string[] {
  const { seed, commitment } = month;
  if (seed === undefined) throw new Error(`${month.id} ${month.month} is not drawn yet.`);
  const ofSeed = commitmentTo(seed, sha256);
  return [
    ...(noted !== undefined && noted !== commitment
      ? [`commitment: ${commitment} is shown, but ${noted} was noted before`]
      : []),
    ...(ofSeed === commitment
      ? []
      : [`seed: it hashes to ${ofSeed}, but ${commitment} was committed to`]),
    ...(month.when === 'monthly' ? drawnAgain(month, seed) : ticketsAgain(month, seed)),
  ];
}

function drawnAgain({ result, entrants, winners }: MonthAnswer, seed: string): string[] {
  if (result === undefined) return ['result: it is missing'];
  const hash = listHash(entrants, sha256);
  const names = new Set<string>();
  const twice = entrants.filter(({ entrant }) => names.size === names.add(entrant).size);
  const right = drawWinners(entrants, result.prizes, seed, sha256);
  const places = Array.from({ length: Math.max(right.length, winners.length) }, (_, i) => i);
  const wrong = places.flatMap((i) => {
    const [wanted, shown] = [said(right[i]), said(winners[i])];
    return wanted === shown ? [] : [`winners.${i}: ${shown} is shown, and ${wanted} was drawn`];
  });
  const entries = entrants.reduce((sum, { entries: own }) => sum + own, 0);
  return [
    ...few(twice.map(({ entrant }) => `entrants: ${entrant} is in the list twice`)),
    ...(entrants.length === result.entrants && entries === result.entries
      ? []
      : [
          `entrants: ${entrants.length} with ${entries} entries are shown, the result says ${result.entrants} with ${result.entries}`,
        ]),
    ...(hash === result.listHash
      ? []
      : [`entrants: the list hashes to ${hash}, the result says ${result.listHash}`]),
    ...few(wrong),
  ];
}

function said(winner: { entrant: string; reward: string } | undefined): string {
  return winner === undefined ? 'nobody' : `${winner.entrant} (${winner.reward})`;
}

function ticketsAgain({ tickets, prizes, program }: MonthAnswer, seed: string): string[] {
  const chances = prizes.map(({ reward, chanceBps = 0 }) => ({ reward, chanceBps }));
  const seen = new Set<string>();
  const wrong = tickets.flatMap(({ entrant, day, number, prize, program: drawnBy }, i) => {
    const name = `${entrant} ${day}`;
    const isRepeated = seen.has(name);
    seen.add(name);
    const right = ticketNumber(seed, { day, entrant }, sha256);
    // Tickets of another version of the rules had its chances, which are not shown here.
    const wins = drawnBy === program ? prizeOf(number, chances) : prize;
    return [
      ...(isRepeated ? [`tickets.${i}: ${entrant} has drawn twice on ${day}`] : []),
      ...(right === number ? [] : [`tickets.${i}: ${number} is shown, and ${right} was drawn`]),
      ...(wins === prize
        ? []
        : [`tickets.${i}: ${number} wins ${wins ?? 'nothing'}, not ${prize ?? 'nothing'}`]),
    ];
  });
  return few(wrong);
}

function few(wrong: readonly string[]): string[] {
  const more = wrong.length - MOST_SAID;
  return more > 0 ? [...wrong.slice(0, MOST_SAID), `and ${more} more`] : [...wrong];
}
