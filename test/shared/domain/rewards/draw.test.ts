import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  commitmentTo,
  drawWinners,
  inOrder,
  listHash,
} from '../../../../shared/domain/rewards/draw.ts';
import { sha256 } from '../../../../shared/identity/draw-key.ts';

const entrants = fc.uniqueArray(
  fc.record({
    entrant: fc.stringMatching(/^[A-Za-z0-9_-]{1,6}$/),
    entries: fc.integer({ min: 1, max: 40 }),
  }),
  { selector: ({ entrant }) => entrant, maxLength: 40 },
);
const prizes = fc.array(
  fc.record({
    reward: fc.constantFrom('mug', 'print', 'trip'),
    winners: fc.integer({ min: 1, max: 20 }),
  }),
  { minLength: 1, maxLength: 4 },
);
const people = (...names: string[]) => names.map((entrant) => ({ entrant, entries: 1 }));

describe('the winners of a draw', () => {
  test('depend on the seed and the list alone, however it is stored', () => {
    fc.assert(
      fc.property(entrants, prizes, fc.string(), (list, won, seed) => {
        const winners = drawWinners(list, won, seed, sha256);
        expect(drawWinners(list.toReversed(), won, seed, sha256)).toEqual(winners);
        expect(drawWinners(inOrder(list), won, seed, sha256)).toEqual(winners);
      }),
    );
  });

  test('are of the list, and nobody wins twice', () => {
    fc.assert(
      fc.property(entrants, prizes, fc.string(), (list, won, seed) => {
        const names = drawWinners(list, won, seed, sha256).map(({ entrant }) => entrant);
        expect(new Set(names).size).toBe(names.length);
        expect(list.map(({ entrant }) => entrant)).toEqual(expect.arrayContaining(names));
      }),
    );
  });

  test('are as many as there are prizes, in the order of these, or all of fewer entrants', () => {
    fc.assert(
      fc.property(entrants, prizes, fc.string(), (list, won, seed) => {
        const wanted = won.flatMap(({ reward, winners }) => Array<string>(winners).fill(reward));
        const rewards = drawWinners(list, won, seed, sha256).map(({ reward }) => reward);
        expect(rewards).toEqual(wanted.slice(0, list.length));
      }),
    );
  });

  test('are picked by entries: the place of each number is that of a plain count', () => {
    fc.assert(
      fc.property(
        entrants.filter(({ length }) => length > 0),
        fc.nat(),
        (list, wanted) => {
          const ordered = inOrder(list);
          const tickets = ordered.flatMap(({ entrant, entries }) =>
            Array<string>(entries).fill(entrant),
          );
          const number = wanted % tickets.length;
          const hex = number.toString(16).padStart(12, '0');
          const [winner] = drawWinners(list, [{ reward: 'mug', winners: 1 }], 's', () => hex);
          expect(winner?.entrant).toBe(tickets[number]);
        },
      ),
    );
  });

  test('change with anything in the list: nobody can aim at one by adding another', () => {
    const won = [{ reward: 'mug', winners: 5 }];
    const list = people(...Array.from({ length: 50 }, (_, i) => `person-${i}`));
    const before = drawWinners(list, won, 'seed', sha256);
    const after = drawWinners([...list, ...people('zoe')], won, 'seed', sha256);
    expect(after).not.toEqual(before);
  });

  test('come evenly over many draws, and twice as often with twice as many entries', () => {
    const list = [...people('ann', 'bob'), { entrant: 'zoe', entries: 2 }];
    const count = new Map<string, number>();
    for (let i = 0; i < 4_000; i++) {
      const [winner] = drawWinners(list, [{ reward: 'mug', winners: 1 }], `seed ${i}`, sha256);
      count.set(winner?.entrant ?? '', (count.get(winner?.entrant ?? '') ?? 0) + 1);
    }
    // Five standard deviations: the seeds are fixed, so this is as sure as any other line here.
    expect(Math.abs((count.get('ann') ?? 0) - 1_000)).toBeLessThan(140);
    expect(Math.abs((count.get('zoe') ?? 0) - 2_000)).toBeLessThan(160);
  });

  test('of nobody are none', () => {
    expect(drawWinners([], [{ reward: 'mug', winners: 3 }], 'seed', sha256)).toEqual([]);
  });

  test('of a large list are found in no time', () => {
    const list = Array.from({ length: 50_000 }, (_, i) => ({
      entrant: `p${i}`,
      entries: 1 + (i % 9),
    }));
    const winners = drawWinners(list, [{ reward: 'mug', winners: 10_000 }], 'seed', sha256);
    expect(new Set(winners.map(({ entrant }) => entrant)).size).toBe(10_000);
  });
});

test('the list and the commitment are hashed as the documentation says', () => {
  const list = [
    { entrant: 'b', entries: 2 },
    { entrant: 'A', entries: 1 },
  ];
  expect(listHash(list, sha256)).toBe(sha256('A 1\nb 2\n'));
  expect(commitmentTo('seed', sha256)).toBe(sha256('seed'));
});
