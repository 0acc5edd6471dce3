import type { Delivery } from './deed.ts';
import type { Rules } from './rules.ts';
import { type Ending, live } from './world.ts';

/** A story that goes wrong, with nothing in it that is not needed for that. */
export interface Shrunk {
  readonly story: readonly Delivery[];
  readonly ending: Ending;
}

/**
 * The shortest history that is found in a bounded time and still goes wrong: first without what had
 * not arrived by then, then without ever smaller parts of it, then without the faults that do not
 * matter.
 */
export async function shrink(
  story: readonly Delivery[],
  rules: Rules,
  ending: Ending,
  boundMs: number,
): Promise<Shrunk> {
  const deadline = performance.now() + boundMs;
  const isOver = (): boolean => performance.now() > deadline;
  let shortest: Shrunk = { story, ending };

  /** Whether it still goes wrong like this; then that is the shortest. */
  const stillFails = async (shorter: readonly Delivery[]): Promise<boolean> => {
    const again = await live(shorter, rules);
    if (again.violation === undefined || kindOf(again) !== kindOf(ending)) return false;
    shortest = { story: shorter, ending: again };
    return true;
  };

  await stillFails(story.filter(({ at }) => at <= ending.at));
  let size = Math.ceil(shortest.story.length / 2);
  for (;;) {
    let hasShrunk = false;
    for (let from = 0; from < shortest.story.length && !isOver(); ) {
      const without = shortest.story.filter((_, i) => i < from || i >= from + size);
      if (await stillFails(without)) hasShrunk = true;
      else from += size;
    }
    if (isOver() || (size === 1 && !hasShrunk)) break;
    size = Math.max(1, Math.floor(size / 2));
  }
  for (let i = 0; i < shortest.story.length && !isOver(); i++) {
    await stillFails(shortest.story.map((one, at) => (at === i ? { ...one, faults: false } : one)));
  }
  return shortest;
}

/** What went wrong, whomever it happened to and by how much. */
function kindOf({ violation }: Ending): string | undefined {
  return violation?.message.replace(/\d+/g, '#');
}
