import type { Story } from './story.ts';

/** Three tiers at the ladder's first counts, and nothing that needs hands. */
export const smallShopStory: Story = {
  preset: 'small-shop',
  title: 'A potter with forty customers',
  begins: '02-01',
  steps: [
    {
      who: 'Iris',
      deed: { does: 'buys', total: '48.00' },
      brings: {
        points: 98,
        balance: 98,
        tier: 'explorer',
        rewards: ['basic-content', 'thanks-by-name'],
      },
      shows: '48 for the bowl and 50 of welcome.',
    },
    {
      who: 'Iris',
      after: 'P20D',
      deed: { does: 'buys', total: '15.50' },
      brings: { points: 15, balance: 113, tier: 'explorer' },
    },
    {
      who: 'Iris',
      after: 'P20D',
      deed: { does: 'buys', total: '21.00' },
      brings: {
        points: 21,
        balance: 134,
        tier: 'regular',
        rewards: ['brand-supporter-badge', 'regular-coupon'],
      },
    },
    {
      who: 'Iris',
      after: 'P5D',
      deed: { does: 'buys', total: '33.00' },
      brings: { points: 49, balance: 183, tier: 'regular' },
      shows: 'A Regular earns one and a half times: floor of 49.50.',
    },
    {
      who: 'Iris',
      after: 'P5D',
      deed: { does: 'buys', total: '10.00' },
      brings: { points: 15, balance: 198, tier: 'regular' },
    },
    {
      who: 'Iris',
      after: 'P5D',
      deed: { does: 'buys', total: '10.00' },
      brings: {
        points: 15,
        balance: 213,
        tier: 'advocate',
        rewards: ['advocate-code', 'advocate-title', 'early-access'],
      },
    },
    {
      who: 'Iris',
      after: 'P5D',
      deed: { does: 'buys', total: '10.00' },
      brings: { points: 20, balance: 233, tier: 'advocate' },
      shows: 'And an Advocate twice.',
    },
  ],
};
