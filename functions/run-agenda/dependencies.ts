import type { Looking } from '../../shared/agenda/due.ts';
import type { BusEntry } from '../../shared/events/publish.ts';
import type { Program } from '../../shared/program/program.ts';
import type { Tally } from '../../shared/sweep/sweep.ts';
import type { Table } from '../../shared/table/table.ts';
import type { Tick } from './tick.ts';

export interface RunAgendaDependencies extends Pick<Looking, 'table' | 'setAside'> {
  readonly table: Table;
  readonly program: Program;
  /** Finds whose birthday it is; read where the program brings something then. */
  readonly memberKey: () => Promise<string>;
  /** Puts events on the bus. @throws when it would not take them. */
  readonly tell: (events: readonly BusEntry[]) => Promise<void>;
  /** Has another message do what this one leaves. */
  readonly goOn: (rest: Tick) => Promise<void>;
  readonly measure: (tally: Tally) => void;
}
