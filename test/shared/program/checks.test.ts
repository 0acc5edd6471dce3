import { describe, expect, test } from 'vitest';
import { fourTierLadder } from '../../../shared/program/presets/four-tier-ladder.ts';
import {
  activity,
  alsoReward,
  type Change,
  campaign,
  costs,
  faultsOf,
  months,
  named,
  raffle,
  segment,
  tier,
  tiers,
} from '../../support/faulty-program.ts';

describe.each<[string, [string, Change, string][]]>([
  [
    'ids',
    [
      [
        'two codes that are entered alike',
        {
          codes: ['a', 'b'].map((id) => ({
            id,
            name: named,
            code: 'SPRING',
            points: 1,
            validity: months(1),
            from: '2026-01-01',
            until: '2026-02-01',
          })),
        },
        'codes.1.code: "SPRING" is used twice',
      ],
      ['one id for two draws', { draws: [raffle, raffle] }, 'draws.1.id: "monthly-draw" is used'],
      [
        'a campaign for a tier that there is not',
        campaign({ for: { fromTier: 'platinum' } }),
        'campaigns.0.for.fromTier: "platinum" is not among the tiers; add it there',
      ],
      [
        'a campaign for a segment that there is not',
        campaign({ for: { segments: ['whales'] } }),
        'campaigns.0.for.segments.0: "whales" is not among the segments',
      ],
      [
        'a campaign on a category that there is not',
        campaign({ of: { categories: ['hats'] } }),
        'campaigns.0.of.categories.0: "hats" is not among the categories',
      ],
      [
        'an entry in a draw that there is not',
        alsoReward({ kind: 'draw-entry', draw: 'bingo', entries: 1 }),
        'draw: "bingo" is not among the draws',
      ],
      [
        'a benefit without a row',
        tier(0, { benefits: { massage: named } }),
        'tiers.0.benefits.massage: "massage" is not among the benefits',
      ],
      [
        'figures of a tier that there is not',
        { costs: { ...costs, tierMostBps: { platinum: 1 } } },
        'costs.tierMostBps.platinum: "platinum" is not among the tiers',
      ],
    ],
  ],
  [
    'words and currencies',
    [
      [
        'a text that is missing deep within',
        tier(0, { benefits: { content: { en: 'Content' } } }),
        'tiers.0.benefits.content.zh-CN: the text is missing',
      ],
      [
        'an amount in a currency that is not listed',
        { catalogue: [{ reward: 'early-access', points: 1, cash: { EUR: 1, JPY: 1 } }] },
        'catalogue.0.cash.JPY: is not among the currencies; list it there',
      ],
      [
        'points that are worth nothing in the base currency',
        { redemption: { perPointMinor: { USD: 1 } } },
        'redemption.perPointMinor.EUR: say what a point is worth',
      ],
    ],
  ],
  [
    'tiers',
    [
      [
        'a tier that asks the same over a longer time',
        tier(2, { reach: [[{ measure: 'purchases', window: months(6), atLeast: 11 }]] }),
        'tiers.3.reach.0: asks no more than "advocate", the tier below; ask more',
      ],
      [
        'a tier as easy as one far below',
        tier(3, { reach: [[{ measure: 'purchases', window: 'lifetime', atLeast: 2 }]] }),
        'tiers.3.reach.0: asks no more than "advocate", the tier below; ask more',
      ],
      [
        'scores that follow from those of the tier below',
        {
          scores: {
            recencyDays: [1, 2, 3, 4],
            purchases: [1, 2, 3, 4],
            spendMinor: [1, 2, 3, 4],
          },
          tiers: tiers.map((each, i) => {
            if (i < 2) return each;
            const alone = ['frequency', 'monetary'].map((of) => ({
              measure: 'score',
              of: [of],
              atLeast: 3,
            }));
            const sum = { measure: 'score', of: ['frequency', 'monetary'], atLeast: 6 };
            return { ...each, reach: [i === 2 ? alone : [sum]] };
          }),
        },
        'tiers.3.reach.0: asks no more than "advocate"',
      ],
      [
        'a tier by contribution that nothing brings',
        tier(3, { reach: [[{ measure: 'contribution', window: months(12), atLeast: 5 }]] }),
        'tiers.3.reach.0.0: no activity brings contribution points there; add one',
      ],
      [
        'a tier by more interactions than there can be',
        {
          ...activity({ interaction: true }),
          ...tier(3, { reach: [[{ measure: 'interactions', window: months(1), atLeast: 3 }]] }),
        },
        'tiers.3.reach.0.0.atLeast: 3 cannot be reached; 2 is the most there is',
      ],
      [
        'a path that is another one with more in it',
        tier(3, {
          reach: [11, 12].map((atLeast) => [{ measure: 'purchases', window: 'lifetime', atLeast }]),
        }),
        'tiers.3.reach.1: whoever fulfils it fulfils path 0 too; leave it out',
      ],
      [
        'a discount below that of the tier below',
        tier(0, { discountBps: 100 }),
        'tiers.1.discountBps: less than that of "explorer", the tier below; give more',
      ],
      [
        'a tier worth less than the one below',
        {
          costs: {
            ...costs,
            tiers: { ...costs.tiers, ambassador: { mixBps: 1_000, otherBps: 400 } },
          },
        },
        'tiers.3: worth 5.4% of spend, and "advocate" below it 6.4%; each tier must be worth more',
      ],
      [
        'a tier that brings nothing',
        {
          costs: undefined,
          ...tier(3, { rewards: [], monthlyRewards: [], yearlyRewards: [], benefits: {} }),
        },
        'tiers.3: brings nothing that "advocate", the tier below, does not; give it something',
      ],
      [
        'cuts of a score that do not rise',
        {
          scores: {
            recencyDays: [30, 60, 60, 180],
            purchases: [1, 2, 3, 4],
            spendMinor: [1, 2, 3, 4],
          },
        },
        'scores.recencyDays.2: 60 does not exceed 60 before it; cuts must rise',
      ],
    ],
  ],
  [
    'audiences',
    [
      [
        'an audience from a tier up to one below it',
        campaign({ for: { fromTier: 'advocate', upToTier: 'regular' } }),
        'campaigns.0.for.upToTier: "regular" is below "advocate"; turn them round',
      ],
      [
        'a segment from a tier up to one below it',
        segment({ is: 'tier', from: 'advocate', upTo: 'regular' }),
        'segments.0.all.0.upTo: "regular" is below "advocate"',
      ],
      [
        'a segment that refers to itself, or forward',
        segment({ is: 'in', segment: 'some' }),
        'segments.0.all.0.segment: "some" must stand before the segment that uses it',
      ],
    ],
  ],
])('%s', (_, cases) => {
  test.each(cases)('with %s is refused, and how to mend it is said', (_, change, said) => {
    expect(faultsOf(fourTierLadder, change).join('\n')).toContain(said);
  });
});
