import type { DataKeys } from '../contact/data-keys.ts';
import type { Program } from '../program/program.ts';
import type { Fate } from '../table/people/dispatch-item.ts';
import type { Table } from '../table/table.ts';
import type { Carry, OutsideChannel } from './letter.ts';

export interface GateDependencies {
  readonly table: Table;
  /** Opens what is known of how to reach members. */
  readonly keys: Pick<DataKeys, 'find'>;
  readonly program: Program;
  readonly memberKey: () => Promise<string>;
  /** The channels that are set up; any other is switched off. */
  readonly carriers: Readonly<Partial<Record<OutsideChannel, Carry>>>;
  /** Where the public API is, for links that end what a member is sent. */
  readonly apiUrl: string;
  /** Tells the metrics what became of a message. */
  readonly measure: (fate: Fate['state']) => void;
}
