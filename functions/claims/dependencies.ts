import type { DataKeys } from '../../shared/contact/data-keys.ts';
import type { Program } from '../../shared/program/program.ts';
import type { Table } from '../../shared/table/table.ts';

export interface ClaimsDependencies {
  readonly table: Table;
  readonly keys: DataKeys;
  readonly program: Program;
  /** Makes the hashes by which orders are found and proved. */
  readonly memberKey: () => Promise<string>;
}
