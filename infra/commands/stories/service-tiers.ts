import type { Step, Story } from './story.ts';

/** Six approved reviews or photos of a month, of which the first four count: 100 points. */
const contributes = (activity: 'review' | 'photo', tier: string, balance: number): Step => ({
  who: 'Sol',
  after: 'P31D',
  deed: { does: 'acts', activity, approved: true, times: 6 },
  brings: { points: 0, balance, tier },
});

/** Sol spends little, and takes part a lot. */
const byContribution: readonly Step[] = [
  {
    who: 'Sol',
    deed: { does: 'buys', total: '10.00' },
    brings: {
      points: 10,
      balance: 10,
      tier: 'bronze',
      rewards: ['service-panel', 'support-in-a-day'],
    },
  },
  {
    who: 'Sol',
    deed: { does: 'asks', total: '100.00' },
    brings: { points: 0, balance: 10, tier: 'bronze', says: 0 },
  },
  {
    ...contributes('review', 'bronze', 10),
    after: 'P1D',
    brings: { points: 0, balance: 10, tier: 'bronze', clubs: ['club'] },
    shows: 'Reviews are interactions too: with the fourth, Sol is in the club.',
  },
  {
    ...contributes('photo', 'bronze', 10),
    shows: 'Twelve would be 300 by now, but a month brings 100 at most.',
  },
  {
    ...contributes('review', 'silver', 10),
    brings: {
      points: 0,
      balance: 10,
      tier: 'silver',
      rewards: ['beta-features', 'early-access', 'support-in-hours'],
    },
    shows: '300 contribution points and one purchase: Silver.',
  },
  {
    who: 'Sol',
    deed: { does: 'asks', total: '100.00' },
    brings: { points: 0, balance: 10, tier: 'silver', says: 300 },
  },
  {
    who: 'Sol',
    deed: { does: 'buys', total: '10.00' },
    brings: { points: 10, balance: 20, tier: 'silver' },
  },
  {
    who: 'Sol',
    deed: { does: 'buys', total: '10.00' },
    brings: { points: 10, balance: 30, tier: 'silver' },
  },
  ...(['photo', 'review', 'photo', 'review'] as const).map((activity) =>
    contributes(activity, 'silver', 30),
  ),
  {
    ...contributes('photo', 'gold', 30),
    brings: {
      points: 0,
      balance: 30,
      tier: 'gold',
      rewards: ['member-events', 'priority-repair', 'souvenir', 'support-in-minutes'],
    },
    shows: '800 and three purchases, at 30.00 spent: Gold.',
  },
];

/** Bronze, silver and gold by spend and frequency together, or by contribution. */
export const serviceTiersStory: Story = {
  preset: 'service-tiers',
  title: 'Accessories with a service desk',
  begins: '02-01',
  steps: [
    {
      who: 'Noor',
      deed: { does: 'buys', total: '310.00' },
      brings: {
        points: 310,
        balance: 310,
        tier: 'bronze',
        rewards: ['service-panel', 'support-in-a-day'],
      },
      shows: 'Silver asks for 300.00 and three purchases: spend alone is not enough.',
    },
    {
      who: 'Noor',
      after: 'P10D',
      deed: { does: 'buys', total: '20.00' },
      brings: { points: 20, balance: 330, tier: 'bronze' },
    },
    {
      who: 'Noor',
      after: 'P10D',
      deed: { does: 'buys', total: '20.00' },
      brings: {
        points: 20,
        balance: 350,
        tier: 'silver',
        rewards: ['beta-features', 'early-access', 'support-in-hours'],
      },
    },
    {
      who: 'Noor',
      after: 'P30D',
      deed: { does: 'buys', total: '660.00' },
      brings: { points: 660, balance: 1010, tier: 'silver' },
    },
    {
      who: 'Noor',
      after: 'P10D',
      deed: { does: 'buys', total: '5.00' },
      brings: { points: 5, balance: 1015, tier: 'silver' },
    },
    {
      who: 'Noor',
      after: 'P10D',
      deed: { does: 'buys', total: '5.00' },
      brings: {
        points: 5,
        balance: 1020,
        tier: 'gold',
        rewards: ['member-events', 'priority-repair', 'souvenir', 'support-in-minutes'],
      },
      shows: '1,020.00 and six purchases within twelve months.',
    },
    {
      who: 'Noor',
      deed: { does: 'pays', points: 500 },
      brings: { points: -500, balance: 520, tier: 'gold' },
    },
    {
      who: 'Noor',
      deed: { does: 'asks', total: '100.00' },
      brings: { points: 0, balance: 520, tier: 'gold', says: 600 },
      shows: 'Gold takes 6% off at checkout.',
    },
    ...['visit', 'event', 'support'].map((activity): Step => {
      return {
        who: 'Noor',
        deed: { does: 'acts', activity, subject: 'April' },
        brings: { points: 0, balance: 520, tier: 'gold' },
      };
    }),
    {
      who: 'Noor',
      deed: { does: 'acts', activity: 'answer', subject: 'thread 7' },
      brings: { points: 0, balance: 520, tier: 'gold', clubs: ['club'] },
      shows: 'More than three interactions on the brand’s own channels: the club.',
    },
    ...byContribution,
  ],
};
