import type { Program } from '../../shared/program/program.ts';
import type { Table } from '../../shared/table/table.ts';

export interface ActivitiesDependencies {
  readonly table: Table;
  readonly program: Program;
  /** Read where it is asked for a member's own code, which is made with it. */
  readonly memberKey: () => Promise<string>;
}
