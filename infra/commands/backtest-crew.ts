import { Worker } from 'node:worker_threads';
import { addTotals } from '../../shared/backtest/add-totals.ts';
import { emptyTotals, type Totals } from '../../shared/backtest/totals.ts';
import type { Trial } from './backtest-pass.ts';
import type { Errand, Said } from './backtest-worker.ts';
import type { PlaceOptions } from './ledger-place.ts';
import { atTheBeginning } from './roster-pass.ts';

/** How far a backtest has come over all its workers. */
export interface SoFar {
  readonly members: number;
  readonly read: number;
  readonly shards: number;
}

const WORKER = new URL('./backtest-worker.ts', import.meta.url);

/**
 * Tells the history of all members again, with the shards dealt out to so many workers.
 *
 * @throws with the first worker's fault; the others are ended.
 */
export async function backtestTogether(
  place: PlaceOptions,
  trial: Trial,
  workers: number,
  onProgress: (soFar: SoFar) => void,
): Promise<Totals> {
  const totals = emptyTotals(trial.current, trial.tried);
  const heard: SoFar[] = [];
  const hired: Worker[] = [];
  const work = (which: number): Promise<void> =>
    new Promise((done, failed) => {
      const positions = atTheBeginning().map((at, i) => (i % workers === which ? at : 'end'));
      const workerData: Errand = { place, trial, positions };
      // Entries die young: room for them spares copying.
      const resourceLimits = { maxYoungGenerationSizeMb: 96 };
      const worker = new Worker(WORKER, { workerData, resourceLimits });
      hired.push(worker);
      worker.on('error', failed);
      worker.on('exit', () => failed(new Error('A worker ended before it was done.')));
      worker.on('message', (said: Said) => {
        if (said.says === 'failed') failed(new Error(said.why));
        else if (said.says === 'done') {
          addTotals(totals, said.totals);
          done();
        } else {
          heard[which] = said;
          onProgress(heard.reduce(together));
        }
      });
    });
  try {
    await Promise.all(Array.from({ length: workers }, (_, which) => work(which)));
  } finally {
    await Promise.all(hired.map((worker) => worker.terminate()));
  }
  return totals;
}

function together(one: SoFar, other: SoFar): SoFar {
  return {
    members: one.members + other.members,
    read: one.read + other.read,
    shards: one.shards + other.shards,
  };
}
