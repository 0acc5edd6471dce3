import { christmas, november, toDiamond } from './rfm-membership-winter.ts';
import type { Story } from './story.ts';

/** Four levels by recency, frequency and money; daily tasks, milestones and Double 11. */
export const rfmMembershipStory: Story = {
  preset: 'rfm-membership',
  title: '一家护肤品店的会员制',
  begins: '10-05',
  steps: [
    {
      who: 'Lin',
      deed: { does: 'buys', total: '600.00' },
      brings: { points: 110, balance: 110, tier: 'normal' },
      shows: 'One point for each 10.00, and 50 once for the first purchase.',
    },
    {
      who: 'Lin',
      deed: { does: 'acts', activity: 'check-in' },
      brings: { points: 5, balance: 115, tier: 'normal' },
    },
    {
      who: 'Lin',
      after: 'P2D',
      deed: { does: 'buys', total: '500.00' },
      brings: {
        points: 150,
        balance: 265,
        tier: 'silver',
        rewards: ['dedicated-support', 'free-returns', 'silver-group'],
      },
      shows: '50 for the goods and 100 once for 1,000.00 in all; scores 5 + 2 + 3 make Silver.',
    },
    {
      who: 'Lin',
      after: 'P10D',
      deed: { does: 'buys', total: '1000.00' },
      brings: {
        points: 120,
        balance: 385,
        tier: 'gold',
        rewards: ['first-trial', 'gold-group', 'offline-place'],
      },
      shows: 'A Silver order earns x1.2; now 5 + 3 + 4.',
    },
    {
      who: 'Lin',
      after: 'P20D',
      deed: { does: 'buys', total: '200.00' },
      brings: { points: 100, balance: 485, tier: 'gold' },
      shows: 'Double 11: five times in all for Gold and above.',
    },
    {
      who: 'Wei',
      deed: { does: 'buys', total: '200.00' },
      brings: { points: 70, balance: 70, tier: 'normal' },
      shows: 'And nothing more for the others.',
    },
    {
      who: 'Lin',
      deed: { does: 'pays', points: 85 },
      brings: { points: -85, balance: 400, tier: 'gold' },
    },
    {
      who: 'Lin',
      deed: { does: 'redeems', reward: 'coupon-50' },
      brings: {
        points: 0,
        balance: 400,
        tier: 'gold',
        refused: 'The balance is 600 points short.',
      },
    },
    ...november,
    ...toDiamond,
    ...christmas,
  ],
};
