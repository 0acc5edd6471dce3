import type { Step } from './story.ts';

const joined = { tier: 'explorer', rewards: ['basic-content', 'thank-you-tag'] };

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
  {
    who: 'Ana',
    after: 'P15D',
    deed: { does: 'brings', friend: 'Cem' },
    brings: { points: 0, balance: 2_127, tier: 'ambassador' },
    shows:
      'By then all five count, with nobody asking: 200 for each, 300 more at the third and 500 at the fifth.',
  },
  {
    who: 'Cem',
    deed: { does: 'pays', points: 270 },
    brings: { points: -270, balance: 0, tier: 'explorer' },
    shows: 'The friend has 200 as well.',
  },
  {
    who: 'Ana',
    after: 'P89D',
    deed: { does: 'shares' },
    brings: { points: 0, balance: 2_127, tier: 'ambassador', says: 20_000 },
    shows:
      '5% of the 5,080.00 that the code brought would be 254.00; a quarter brings 200.00 at most.',
  },
];
