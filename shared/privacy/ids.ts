import { readMember } from '../table/ledger/ledger.ts';
import type { Table } from '../table/table.ts';

/** All ids of a member, their own first, as merges have it now; of who is none, the one asked for. */
export async function idsOf(table: Table, member: string): Promise<readonly string[]> {
  const state = await readMember(table, member);
  return state === undefined ? [member] : [state.member, ...state.absorbed];
}
