import type { ProgramRules } from '../program.ts';

/** Rewards that the brand could not give, or not account for. */
export function faultyRewards(program: ProgramRules): string[] {
  const kinds = new Map(program.rewards.map(({ id, kind }) => [id, kind]));
  const draws = new Map(program.draws.map(({ id, when }) => [id, when]));
  return program.rewards.flatMap((reward, i) => {
    switch (reward.kind) {
      case 'item':
        return reward.costMinor === 0
          ? [`rewards.${i}.costMinor: a thing that is sent costs something; say what`]
          : [];
      case 'pack':
        return reward.of.flatMap((part, p) =>
          kinds.get(part) === 'pack'
            ? [`rewards.${i}.of.${p}: "${part}" is a pack too; name what is in it`]
            : [],
        );
      case 'draw-entry':
        return draws.get(reward.draw) === 'sign-in'
          ? [`rewards.${i}.draw: "${reward.draw}" is entered by signing in; name a monthly draw`]
          : [];
      default:
        return [];
    }
  });
}
