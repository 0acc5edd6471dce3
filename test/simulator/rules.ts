import { loadProgram } from '../../shared/program/load.ts';
import { fourTierLadder } from '../../shared/program/presets/four-tier-ladder.ts';
import type { Limit, Program, ProgramDocument } from '../../shared/program/program.ts';
import type { Chance } from './chance.ts';

/** The rules of one simulated world, which change once in its course. */
export interface Rules {
  readonly before: Program;
  readonly after: Program;
}

/** Rules drawn by chance: short lives, small budgets and scarce stock, so that edges are met. */
export function drawRules(chance: Chance): Rules {
  // What the ladder may cost is no rule of the ledger, and these rules would cost more.
  const { costs: _costs, ...ladder } = fourTierLadder;
  const { tiers, currencies, redemption } = ladder;
  const first: ProgramDocument = {
    ...ladder,
    timeZone: chance.pick(['Europe/Berlin', 'America/New_York', 'Asia/Shanghai']),
    earning: drawEarning(chance, currencies),
    availableAfterDays: chance.pick([0, 0, 3, 14]),
    overdrawn: chance.pick(['debt', 'debt', 'forgive']),
    redemption: { ...redemption, ...drawGrace(chance) },
    adjustments: { mostPoints: 400, mostPointsADay: 700 },
    campaigns: [
      {
        ...campaign('spring', '2026-03-01', '2026-06-30', { units: 2_000, slices: 3 }),
        ...drawTier(chance),
      },
      stacking('summer', '2026-05-15', '2026-10-15', { units: 900, slices: 2 }),
      campaign('autumn', '2026-09-15', '2026-12-15', { units: 90 }),
      campaign('anniversary', '2027-02-10', '2027-03-10'),
      campaign('late', '2027-05-01', '2027-11-30', { units: 5_000 }),
      stacking('later', '2027-06-01', '2027-11-30'),
    ],
    catalogue: [
      { reward: 'thank-you-tag', points: 40, stock: { units: 5 } },
      { reward: 'basic-content', points: 120, stock: { units: 60, slices: 4 } },
      { reward: 'early-access', points: 75, cash: { EUR: 500, USD: 550 } },
    ],
    tiers: tiers.map((tier, rank) =>
      rank === 0 || rank === 2
        ? { ...tier, pointsOnReaching: { points: 50 + 25 * rank, validity: drawValidity(chance) } }
        : tier,
    ),
  };
  const { USD: _, ...left } = currencies;
  const dropsDollars = chance.oneIn(2);
  const laterCurrencies = {
    ...(dropsDollars ? left : currencies),
    EUR: { perPointMinor: 70, worthBaseMinor: 100 },
  };
  const later: ProgramDocument = {
    ...first,
    id: 'rules-of-later',
    currencies: laterCurrencies,
    earning: drawEarning(chance, laterCurrencies),
    availableAfterDays: chance.pick([0, 7]),
    overdrawn: chance.pick(['debt', 'debt', 'forgive']),
    redemption: { perPointMinor: { EUR: 2 }, ...drawGrace(chance) },
    catalogue: (first.catalogue ?? []).map(({ cash, ...offer }) =>
      cash === undefined ? offer : { ...offer, cash: dropsDollars ? { EUR: 500 } : cash },
    ),
    tiers: first.tiers.map((tier, rank) => ({ ...tier, multiplierBps: 10_000 + rank * 3_333 })),
  };
  return { before: loadProgram(first), after: loadProgram(later) };
}

function campaign(id: string, from: string, until: string, points?: Limit) {
  return {
    id,
    name: { en: id, 'zh-CN': id },
    from,
    until,
    gives: { kind: 'multiplier' as const, multiplierBps: 25_000 },
    ...(points === undefined ? {} : { budget: { points } }),
  };
}

/** One that adds to whatever else multiplies. */
function stacking(id: string, from: string, until: string, points?: Limit) {
  const gives = { kind: 'multiplier' as const, multiplierBps: 13_333, stacks: true };
  return { ...campaign(id, from, until, points), gives };
}

/** For whom a campaign is. */
function drawTier(chance: Chance) {
  return chance.oneIn(2) ? { for: { fromTier: 'regular' } } : {};
}

/** Beside points for goods, which are never left out, growth tasks that one order in a life does. */
function drawEarning(
  chance: Chance,
  currencies: ProgramDocument['currencies'],
): ProgramDocument['earning'] {
  const validity = drawValidity(chance);
  const name = { en: 'Growth', 'zh-CN': '成长' };
  const task = { kind: 'milestone' as const, name, validity, points: 60 };
  const goods = { kind: 'per-amount' as const, id: 'goods', validity: drawValidity(chance) };
  const extra = { kind: 'per-amount' as const, id: 'extra', validity: drawValidity(chance) };
  return [
    goods,
    ...(chance.oneIn(3)
      ? [{ ...extra, ...(chance.oneIn(2) ? drawMinimum(chance, currencies) : {}) }]
      : []),
    ...(chance.oneIn(2) ? [{ ...task, id: 'third', reached: { purchases: 3 } }] : []),
    ...(chance.oneIn(2) ? [{ ...task, id: 'spender', reached: { spendMinor: 20_000 } }] : []),
  ];
}

function drawMinimum(chance: Chance, currencies: ProgramDocument['currencies']) {
  const least = chance.pick([1_000, 4_000]);
  const dollars = currencies.USD === undefined ? {} : { USD: least };
  return { minimumMinor: { EUR: least, ...dollars, CNY: 8 * least } };
}

function drawValidity(chance: Chance) {
  return chance.pick([{ months: 12 }, { months: 2 }, { months: 1 }, { days: 20 }, { days: 90 }]);
}

function drawGrace(chance: Chance) {
  return chance.oneIn(2) ? { graceDays: 14 } : {};
}
