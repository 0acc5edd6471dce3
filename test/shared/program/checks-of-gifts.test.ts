import { describe, expect, test } from 'vitest';
import { fourTierLadder } from '../../../shared/program/presets/four-tier-ladder.ts';
import {
  activity,
  alsoReward,
  type Change,
  campaign,
  costs,
  faultsOf,
  named,
  raffle,
  rewards,
} from '../../support/faulty-program.ts';

describe.each<[string, [string, Change, string][]]>([
  [
    'activities',
    [
      [
        'activities that bring more than orders',
        { ...activity({ points: 101 }), activityLimits: {} },
        'activityLimits.pointsAMonth: activities can bring 101 points a month, and the orders of a typical month bring 100; limit them to that',
      ],
      [
        'activities that nothing limits',
        { ...activity({ points: 1, limits: {} }), activityLimits: {} },
        'activityLimits.pointsAMonth: activities can bring any number of points a month',
      ],
      [
        'an activity beside all limits that nobody approves',
        activity({ points: 1, limited: false }),
        'activities.0.limited: nobody approves it',
      ],
    ],
  ],
  [
    'campaigns and codes',
    [
      [
        'a pilot with nobody in it',
        campaign({ pilot: [{ until: '2026-03-10' }] }),
        'campaigns.0.pilot.0: nobody is in it',
      ],
      [
        'a pilot whose stages go back',
        campaign({
          pilot: ['2026-03-10', '2026-03-05'].map((until) => ({ until, shareBps: 1_000 })),
        }),
        'campaigns.0.pilot.1.until: 2026-03-05 is not after 2026-03-10, the stage before',
      ],
      [
        'a pilot that outlasts its campaign',
        campaign({ pilot: [{ until: '2026-04-10', shareBps: 1_000 }] }),
        'campaigns.0.pilot.0.until: 2026-04-10 is after',
      ],
      [
        'a budget of what a campaign does not give',
        campaign({ budget: { costMinor: { units: 1 } } }),
        'campaigns.0.budget.costMinor: it gives no rewards; leave it out',
      ],
    ],
  ],
  [
    'rewards and offers',
    [
      [
        'a price that nobody can pay',
        { catalogue: [{ reward: 'early-access', points: 3_601 }] },
        'catalogue.0.points: 3601 cannot be reached; a typical member of the best tier has 3600 before they expire after 12 months',
      ],
      [
        'a coupon that outlives the points it costs',
        {
          catalogue: [{ reward: 'more', points: 1 }],
          ...alsoReward({
            kind: 'coupon',
            worth: { discountBps: 500 },
            validFor: { days: 400 },
          }),
        },
        'validFor: points expire after 12 months, and this coupon is bought with points; let it end within 360 days',
      ],
      ['a thing without a cost', alsoReward({ kind: 'item' }), 'costMinor: a thing that is sent'],
      [
        'a pack of packs',
        {
          rewards: [
            ...rewards,
            { id: 'inner', name: named, kind: 'pack', of: ['early-access'] },
            { id: 'outer', name: named, kind: 'pack', of: ['inner'] },
          ],
        },
        'of.0: "inner" is a pack too; name what is in it',
      ],
    ],
  ],
  [
    'draws',
    [
      ['no rules', { draws: [{ ...raffle, rules: undefined }] }, 'draws.0.rules: a draw is lawful'],
      [
        'no odds',
        { draws: [{ ...raffle, odds: undefined }] },
        'draws.0.odds: a draw is lawful only with published odds; say it',
      ],
      [
        'no free way in',
        { draws: [{ ...raffle, freeEntry: undefined }] },
        'draws.0.freeEntry: a draw is lawful only with a way to enter without buying',
      ],
      [
        'children in it',
        { draws: [{ ...raffle, minimumAge: 16 }] },
        'draws.0.minimumAge: 16 is too young; ask for 18 at least',
      ],
      [
        'too dear a prize',
        {
          draws: [{ ...raffle, prizes: [{ reward: 'more', winners: 1 }] }],
          ...alsoReward({ kind: 'item', costMinor: 500_001 }),
        },
        'draws.0.prizes.0.reward: "more" costs more than 5,000.00',
      ],
    ],
  ],
  [
    'costs',
    [
      [
        'a tier without figures',
        { costs: { ...costs, tiers: { ...costs.tiers, regular: undefined } } },
        'costs.tiers.regular',
      ],
      [
        'a mix that is not the whole',
        {
          costs: {
            ...costs,
            tiers: { ...costs.tiers, regular: { mixBps: 2_000, otherBps: 350 } },
          },
        },
        'costs.tiers: the mix comes to 9000; it must come to 10000',
      ],
      [
        'more than the extra profit bears',
        { costs: { ...costs, causedBps: 3_000 } },
        'costs.mostBps: the program costs 4.72% of spend, 28.61% of the extra gross profit, and 25% is the most; give less',
      ],
      [
        'a tier that takes more than its part',
        { costs: { ...costs, tierMostBps: { ambassador: 1_800 } } },
        'costs.tierMostBps.ambassador: the tier takes 18.86% of all cost, and 18% is the most',
      ],
    ],
  ],
])('%s', (_, cases) => {
  test.each(cases)('with %s is refused, and how to mend it is said', (_, change, said) => {
    expect(faultsOf(fourTierLadder, change).join('\n')).toContain(said);
  });
});
