import { costingOf } from '../costing.ts';
import type { ProgramRules } from '../program.ts';

/** Figures that do not fit the tiers, and costs above the caps that the document sets itself. */
export function faultyCosts(program: ProgramRules): string[] {
  const { costs } = program;
  if (costs === undefined) return [];
  const missing = program.tiers.flatMap(({ id }) =>
    costs.tiers[id] === undefined ? [`costs.tiers.${id}: the tier's figures are missing`] : [],
  );
  const mix = Object.values(costs.tiers).reduce((sum, { mixBps }) => sum + mixBps, 0);
  const faults = [
    ...missing,
    ...(mix === 10_000 ? [] : [`costs.tiers: the mix comes to ${mix}; it must come to 10000`]),
    ...(costs.leastBps > costs.mostBps
      ? [`costs.leastBps: ${costs.leastBps} exceeds mostBps, ${costs.mostBps}; turn them round`]
      : []),
  ];
  return faults.length > 0 ? faults : tooDear(program, costs);
}

function tooDear(program: ProgramRules, costs: NonNullable<ProgramRules['costs']>): string[] {
  const costing = costingOf(program);
  if (costing === undefined) return [];
  const { ofExtraProfitBps, costPpm, tiers } = costing;
  const all =
    ofExtraProfitBps > costs.mostBps
      ? [
          `costs.mostBps: the program costs ${costPpm / 10_000}% of spend, ${ofExtraProfitBps / 100}% of the extra gross profit, and ${costs.mostBps / 100}% is the most; give less`,
        ]
      : [];
  return all.concat(
    tiers.flatMap(({ tier, ofCostBps }) => {
      const most = costs.tierMostBps[tier] ?? 10_000;
      return ofCostBps > most
        ? [
            `costs.tierMostBps.${tier}: the tier takes ${ofCostBps / 100}% of all cost, and ${most / 100}% is the most; give it less`,
          ]
        : [];
    }),
  );
}
