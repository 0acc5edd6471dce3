import type { Story } from './story.ts';

/** Tiers by points of twelve months, a first-purchase bonus, activities that bring little. */
export const pointsClubStory: Story = {
  preset: 'points-club',
  title: 'A skincare brand whose club counts points',
  begins: '02-08',
  steps: [
    {
      who: 'Mia',
      deed: { does: 'buys', total: '80.00' },
      brings: { points: 180, balance: 180, tier: 'member' },
      shows: '80 for the goods and 100 for the first purchase.',
    },
    {
      who: 'Mia',
      deed: { does: 'acts', activity: 'review', subject: 'serum' },
      brings: { points: 25, balance: 205, tier: 'member' },
      shows: 'A review on the brand’s own site brings little beside an order.',
    },
    {
      who: 'Mia',
      after: 'P10D',
      deed: { does: 'buys', total: '330.00' },
      brings: { points: 330, balance: 535, tier: 'insider', rewards: ['preview'] },
      shows: 'Orders have earned 510 within twelve months: Insider, from 500.',
    },
    {
      who: 'Mia',
      after: 'P3D',
      deed: { does: 'buys', total: '40.00' },
      brings: { points: 50, balance: 585, tier: 'insider' },
      shows: 'An Insider earns one and a quarter times.',
    },
    {
      who: 'Mia',
      deed: { does: 'redeems', reward: 'travel-size' },
      brings: { points: -300, balance: 285, tier: 'insider', rewards: ['travel-size'] },
      shows: 'What is redeemed still counts for the tier.',
    },
    {
      who: 'Mia',
      deed: { does: 'redeems', reward: 'merchandise' },
      brings: {
        points: 0,
        balance: 285,
        tier: 'insider',
        refused: 'The balance is 1215 points short.',
      },
    },
  ],
};
