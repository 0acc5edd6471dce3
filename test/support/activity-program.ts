import { fourTierLadder } from '../../shared/program/presets/four-tier-ladder.ts';
import { defineProgram, type ProgramDocument } from '../../shared/program/program.ts';

const named = (text: string) => ({ en: text, 'zh-CN': text });

/**
 * The ladder with things to do besides buying: its second tier can be reached by contribution, and
 * who is often seen is in a club.
 */
export const activityProgram: ProgramDocument = defineProgram({
  ...fourTierLadder,
  id: 'activity-program',
  // What is tried here is not what a ladder should cost.
  costs: undefined,
  tiers: fourTierLadder.tiers.map((tier) =>
    tier.id === 'regular'
      ? {
          ...tier,
          reach: [
            ...tier.reach,
            [
              { measure: 'contribution', window: { months: 12 }, atLeast: 50 },
              { measure: 'purchases', window: 'lifetime', atLeast: 1 },
            ],
          ],
        }
      : tier,
  ),
  activities: [
    {
      id: 'check-in',
      name: { en: 'a check-in', 'zh-CN': '签到' },
      points: 5,
      visit: true,
      interaction: true,
      limits: { aDay: 1 },
    },
    {
      id: 'browse',
      name: named('browsing'),
      points: 4,
      limits: { aDay: 3, aWeek: 5, aMonth: 12 },
    },
    {
      id: 'review',
      name: { en: 'a review', 'zh-CN': '评价' },
      points: 20,
      contribution: 25,
      interaction: true,
      approval: 'operator',
      limits: { perSubject: 1 },
      rewards: ['early-access'],
    },
    { id: 'answer', name: named('an answer'), contribution: 30 },
    { id: 'welcome-tour', name: named('the tour'), points: 3, limits: { inLifetime: 1 } },
    { id: 'photo', name: named('a photo'), points: 30, limits: { perSubject: 2 } },
  ],
  activityLimits: { pointsADay: 30, pointsAMonth: 60, contributionAMonth: 100 },
  codes: [
    {
      id: 'leaflet',
      name: { en: 'from the leaflet', 'zh-CN': '传单' },
      code: 'BIRD-2026',
      points: 15,
      validity: { days: 90 },
      from: '2026-03-01',
      until: '2026-12-31',
    },
    {
      id: 'first-few',
      name: named('for the first few'),
      code: 'FEW3',
      points: 10,
      validity: { months: 6 },
      // Whatever day a host's clock shows.
      from: '2000-01-01',
      until: '2999-12-31',
      uses: { units: 3 },
    },
  ],
  clubs: [
    {
      id: 'regulars',
      name: { en: 'Regulars', 'zh-CN': '常客会' },
      reach: [[{ measure: 'interactions', window: { months: 2 }, atLeast: 4 }]],
      reward: 'basic-content',
    },
  ],
});
