import type { Story } from './story.ts';

/** Explorer to Advocate by purchases, with welcome points, doubled points and a refund. */
export const fourTierLadderStory: Story = {
  preset: 'four-tier-ladder',
  title: 'Birdhouse Coffee, and Ana who keeps coming back',
  begins: '02-01',
  steps: [
    {
      who: 'Ana',
      deed: { does: 'buys', total: '24.90' },
      brings: {
        points: 74,
        balance: 74,
        tier: 'explorer',
        rewards: ['basic-content', 'thank-you-tag'],
      },
      shows: 'One point for each 1.00, rounded down, and 50 of welcome.',
    },
    {
      who: 'Ana',
      after: 'P7D',
      deed: { does: 'buys', total: '39.00', currency: 'CNY' },
      brings: { points: 4, balance: 78, tier: 'explorer' },
      shows: 'In yuan a point takes 8.00.',
    },
    {
      who: 'Ana',
      after: 'P7D',
      deed: { does: 'buys', total: '62.00' },
      brings: {
        points: 62,
        balance: 140,
        tier: 'regular',
        rewards: ['brand-supporter-badge', 'priority-support'],
      },
      shows: 'The third order still earns once; from now on orders earn twice.',
    },
    {
      who: 'Ana',
      after: 'P14D',
      deed: { does: 'buys', total: '18.75' },
      brings: { points: 37, balance: 177, tier: 'regular' },
    },
    {
      who: 'Ana',
      deed: { does: 'returns', order: 3, amount: '31.00' },
      brings: { points: -31, balance: 146, tier: 'regular' },
      shows: 'Half of the goods back, half of the points: the tier stays until a review.',
    },
    {
      who: 'Ana',
      deed: { does: 'pays', points: 200 },
      brings: {
        points: 0,
        balance: 146,
        tier: 'regular',
        refused: 'The balance is 54 points short.',
      },
    },
    {
      who: 'Ana',
      deed: { does: 'pays', points: 100 },
      brings: { points: -100, balance: 46, tier: 'regular' },
      shows: '100 points take 1.00 off.',
    },
    {
      who: 'Ana',
      after: 'P30D',
      deed: { does: 'buys', total: '9.90' },
      brings: { points: 19, balance: 65, tier: 'regular' },
      shows: 'Twice 9.90, rounded down once for the order.',
    },
    {
      who: 'Ana',
      after: 'P1D',
      deed: { does: 'buys', total: '31.40' },
      brings: {
        points: 62,
        balance: 127,
        tier: 'advocate',
        rewards: ['advocate-badge', 'advocate-code', 'early-access', 'event-invitation'],
      },
    },
    {
      who: 'Ben',
      deed: { does: 'buys', total: '50.00', currency: 'SEK' },
      brings: {
        points: 0,
        balance: 0,
        tier: 'explorer',
        rewards: ['basic-content', 'thank-you-tag'],
      },
      shows: 'A currency that the document does not list counts as a purchase and earns nothing.',
    },
  ],
};
