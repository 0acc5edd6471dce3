import type { Step } from './story.ts';

const joined = { tier: 'explorer', rewards: ['basic-content', 'thank-you-tag'] };

/** Who comes with Ana's code, what Ana has with it and what it brings. */
const brought = [
  { friend: 'Cem', points: 200, balance: 527, rewards: ['friend-bringer'] },
  { friend: 'Dana', points: 200, balance: 727 },
  { friend: 'Eli', points: 500, balance: 1_227, shows: 'A third friend brings 300 more.' },
  { friend: 'Finn', points: 200, balance: 1_427 },
  { friend: 'Gia', points: 700, balance: 2_127, shows: 'And the fifth 500 more.' },
] as const;

/** Ana's five friends: two weeks after their orders both sides have points, and she has her share. */
export const friends: readonly Step[] = [
  ...['Cem', 'Dana', 'Eli', 'Finn'].map((who): Step => {
    return {
      who,
      deed: { does: 'buys', total: '20.00', codeOf: 'Ana' },
      brings: { points: 70, balance: 70, ...joined },
    };
  }),
  {
    who: 'Gia',
    deed: { does: 'buys', total: '5000.00', codeOf: 'Ana' },
    brings: { points: 5_050, balance: 5_050, ...joined },
    shows: 'A café orders its machine with Ana’s code.',
  },
  {
    who: 'Ana',
    deed: { does: 'brings', friend: 'Cem' },
    brings: { points: 0, balance: 327, tier: 'ambassador' },
    shows: 'A friend counts once the first order is two weeks old.',
  },
  ...brought.map(({ friend, points, balance, ...more }, i): Step => {
    const { shows, rewards } = { shows: undefined, rewards: undefined, ...more };
    return {
      who: 'Ana',
      ...(i === 0 ? { after: 'P14D' } : {}),
      deed: { does: 'brings', friend },
      brings: {
        points,
        balance,
        tier: 'ambassador',
        ...(rewards === undefined ? {} : { rewards }),
      },
      ...(shows === undefined ? {} : { shows }),
    };
  }),
  {
    who: 'Cem',
    deed: { does: 'pays', points: 270 },
    brings: { points: -270, balance: 0, tier: 'explorer' },
    shows: 'The friend has 200 as well.',
  },
  {
    who: 'Ana',
    after: 'P90D',
    deed: { does: 'shares' },
    brings: { points: 0, balance: 2_127, tier: 'ambassador', says: 20_000 },
    shows:
      '5% of the 5,080.00 that the code brought would be 254.00; a quarter brings 200.00 at most.',
  },
];
