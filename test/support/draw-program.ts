import { fourTierLadder } from '../../shared/program/presets/four-tier-ladder.ts';
import type { ProgramDocument } from '../../shared/program/program.ts';

const both = (text: string) => ({ en: text, 'zh-CN': text });
const lawful = {
  rules: both('One entry a day'),
  freeEntry: both('By the form on our site'),
};
const { tiers: [explorer, ...tiers] = [], rewards, draws = [] } = fourTierLadder;

/**
 * The ladder with a monthly draw in which the first purchase enters, and a draw at sign-in in which
 * everybody wins.
 */
export const drawProgram: ProgramDocument = {
  ...fourTierLadder,
  id: 'draw-program',
  draws: [
    ...draws,
    {
      when: 'monthly',
      id: 'raffle',
      name: both('Raffle'),
      prizes: [
        { reward: 'mug', winners: 2 },
        { reward: 'bonus', winners: 1 },
      ],
      odds: both('Three win of all who take part'),
      entriesAPerson: 5,
      ...lawful,
    },
    {
      when: 'sign-in',
      id: 'morning',
      name: both('Good morning'),
      prizes: [
        { reward: 'spark', chanceBps: 5_000 },
        { reward: 'treat', chanceBps: 5_000 },
      ],
      budgetMinor: { units: 1_500 },
      ...lawful,
    },
  ],
  tiers: [
    ...(explorer === undefined
      ? []
      : [{ ...explorer, rewards: [...explorer.rewards, 'raffle-ticket'] }]),
    ...tiers,
  ],
  rewards: [
    ...rewards,
    { id: 'mug', kind: 'item', name: both('Perch mug'), costMinor: 900 },
    {
      id: 'bonus',
      kind: 'points',
      name: both('A hundred points'),
      points: 100,
      pointsValidity: { months: 12 },
      costMinor: 100,
    },
    {
      id: 'spark',
      kind: 'points',
      name: both('Five points'),
      points: 5,
      pointsValidity: { months: 12 },
    },
    {
      id: 'treat',
      kind: 'coupon',
      name: both('5.00 off'),
      worth: { amountMinor: { EUR: 500 } },
      gives: 'each-time',
      validFor: { days: 60 },
      costMinor: 500,
    },
    {
      id: 'raffle-ticket',
      kind: 'draw-entry',
      name: both('Two entries in the raffle'),
      draw: 'raffle',
      entries: 2,
      gives: 'each-time',
    },
  ],
};
