import type { Step, Story } from './story.ts';

const advocate = { points: 0, balance: 233, tier: 'advocate' };

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
    { who: 'Iris', deed: { does: 'uses', coupon: 'regular-coupon' }, brings: advocate },
    {
      who: 'Iris',
      deed: { does: 'uses', coupon: 'regular-coupon' },
      brings: { ...advocate, refused: 'The coupon has been used as often as it may be.' },
    },
    { who: 'Iris', deed: { does: 'uses', coupon: 'advocate-code' }, brings: advocate },
    ...['Mo', 'Ada', 'Kim'].map((friend): Step => {
      return {
        who: 'Iris',
        deed: { does: 'uses', coupon: 'advocate-code', friend },
        brings: advocate,
      };
    }),
    {
      who: 'Iris',
      deed: { does: 'uses', coupon: 'advocate-code', friend: 'Lou' },
      brings: { ...advocate, refused: 'The coupon has been used as often as it may be.' },
      shows: 'Three friends, once each.',
    },
    {
      who: 'Otto',
      deed: { does: 'buys', total: '20.00', codeOf: 'Iris' },
      brings: {
        points: 70,
        balance: 70,
        tier: 'explorer',
        rewards: ['basic-content', 'thanks-by-name'],
      },
    },
    {
      who: 'Iris',
      after: 'P14D',
      deed: { does: 'brings', friend: 'Otto' },
      brings: { points: 200, balance: 433, tier: 'advocate' },
      shows: 'A friend’s first order, two weeks on, brings both of them 200.',
    },
  ],
};
