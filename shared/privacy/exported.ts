import type { DataKeys } from '../contact/data-keys.ts';
import type { Program } from '../program/program.ts';
import type { MemberItemKind } from '../table/people/member-items.ts';
import type { Table } from '../table/table.ts';
import type { Json } from './readable.ts';

export interface Exporting {
  readonly table: Table;
  readonly keys: DataKeys;
  readonly program: Program;
  readonly memberKey: () => Promise<string>;
  readonly drawKey: () => Promise<string>;
}

/** Of whom: all ids of a member, and orders that a shop named besides. */
export interface Subject {
  readonly members: readonly string[];
  readonly shop?: string;
  readonly orders: readonly string[];
}

/** One thing that is kept. */
export interface Exported {
  readonly kind: MemberItemKind | 'entry' | 'alias' | 'draw' | 'draw-ticket' | 'order';
  /** The id under which it is kept; absent of orders of guests. */
  readonly member?: string;
  readonly content: { readonly [name: string]: Json };
}
