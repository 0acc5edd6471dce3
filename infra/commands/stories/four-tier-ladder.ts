import { friends } from './four-tier-ladder-friends.ts';
import type { Step, Story } from './story.ts';

const advocate = { points: 0, balance: 227, tier: 'advocate' };

const reviews: readonly Step[] = [
  {
    who: 'Ana',
    deed: { does: 'acts', activity: 'review', subject: 'mug' },
    brings: { points: 50, balance: 177, tier: 'advocate' },
  },
  {
    who: 'Ana',
    deed: { does: 'acts', activity: 'review', subject: 'mug' },
    brings: {
      points: 0,
      balance: 177,
      tier: 'advocate',
      refused: 'It counts once for one subject, and has.',
    },
  },
  {
    who: 'Ana',
    deed: { does: 'acts', activity: 'review', subject: 'kettle' },
    brings: { points: 50, balance: 227, tier: 'advocate' },
  },
  {
    who: 'Ana',
    deed: { does: 'acts', activity: 'review', subject: 'beans' },
    brings: advocate,
    shows: 'Activities bring 100 points a month at most.',
  },
];

const coupon: readonly Step[] = [
  { who: 'Ana', deed: { does: 'uses', coupon: 'advocate-code' }, brings: advocate },
  {
    who: 'Ana',
    deed: { does: 'uses', coupon: 'advocate-code' },
    brings: { ...advocate, refused: 'The coupon has been used as often as it may be.' },
    shows: 'Once for herself, and once for each of five friends.',
  },
  ...['Ben', 'Cem', 'Dana', 'Eli', 'Finn'].map((friend): Step => {
    return {
      who: 'Ana',
      deed: { does: 'uses', coupon: 'advocate-code', friend },
      brings: advocate,
    };
  }),
  {
    who: 'Ana',
    deed: { does: 'uses', coupon: 'advocate-code', friend: 'Ben' },
    brings: { ...advocate, refused: 'This friend has used the coupon before.' },
  },
  {
    who: 'Ana',
    deed: { does: 'uses', coupon: 'advocate-code', friend: 'Gia' },
    brings: { ...advocate, refused: 'The coupon has been used as often as it may be.' },
  },
];

const toAmbassador: readonly Step[] = [
  ...[247, 267, 287, 307].map((balance): Step => {
    return {
      who: 'Ana',
      after: 'P1D',
      deed: { does: 'buys', total: '10.00' },
      brings: { points: 20, balance, tier: 'advocate' },
    };
  }),
  {
    who: 'Ana',
    after: 'P1D',
    deed: { does: 'buys', total: '10.00' },
    brings: {
      points: 20,
      balance: 327,
      tier: 'ambassador',
      rewards: ['ambassador-code', 'co-development', 'recognition-mark'],
    },
    shows: 'Six to ten are an Advocate’s; with the eleventh order she is an Ambassador.',
  },
];

/** Explorer to Ambassador by purchases, with all that is no matter of time. */
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
    ...reviews,
    ...coupon,
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
    ...toAmbassador,
    ...friends,
  ],
};
