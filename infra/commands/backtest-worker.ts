import { parentPort, workerData } from 'node:worker_threads';
import type { Totals } from '../../shared/backtest/totals.ts';
import { backtestShards, type Trial } from './backtest-pass.ts';
import { openLedgerPlace, type PlaceOptions } from './ledger-place.ts';
import type { Positions } from './roster-pass.ts';

/** What a worker is to do: its shards are those of which it is not said that they are done. */
export interface Errand {
  readonly place: PlaceOptions;
  readonly trial: Trial;
  readonly positions: Positions;
}

/** What a worker says: how far it is, and in the end what it found, or why it ended. */
export type Said =
  | { readonly says: 'progress'; readonly members: number; readonly read: number; shards: number }
  | { readonly says: 'done'; readonly totals: Totals }
  | { readonly says: 'failed'; readonly why: string };

/** How often progress is told. */
const EVERY_MS = 100;

if (parentPort !== null) {
  const port = parentPort;
  const say = (said: Said): void => port.postMessage(said);
  const { place, trial, positions }: Errand = workerData;
  let saidAt = 0;
  try {
    const totals = await backtestShards(
      openLedgerPlace(place).table,
      trial,
      positions,
      (so, shards) => {
        if (performance.now() - saidAt < EVERY_MS) return;
        saidAt = performance.now();
        say({ says: 'progress', members: so.members, read: so.read, shards });
      },
    );
    say({ says: 'done', totals });
  } catch (fault) {
    say({ says: 'failed', why: fault instanceof Error ? fault.message : String(fault) });
  }
}
