import type { Limit, ProgramRules } from '../program.ts';

/** Campaigns and codes whose days or budgets cannot be. */
export function faultyCampaigns(program: ProgramRules): string[] {
  return [
    ...program.campaigns.flatMap(({ from, until, budget, pilot, gives }, i) => [
      ...faultyDays(`campaigns.${i}`, from, until),
      ...emptySlices(`campaigns.${i}.budget.points`, budget?.points),
      ...emptySlices(`campaigns.${i}.budget.costMinor`, budget?.costMinor),
      ...faultyPilot(`campaigns.${i}.pilot`, pilot, until),
      ...(budget?.points !== undefined && gives.kind !== 'multiplier' && gives.kind !== 'points'
        ? [`campaigns.${i}.budget.points: it gives no points; leave it out`]
        : []),
      ...(budget?.costMinor !== undefined && gives.kind !== 'rewards'
        ? [`campaigns.${i}.budget.costMinor: it gives no rewards; leave it out`]
        : []),
    ]),
    ...program.codes.flatMap(({ from, until, uses }, i) => [
      ...faultyDays(`codes.${i}`, from, until),
      ...emptySlices(`codes.${i}.uses`, uses),
    ]),
  ];
}

function faultyDays(where: string, from: string, until: string): string[] {
  return until < from ? [`${where}.until: ${until} is before ${from}, when it begins`] : [];
}

/** A stage widens the one before, and says who is in it. */
function faultyPilot(
  where: string,
  stages: ProgramRules['campaigns'][number]['pilot'],
  until: string,
): string[] {
  return stages.flatMap((stage, s) => {
    const before = stages[s - 1];
    return [
      ...(stage.segments === undefined && stage.shareBps === undefined
        ? [`${where}.${s}: nobody is in it; name segments or a share`]
        : []),
      ...(stage.until > until
        ? [`${where}.${s}.until: ${stage.until} is after the campaign's end, ${until}`]
        : []),
      ...(before !== undefined && stage.until <= before.until
        ? [`${where}.${s}.until: ${stage.until} is not after ${before.until}, the stage before`]
        : []),
    ];
  });
}

/** More slices than units would leave slices empty. */
export function emptySlices(where: string, limit: Limit | undefined): string[] {
  const { units = 1, slices = 1 } = limit ?? {};
  return slices > units
    ? [`${where}.slices: ${units} units make no ${slices} slices; take fewer`]
    : [];
}
