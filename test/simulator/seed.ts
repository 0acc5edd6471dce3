import { chance } from './chance.ts';
import type { Delivery } from './deed.ts';
import { addFigures, type Figures, noFigures } from './figures.ts';
import { drawRules, type Rules } from './rules.ts';
import { drawStory, type Size } from './story.ts';
import { type Ending, live } from './world.ts';

/** Small enough to be told again, big enough for two years of fifty members. */
export const SIZE: Size = { deliveries: 8_000, members: 50 };

/** A world in which something was wrong. */
export interface Failure {
  readonly seed: number;
  /** Which of the seed's worlds it is, from 0. */
  readonly world: number;
  readonly message: string;
}

/** The rules and the story of one of a seed's worlds. */
export function worldOf(seed: number, world: number): { rules: Rules; story: readonly Delivery[] } {
  const luck = chance(seed * 1_000_003 + world);
  return { rules: drawRules(luck), story: drawStory(luck.seed(), SIZE) };
}

/** Lives through worlds of a seed, one after the other, until so many operations were handled. */
export async function liveThrough(
  seed: number,
  operations: number,
  onWorld: (figures: Figures) => void = () => {},
): Promise<{ figures: Figures; failure?: Failure }> {
  const figures = noFigures();
  for (let world = 0; figures.operations < operations; world++) {
    const { rules, story } = worldOf(seed, world);
    const ending: Ending = await live(story, rules);
    addFigures(figures, ending.figures);
    onWorld(ending.figures);
    if (ending.violation !== undefined) {
      return { figures, failure: { seed, world, message: ending.violation.message } };
    }
  }
  return { figures };
}
