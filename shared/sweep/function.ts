import type { Log } from '../lambda/log.ts';
import { taskFunction } from '../lambda/task.ts';
import type { Table } from '../table/table.ts';
import { PARTS, type Plan, type Progress, sweepStep } from './step.ts';
import { addTallies, type Sweep, type Tally } from './sweep.ts';
import { type LeftOut, visitPart } from './visit.ts';

export interface SweepDependencies {
  readonly table: Table;
  readonly setAside: (leftOut: LeftOut) => Promise<void>;
  /** Tells the metrics what a pass came to. */
  readonly measure: (tally: Tally) => void;
}

/** A page takes a second or two at the most; no further one is begun with less time than this. */
const MARGIN_MS = 15_000;

const parts = Array.from({ length: PARTS }, (_, part) => part);

/** The function behind a pass's machine, which asks it step by step. */
export function sweepFunction(sweep: Sweep, { table, setAside, measure }: SweepDependencies) {
  return taskFunction(
    sweepStep,
    async (step, log: Log, msLeft): Promise<Plan | Progress | Tally> => {
      switch (step.step) {
        case 'plan':
          return { due: sweep.on(Date.parse(step.scheduledFor)) !== undefined, parts };
        case 'visit': {
          const hasTime = () => msLeft() > MARGIN_MS;
          return visitPart(step, { table, sweep, setAside, hasTime, log });
        }
        case 'report': {
          const total = addTallies(step.tallies);
          measure(total);
          log.info('pass done', { scheduledFor: step.scheduledFor, ...total });
          return total;
        }
      }
    },
  );
}
