import { chanceOf, type Digest } from './chance.ts';

/** Somebody who takes part in a draw of one month. */
export interface Entrant {
  /** A pseudonym for this draw and month; it says nothing about who it is. */
  readonly entrant: string;
  readonly entries: number;
}

/** How many win a reward. */
export interface Prize {
  readonly reward: string;
  readonly winners: number;
}

export interface Winner {
  readonly entrant: string;
  readonly reward: string;
}

/** What is published before a draw, and settles its seed without telling it. */
export function commitmentTo(seed: string, digest: Digest): string {
  return digest(seed);
}

/** The entrants in the order in which they are drawn from, however they came: by pseudonym. */
export function inOrder(entrants: readonly Entrant[]): readonly Entrant[] {
  return entrants.toSorted((a, b) => (a.entrant < b.entrant ? -1 : a.entrant > b.entrant ? 1 : 0));
}

/** The hash of a closed list of entrants: of a line `<pseudonym> <entries>` for each, in order. */
export function listHash(entrants: readonly Entrant[], digest: Digest): string {
  return digest(
    inOrder(entrants)
      .map(({ entrant, entries }) => `${entrant} ${entries}\n`)
      .join(''),
  );
}

/**
 * The winners, in the order of the prizes: each drawn from all entries of those who have not won
 * yet, every entry as likely as any other. With more prizes than entrants, some prizes stay.
 *
 * The numbers come from the hash of `<seed>:<hash of the list>`. The seed is committed to before
 * there is an entry, so nobody can choose it to suit the list. The list is mixed in because somebody
 * might know the seed: any other list draws anew from the beginning, so that no entrant can be added
 * or left out to move the win to somebody. What remains is trying many lists, which only who has the
 * draw key and can enter people until the end could do: one function reads the key, and no person.
 */
export function drawWinners(
  entrants: readonly Entrant[],
  prizes: readonly Prize[],
  seed: string,
  digest: Digest,
): readonly Winner[] {
  const list = inOrder(entrants);
  const numbers = chanceOf(digest(`${seed}:${listHash(list, digest)}`), digest);
  const left = new EntriesLeft(list.map(({ entries }) => entries));
  const winners: Winner[] = [];
  for (const { reward, winners: places } of prizes) {
    for (let place = 0; place < places && left.total > 0; place++) {
      const won = list[left.takeAllOfWhoHas(numbers(left.total))];
      if (won === undefined) throw new Error('an entry of nobody was drawn');
      winners.push({ entrant: won.entrant, reward });
    }
  }
  return winners;
}

/**
 * The entries that have not won, numbered from 0 in the order of the list. Finding whose one is and
 * taking theirs out takes steps in the logarithm of the list: sums over its parts are kept.
 */
class EntriesLeft {
  total = 0;
  readonly #entries: readonly number[];
  /** At i, the sum over as many entrants up to i as the lowest bit of i says; from 1. */
  readonly #sums: number[];
  readonly #highestBit: number;

  constructor(entries: readonly number[]) {
    this.#entries = entries;
    this.#sums = Array.from({ length: entries.length + 1 }, () => 0);
    this.#highestBit = 2 ** Math.floor(Math.log2(Math.max(1, entries.length)));
    for (const [i, own] of entries.entries()) this.#add(i, own);
  }

  /** Takes out whoever has the entry of this number; their place in the list. */
  takeAllOfWhoHas(number: number): number {
    let before = 0;
    let rest = number;
    for (let step = this.#highestBit; step >= 1; step /= 2) {
      const sum = this.#sums[before + step];
      if (sum !== undefined && sum <= rest) {
        before += step;
        rest -= sum;
      }
    }
    this.#add(before, 0 - (this.#entries[before] ?? 0));
    return before;
  }

  #add(place: number, entries: number): void {
    this.total += entries;
    for (let i = place + 1; i < this.#sums.length; i += i & -i) {
      this.#sums[i] = (this.#sums[i] ?? 0) + entries;
    }
  }
}
