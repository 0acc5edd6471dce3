import type { Story } from './story.ts';

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
  ],
};
