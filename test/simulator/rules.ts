import { loadProgram } from '../../shared/program/load.ts';
import { fourTierLadder } from '../../shared/program/presets/four-tier-ladder.ts';
import type { Program, ProgramDocument } from '../../shared/program/program.ts';
import type { Chance } from './chance.ts';

/** The rules of one simulated world, which change once in its course. */
export interface Rules {
  readonly before: Program;
  readonly after: Program;
}

/** Rules drawn by chance: short lives, small budgets and scarce stock, so that edges are met. */
export function drawRules(chance: Chance): Rules {
  const { tiers, currencies, redemption } = fourTierLadder;
  const first: ProgramDocument = {
    ...fourTierLadder,
    timeZone: chance.pick(['Europe/Berlin', 'America/New_York', 'Asia/Shanghai']),
    earning: drawEarning(chance),
    availableAfterDays: chance.pick([0, 0, 3, 14]),
    overdrawn: chance.pick(['debt', 'debt', 'forgive']),
    redemption: { ...redemption, ...drawGrace(chance) },
    adjustments: { mostPoints: 400, mostPointsADay: 700 },
    campaigns: [
      campaign('spring', '2026-03-01', '2026-06-30', { units: 2_000, slices: 3 }),
      campaign('autumn', '2026-09-15', '2026-12-15', { units: 90 }),
      campaign('anniversary', '2027-02-10', '2027-03-10'),
      campaign('late', '2027-05-01', '2027-11-30', { units: 5_000 }),
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
  const later: ProgramDocument = {
    ...first,
    id: 'rules-of-later',
    currencies: {
      ...(chance.oneIn(2) ? left : currencies),
      EUR: { perPointMinor: 70, worthBaseMinor: 100 },
    },
    earning: drawEarning(chance),
    availableAfterDays: chance.pick([0, 7]),
    overdrawn: chance.pick(['debt', 'debt', 'forgive']),
    redemption: { perPointMinor: { EUR: 2 }, ...drawGrace(chance) },
    tiers: first.tiers.map((tier, rank) => ({ ...tier, multiplierBps: 10_000 + rank * 3_333 })),
  };
  return { before: loadProgram(first), after: loadProgram(later) };
}

function campaign(
  id: string,
  from: string,
  until: string,
  budget?: ProgramDocument['campaigns'][number]['budget'],
) {
  return {
    id,
    name: { en: id, 'zh-CN': id },
    from,
    until,
    multiplierBps: 25_000,
    ...(budget === undefined ? {} : { budget }),
  };
}

function drawEarning(chance: Chance): ProgramDocument['earning'] {
  const goods = { kind: 'per-amount' as const, id: 'goods', validity: drawValidity(chance) };
  const extra = { kind: 'per-amount' as const, id: 'extra', validity: drawValidity(chance) };
  return chance.oneIn(3) ? [goods, extra] : [goods];
}

function drawValidity(chance: Chance) {
  return chance.pick([{ months: 12 }, { months: 2 }, { months: 1 }, { days: 20 }, { days: 90 }]);
}

function drawGrace(chance: Chance) {
  return chance.oneIn(2) ? { graceDays: 14 } : {};
}
