import { loadProgram } from '../../shared/program/load.ts';
import type { Program, ProgramDocument } from '../../shared/program/program.ts';

/** A small ladder of three tiers, for tests that try other programs in its place. */
export const trialLadder: ProgramDocument = {
  id: 'trial-ladder',
  languages: ['en'],
  timeZone: 'Europe/Berlin',
  baseCurrency: 'EUR',
  currencies: {
    EUR: { perPointMinor: 100, worthBaseMinor: 100 },
    CNY: { perPointMinor: 800, worthBaseMinor: 100 },
  },
  earning: [{ kind: 'per-amount', id: 'goods', validity: { months: 12 } }],
  availableAfterDays: 0,
  overdrawn: 'debt',
  redemption: { perPointMinor: { EUR: 1, CNY: 8 } },
  adjustments: { mostPoints: 5_000, mostPointsADay: 50_000 },
  tiers: [
    {
      id: 'explorer',
      name: { en: 'Explorer' },
      reach: [[{ measure: 'purchases', window: 'lifetime', atLeast: 1 }]],
      multiplierBps: 10_000,
      pointsOnReaching: { points: 50, validity: { days: 90 } },
      rewards: [],
    },
    {
      id: 'regular',
      name: { en: 'Regular' },
      reach: [[{ measure: 'purchases', window: 'lifetime', atLeast: 3 }]],
      multiplierBps: 20_000,
      rewards: ['support'],
    },
    {
      id: 'advocate',
      name: { en: 'Advocate' },
      reach: [[{ measure: 'purchases', window: 'lifetime', atLeast: 6 }]],
      multiplierBps: 20_000,
      rewards: ['early-access'],
    },
  ],
  rewards: [
    { id: 'support', kind: 'entitlement', name: { en: 'Priority support' } },
    { id: 'early-access', kind: 'entitlement', name: { en: 'Early access' } },
    { id: 'sticker', kind: 'item', name: { en: 'Sticker' }, gives: 'each-time', costMinor: 35 },
  ],
};

/** The ladder with all that makes a difference to a replay: a hold, a budget, stock, short lives. */
export const eventfulTrial: ProgramDocument = {
  ...trialLadder,
  id: 'eventful-trial',
  availableAfterDays: 14,
  earning: [{ kind: 'per-amount', id: 'goods', validity: { months: 2 } }],
  campaigns: [
    {
      id: 'spring',
      name: { en: 'Spring' },
      from: '2025-03-01',
      until: '2025-08-31',
      gives: { kind: 'multiplier', multiplierBps: 30_000 },
      budget: { points: { units: 1_000_000 } },
    },
  ],
  catalogue: [{ reward: 'sticker', points: 40, stock: { units: 500 } }],
  tiers: trialLadder.tiers.map((tier) =>
    tier.id === 'explorer'
      ? tier
      : { ...tier, keep: [[{ measure: 'purchases', window: { months: 1 }, atLeast: 3 }]] },
  ),
  review: { demotes: true, noticeDays: 14 },
};

/** Gives twice as many points. */
export const doubledTrial: ProgramDocument = {
  ...trialLadder,
  id: 'doubled-trial',
  currencies: {
    EUR: { perPointMinor: 50, worthBaseMinor: 50 },
    CNY: { perPointMinor: 400, worthBaseMinor: 50 },
  },
};

/** Asks what was ordered. */
export const productsTrial: ProgramDocument = {
  ...trialLadder,
  id: 'products-trial',
  earning: [
    { kind: 'per-amount', id: 'goods', validity: { months: 12 } },
    {
      kind: 'per-product',
      id: 'beans',
      validity: { months: 12 },
      of: { products: ['beans'] },
      points: 5,
    },
  ],
};

export const trial: Program = loadProgram(trialLadder);
