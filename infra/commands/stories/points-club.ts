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
    {
      who: 'Mia',
      deed: { does: 'acts', activity: 'photo', subject: 'serum' },
      brings: { points: 25, balance: 310, tier: 'insider' },
    },
    {
      who: 'Mia',
      deed: { does: 'acts', activity: 'quiz' },
      brings: { points: 0, balance: 310, tier: 'insider' },
      shows: 'Activities bring 50 points a month at most, and February has them.',
    },
    {
      who: 'Mia',
      deed: { does: 'redeems', reward: 'trial-draw-entry' },
      brings: { points: -100, balance: 210, tier: 'insider', rewards: ['trial-draw-entry'] },
    },
    {
      who: 'Mia',
      deed: { does: 'redeems', reward: 'premium-content' },
      brings: { points: -200, balance: 10, tier: 'insider', rewards: ['premium-content'] },
    },
    {
      who: 'Mia',
      on: { every: 'month-week', week: 1, weekday: 'friday' },
      deed: { does: 'buys', total: '100.00' },
      brings: { points: 200, balance: 210, tier: 'insider' },
      shows: 'Double-points day: the larger multiplier holds, and 125 would be the tier’s own.',
    },
    {
      who: 'Zoe',
      deed: { does: 'buys', total: '50.00' },
      brings: { points: 150, balance: 150, tier: 'member' },
      shows: 'It is for Insiders and above.',
    },
    {
      who: 'Mia',
      deed: { does: 'takes part', draw: 'trial-draw' },
      brings: { points: 0, balance: 210, tier: 'insider' },
      shows: 'February was drawn when it was over, by itself; drawing it again changes nothing.',
    },
    {
      who: 'Mia',
      deed: { does: 'acts', activity: 'quiz' },
      brings: { points: 5, balance: 215, tier: 'insider' },
    },
    {
      who: 'Mia',
      deed: { does: 'acts', activity: 'quiz' },
      brings: {
        points: 0,
        balance: 215,
        tier: 'insider',
        refused: 'It counts once a week, and has.',
      },
    },
    {
      who: 'Mia',
      after: 'P3D',
      deed: { does: 'buys', total: '1000.00' },
      brings: {
        points: 1_250,
        balance: 1_465,
        tier: 'vip',
        rewards: ['dedicated-support', 'early-preview', 'exclusive-items'],
      },
      shows: 'Orders have earned 180, 330, 50, 200 and 1,250: VIP, from 2,000.',
    },
    {
      who: 'Mia',
      deed: { does: 'buys', total: '2000.00' },
      brings: { points: 3_000, balance: 4_465, tier: 'vip' },
      shows: 'A VIP earns one and a half times.',
    },
    {
      who: 'Mia',
      deed: { does: 'redeems', reward: 'merchandise' },
      brings: { points: -1_500, balance: 2_965, tier: 'vip', rewards: ['merchandise'] },
    },
    {
      who: 'Mia',
      deed: { does: 'redeems', reward: 'feature-month' },
      brings: { points: -1_000, balance: 1_965, tier: 'vip', rewards: ['feature-month'] },
    },
    {
      who: 'Mia',
      deed: { does: 'redeems', reward: 'club-edition' },
      brings: { points: -500, balance: 1_465, tier: 'vip', rewards: ['club-edition'] },
      shows: 'And 10.00 beside the points, which the shop takes.',
    },
    {
      who: 'Mia',
      deed: { does: 'pays', points: 465 },
      brings: { points: -465, balance: 1_000, tier: 'vip' },
      shows: 'A point takes 0.02 off: 9.30.',
    },
    {
      who: 'Ida',
      deed: { does: 'buys', total: '10.00', codeOf: 'Mia' },
      brings: { points: 110, balance: 110, tier: 'member' },
    },
    {
      who: 'Mia',
      after: 'P14D',
      deed: { does: 'brings', friend: 'Ida' },
      brings: { points: 100, balance: 1_100, tier: 'vip' },
    },
  ],
};
