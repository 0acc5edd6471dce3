import { chanceOf, type Digest } from './chance.ts';

/** Of so many numbers one is drawn for each ticket; a chance in basis points is so many of them. */
const NUMBERS = 10_000;

/** A reward, and how many of 10,000 tickets win it. */
export interface Chance {
  readonly reward: string;
  readonly chanceBps: number;
}

/**
 * The number, 0 to 9,999, of a ticket of a sign-in draw. The month's seed, the day (`2026-11-01`)
 * and the entrant decide it: nothing that anybody does that day can change it.
 */
export function ticketNumber(
  seed: string,
  { day, entrant }: { readonly day: string; readonly entrant: string },
  digest: Digest,
): number {
  return chanceOf(digest(`${seed}:${day}:${entrant}`), digest)(NUMBERS);
}

/** The reward that a number wins: the first prize has the lowest numbers, and so on. */
export function prizeOf(number: number, prizes: readonly Chance[]): string | undefined {
  let upTo = 0;
  for (const { reward, chanceBps } of prizes) {
    upTo += chanceBps;
    if (number < upTo) return reward;
  }
  return undefined;
}
