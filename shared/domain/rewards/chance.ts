/** SHA-256 over a text's UTF-8, as 64 hex digits. It comes in, for the domain makes no hashes. */
export type Digest = (text: string) => string;

/** As many hex digits of a hash as fit a safe integer: 48 bits. */
const DIGITS = 12;
const RANGE = 16 ** DIGITS;

/** A hash that is rejected so often in a row is none: each time the odds are under one in 2^27. */
const MOST_REJECTED = 16;

/**
 * Numbers that a seed alone decides, so that anybody who has it can draw them again: each from 0 to
 * less than `below`, all equally likely. The n-th, from 0, is the first 12 hex digits of the hash of
 * `<seed>:<n>`; what would make some numbers likelier than others is passed over.
 *
 * @param below at most 2^20 or so, and at least 1.
 */
export function chanceOf(seed: string, digest: Digest): (below: number) => number {
  let drawn = 0;
  return (below) => {
    const fair = RANGE - (RANGE % below);
    for (let rejected = 0; rejected < MOST_REJECTED; rejected++) {
      const number = Number.parseInt(digest(`${seed}:${drawn}`).slice(0, DIGITS), 16);
      drawn += 1;
      if (number < fair) return number % below;
    }
    throw new Error('the digest is no hash: it gives large numbers only');
  };
}
