import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chanceOf } from '../../../../shared/domain/rewards/chance.ts';
import { sha256 } from '../../../../shared/identity/draw-key.ts';

const RANGE = 2 ** 48;

/** A digest that gives these numbers in their order. */
const digestOf = (...numbers: number[]) => {
  let next = 0;
  return () => (numbers[next++] ?? 0).toString(16).padStart(12, '0').padEnd(64, 'f');
};

test('numbers are the same for the same seed, and lie in their range', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 2 ** 20 }), (seed, below) => {
      const [one, other] = [chanceOf(seed, sha256), chanceOf(seed, sha256)];
      for (let i = 0; i < 5; i++) {
        const number = one(below);
        expect(other(below)).toBe(number);
        expect(Number.isInteger(number) && number >= 0 && number < below).toBe(true);
      }
    }),
  );
});

test('exactly those hashes are passed over that would make low numbers likelier', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 20 }), (below) => {
      const fair = RANGE - (RANGE % below);
      expect(fair % below).toBe(0);
      expect(chanceOf('s', digestOf(fair - 1, 7))(below)).toBe(below - 1);
      if (fair < RANGE) {
        expect(chanceOf('s', digestOf(fair, 7))(below)).toBe(7 % below);
        expect(chanceOf('s', digestOf(RANGE - 1, 7))(below)).toBe(7 % below);
      }
    }),
  );
});

test('the numbers are those that the documentation describes', () => {
  const hash = sha256('a seed:0').slice(0, 12);
  expect(chanceOf('a seed', sha256)(1_000)).toBe(Number.parseInt(hash, 16) % 1_000);
});

test('a digest that is no hash ends in a fault, not in a loop', () => {
  expect(() => chanceOf('s', () => 'f'.repeat(64))(3)).toThrow('no hash');
});
