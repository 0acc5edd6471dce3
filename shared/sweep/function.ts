import type { Instant } from '../domain/time/time.ts';
import type { Log } from '../lambda/log.ts';
import { taskFunction } from '../lambda/task.ts';
import type { Table } from '../table/table.ts';
import { partsOver } from './part.ts';
import { type Plan, type Progress, sweepStep } from './step.ts';
import { addTallies, type Sweep, type Tally } from './sweep.ts';
import { type LeftOut, visitPart } from './visit.ts';

export interface SweepDependencies {
  readonly table: Table;
  readonly setAside: (leftOut: LeftOut) => Promise<void>;
  /** All members, where they are few; undefined where they are many. */
  readonly fewMembers: () => Promise<readonly string[] | undefined>;
  /** Tells the metrics what a pass came to. */
  readonly measure: (tally: Tally) => void;
}

/** A page takes a second or two at the most; no further one is begun with less time than this. */
const MARGIN_MS = 15_000;

/** The function behind a pass's machine, which asks it step by step. */
export function sweepFunction(sweep: Sweep, dependencies: SweepDependencies) {
  const { table, setAside, fewMembers, measure } = dependencies;
  return taskFunction(
    sweepStep,
    async (step, log: Log, msLeft): Promise<Plan | Progress | Tally> => {
      switch (step.step) {
        case 'plan':
          return sweep.on(Date.parse(step.scheduledFor)) === undefined
            ? { due: false, parts: [] }
            : { due: true, parts: partsOver(await fewMembers()) };
        case 'visit': {
          const hasTime = () => msLeft() > MARGIN_MS;
          return visitPart(step, { table, sweep, setAside, hasTime, log });
        }
        case 'report': {
          const visited = addTallies(step.tallies);
          const closed = await close(visited, Date.parse(step.scheduledFor));
          const total = addTallies([visited, ...closed.map((name) => ({ [name]: 1 }))]);
          measure(total);
          log.info('pass done', { scheduledFor: step.scheduledFor, ...total });
          return total;
        }
      }
    },
  );

  /** @throws where a part was left out: nothing is settled by what not everybody was seen for. */
  async function close(total: Tally, at: Instant): Promise<readonly string[]> {
    const { partsLeftOut = 0 } = total;
    if (sweep.close === undefined) return [];
    if (partsLeftOut > 0) throw new Error(`${partsLeftOut} parts of the roster were left out`);
    return sweep.close(at, total);
  }
}
