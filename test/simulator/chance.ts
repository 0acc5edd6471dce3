import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Chance that can be had again: the same seed gives the same luck. */
export interface Chance {
  /** A whole number from 0 to less than `limit`. */
  below(limit: number): number;
  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number;
  /** True once in so many times. */
  oneIn(times: number): boolean;
  pick<Thing>(things: readonly [Thing, ...Thing[]]): Thing;
  /** A seed for chance that is independent of what follows here. */
  seed(): number;
}

export function chance(seed: number): Chance {
  const generator = xoroshiro128plus(seed);
  // Seeds that are near to one another begin alike.
  for (let i = 0; i < 4; i++) generator.next();
  const below = (limit: number): number => (generator.next() >>> 0) % limit;
  return {
    below,
    between: (least, most) => least + below(most - least + 1),
    oneIn: (times) => below(times) === 0,
    pick: (things) => things[below(things.length)] ?? things[0],
    seed: () => generator.next(),
  };
}
