import { parentPort } from 'node:worker_threads';
import type { Figures } from './figures.ts';
import { type Failure, liveThrough, worldOf } from './seed.ts';
import { shrink } from './shrink.ts';
import { tell } from './telling.ts';
import { live } from './world.ts';

/** What a worker is to do. */
export interface Errand {
  readonly seed: number;
  readonly operations: number;
  /** How long it may look for a shorter history of a failure; 0 for not at all. */
  readonly shrinkMs: number;
}

/** What a worker says: figures as it goes, and in the end whether anything was wrong. */
export type Said =
  | { readonly says: 'figures'; readonly figures: Figures }
  | { readonly says: 'done'; readonly failure?: Told };

/** A failure with the shortest history that was found. */
export interface Told extends Failure {
  readonly history: readonly string[];
}

/** Runs a seed. */
export async function runErrand(errand: Errand, say: (said: Said) => void): Promise<void> {
  const { seed, operations, shrinkMs } = errand;
  const { failure } = await liveThrough(seed, operations, (figures) =>
    say({ says: 'figures', figures }),
  );
  if (failure === undefined) return say({ says: 'done' });
  if (shrinkMs === 0) return say({ says: 'done', failure: { ...failure, history: [] } });
  const { rules, story } = worldOf(seed, failure.world);
  const shortest = await shrink(story, rules, await live(story, rules), shrinkMs);
  const message = shortest.ending.violation?.message ?? failure.message;
  say({ says: 'done', failure: { ...failure, message, history: tell(shortest.story) } });
}

if (parentPort !== null) {
  // Faults are the simulator's daily bread; where they were made is of no interest.
  Error.stackTraceLimit = 0;
  const port = parentPort;
  port.on('message', (errand: Errand) => {
    void runErrand(errand, (said) => port.postMessage(said));
  });
}
