import { Worker } from 'node:worker_threads';
import { addFigures, type Figures, noFigures } from './figures.ts';
import type { Errand, Said, Told } from './worker.ts';

/** What a run over many seeds came to. */
export interface Report {
  readonly figures: Figures;
  readonly failures: readonly Told[];
  readonly seconds: number;
}

/** A worker's code: a file, or a bundle as text. */
export type Code = { readonly file: URL } | { readonly bundle: string };

export const SIMULATOR: Code = { file: new URL('./worker.ts', import.meta.url) };

/** Runs seeds on so many workers at a time; `onProgress` hears of each world that has ended. */
export async function runSeeds(
  seeds: readonly number[],
  errand: Omit<Errand, 'seed'>,
  workers: number,
  onProgress: (figures: Figures) => void = () => {},
): Promise<Report> {
  const began = performance.now();
  const figures = noFigures();
  const failures: Told[] = [];
  const left = [...seeds];
  const work = async (): Promise<void> => {
    if (left.length === 0) return;
    // One hand for seed after seed: its code has become fast by then.
    const hand = hire(SIMULATOR);
    for (let seed = left.shift(); seed !== undefined; seed = left.shift()) {
      const failure = await hand.run({ ...errand, seed }, (more) => {
        addFigures(figures, more);
        onProgress(figures);
      });
      if (failure !== undefined) failures.push(failure);
    }
    await hand.dismiss();
  };
  await Promise.all(Array.from({ length: workers }, work));
  return { figures, failures, seconds: (performance.now() - began) / 1000 };
}

/** Runs one seed in a worker of its own; undefined where nothing was wrong. */
export async function runSeed(
  code: Code,
  errand: Errand,
  onFigures: (figures: Figures) => void,
): Promise<Told | undefined> {
  const hand = hire(code);
  const failure = await hand.run(errand, onFigures);
  await hand.dismiss();
  return failure;
}

/** A worker that runs one seed after the other. */
interface Hand {
  run(errand: Errand, onFigures: (figures: Figures) => void): Promise<Told | undefined>;
  dismiss(): Promise<unknown>;
}

function hire(code: Code): Hand {
  const options = {
    env: { ...process.env, POWERTOOLS_LOG_LEVEL: 'SILENT' },
    // Items and promises die young: room for them spares copying.
    resourceLimits: { maxYoungGenerationSizeMb: 256 },
  };
  const worker =
    'file' in code
      ? new Worker(code.file, options)
      : new Worker(code.bundle, { ...options, eval: true });
  return {
    run: (errand, onFigures) =>
      new Promise((done, failed) => {
        worker.removeAllListeners();
        worker.on('message', (said: Said) => {
          if (said.says === 'figures') onFigures(said.figures);
          else done(said.failure);
        });
        worker.on('error', failed);
        worker.on('exit', (code) => failed(new Error(`a worker ended with ${code}`)));
        worker.postMessage(errand);
      }),
    dismiss: () => worker.terminate(),
  };
}
