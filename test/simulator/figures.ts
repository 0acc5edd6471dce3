import { FAULTS, type Fault } from './faults.ts';

/** What a simulation did, in numbers. */
export interface Figures {
  /** Deliveries and requests that were handled, repeats among them. */
  operations: number;
  worlds: number;
  readonly faults: Record<Fault, number>;
  /** How often each thing came about, entries by their kind. */
  readonly entries: Record<string, number>;
  /** Requests that were refused, by their reason. */
  readonly refused: Record<string, number>;
}

export function noFigures(): Figures {
  const faults = Object.fromEntries(FAULTS.map((fault) => [fault, 0])) as Record<Fault, number>;
  return { operations: 0, worlds: 0, faults, entries: {}, refused: {} };
}

export function addFigures(to: Figures, more: Figures): void {
  to.operations += more.operations;
  to.worlds += more.worlds;
  for (const fault of FAULTS) to.faults[fault] += more.faults[fault];
  for (const [kind, times] of Object.entries(more.entries)) count(to.entries, kind, times);
  for (const [reason, times] of Object.entries(more.refused)) count(to.refused, reason, times);
}

export function count(counts: Record<string, number>, what: string, times = 1): void {
  counts[what] = (counts[what] ?? 0) + times;
}
