import type { Program, Reward } from '../../program/program.ts';
import { DAY, type Instant } from '../time/time.ts';

/** When a reward that is given at an instant ends; undefined for one that is for life. */
export function endOf({ validFor }: Reward, givenAt: Instant): Instant | undefined {
  return validFor === undefined || validFor === 'lifetime'
    ? undefined
    : givenAt + validFor.days * DAY;
}

/** The rewards of which a pack consists, each once; none of what is no pack. No pack holds packs. */
export function partsOf(pack: Reward, program: Program): readonly Reward[] {
  const ids = new Set<string>(pack.kind === 'pack' ? pack.of : []);
  return program.rewards.filter(({ id }) => ids.has(id));
}

/** What giving a reward costs the brand, with the parts of a pack, in minor units of the base currency. */
export function costOf(id: string, program: Program): number {
  const reward = program.rewards.find((candidate) => candidate.id === id);
  if (reward === undefined) return 0;
  return [reward, ...partsOf(reward, program)].reduce((sum, { costMinor }) => sum + costMinor, 0);
}
