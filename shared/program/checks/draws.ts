import type { ProgramRules } from '../program.ts';
import { emptySlices } from './campaigns.ts';

/** No prize may cost more, in minor units of the base currency. */
const DEAREST_PRIZE_MINOR = 500_000;

/** Full age, almost everywhere. */
const LEAST_AGE = 18;

type Draw = ProgramRules['draws'][number];

/** Draws that the law or X's rules forbid, or that cannot be held. */
export function faultyDraws(program: ProgramRules): string[] {
  const costs = new Map(program.rewards.map(({ id, costMinor }) => [id, costMinor]));
  return program.draws.flatMap((draw, i) => {
    const where = `draws.${i}`;
    return [
      ...unsaid(where, draw),
      ...(draw.minimumAge < LEAST_AGE
        ? [`${where}.minimumAge: ${draw.minimumAge} is too young; ask for ${LEAST_AGE} at least`]
        : []),
      ...draw.prizes.flatMap(({ reward }, p) =>
        (costs.get(reward) ?? 0) > DEAREST_PRIZE_MINOR
          ? [
              `${where}.prizes.${p}.reward: "${reward}" costs more than 5,000.00; choose a smaller one`,
            ]
          : [],
      ),
      ...impossible(where, draw),
    ];
  });
}

function unsaid(where: string, draw: Draw): string[] {
  const needed = {
    rules: draw.rules,
    freeEntry: draw.freeEntry,
    // Those of a draw at sign-in are its chances.
    ...(draw.when === 'monthly' ? { odds: draw.odds } : {}),
  };
  return Object.entries(needed).flatMap(([what, text]) =>
    text === undefined
      ? [`${where}.${what}: a draw is lawful only with ${TOLD[what]}; say it`]
      : [],
  );
}

const TOLD: Readonly<Record<string, string>> = {
  rules: 'published rules',
  odds: 'published odds',
  freeEntry: 'a way to enter without buying',
};

function impossible(where: string, draw: Draw): string[] {
  if (draw.when === 'monthly') return [];
  const chances = draw.prizes.reduce((sum, { chanceBps }) => sum + chanceBps, 0);
  return [
    ...(chances > 10_000
      ? [`${where}.prizes: their chances come to ${chances} of 10,000; make them smaller`]
      : []),
    ...emptySlices(`${where}.budgetMinor`, draw.budgetMinor),
  ];
}
