import { costingOf, pointWorthMinor } from './costing.ts';
import type { Program } from './program.ts';

/** For how long what is known of X's rules can be relied on. */
const X_FACTS_DAYS = 90;

/**
 * What a brand should look at, though the program works: each a sentence that begins with its path.
 *
 * @param today the day it is, as `2026-11-21`.
 */
export function warningsOf(program: Program, today: string): string[] {
  return [
    ...oldFactsOfX(program, today),
    ...emptyCategories(program),
    ...poorOffers(program),
    ...littleCost(program),
    ...lossesAtWorst(program),
  ];
}

function oldFactsOfX({ x }: Program, today: string): string[] {
  if (x === undefined) return [];
  const days = Math.floor((Date.parse(today) - Date.parse(x.readOn)) / 86_400_000);
  return days > X_FACTS_DAYS
    ? [`x.readOn: X's rules were last read ${days} days ago; read them again and note the day`]
    : [];
}

function emptyCategories({ categories }: Program): string[] {
  return Object.entries(categories).flatMap(([category, products]) =>
    products.length === 0
      ? [`categories.${category}: lists no products yet, so nothing is of it; list them`]
      : [],
  );
}

/** Coupons for which points pay more than the coupon takes off. */
function poorOffers(program: Program): string[] {
  const worth = pointWorthMinor(program);
  return program.catalogue.flatMap(({ reward: id, points }, i) => {
    const reward = program.rewards.find((candidate) => candidate.id === id);
    if (reward?.kind !== 'coupon' || !('amountMinor' in reward.worth)) return [];
    const takesOff = reward.worth.amountMinor[program.baseCurrency] ?? 0;
    return points * worth > takesOff
      ? [
          `catalogue.${i}.points: ${points} points are worth ${major(points * worth)} at checkout, and this coupon ${major(takesOff)}; ask less, or say why`,
        ]
      : [];
  });
}

function littleCost(program: Program): string[] {
  const costing = costingOf(program);
  const { leastBps = 0 } = program.costs ?? {};
  return costing !== undefined && costing.ofExtraProfitBps < leastBps
    ? [
        `costs.leastBps: the program costs ${costing.ofExtraProfitBps / 100}% of the extra gross profit, less than ${leastBps / 100}%; members may find it poor`,
      ]
    : [];
}

function lossesAtWorst(program: Program): string[] {
  const tiers = costingOf(program)?.tiers ?? [];
  return tiers.flatMap(({ tier, worstYearMinor, yearProfitMinor }, t) =>
    worstYearMinor > yearProfitMinor
      ? [
          `tiers.${t}: at the worst a member of "${tier}" costs ${major(worstYearMinor)} a year, and brings ${major(yearProfitMinor)}; limit what it gives`,
        ]
      : [],
  );
}

function major(minor: number): string {
  return (minor / 100).toFixed(2);
}
