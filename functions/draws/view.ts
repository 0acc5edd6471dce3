import { commitmentTo } from '../../shared/domain/rewards/draw.ts';
import { seedOf, sha256 } from '../../shared/identity/draw-key.ts';
import type { Draw, Program, Text } from '../../shared/program/program.ts';
import type { DrawAnswer } from './contract.ts';

/** How a draw is seen: in one of the program's languages. */
export interface DrawViewing {
  readonly program: Program;
  readonly language: string;
  readonly drawKey: string;
}

/** What anybody may know of a draw and one of its months. */
export function viewDraw(draw: Draw, month: string, viewing: DrawViewing): DrawAnswer {
  const { program, language, drawKey } = viewing;
  const said = (text: Text): string => text[language] ?? draw.id;
  const { id, when, minimumAge, rules, freeEntry } = draw;
  return {
    id,
    when,
    name: said(draw.name),
    prizes: draw.prizes.map(({ reward, ...how }) => ({
      reward,
      name: rewardName(reward, viewing),
      ...how,
    })),
    minimumAge,
    ...(rules === undefined ? {} : { rules: said(rules) }),
    ...(freeEntry === undefined ? {} : { freeEntry: said(freeEntry) }),
    ...(draw.when === 'monthly'
      ? {
          entriesAPerson: draw.entriesAPerson,
          ...(draw.odds === undefined ? {} : { odds: said(draw.odds) }),
        }
      : { budget: { amountMinor: draw.budgetMinor.units, currency: program.baseCurrency } }),
    month,
    commitment: commitmentTo(seedOf(drawKey, id, month), sha256),
  };
}

export function rewardName(
  reward: string,
  { program, language }: Pick<DrawViewing, 'program' | 'language'>,
): string {
  return program.rewards.find(({ id }) => id === reward)?.name[language] ?? reward;
}
