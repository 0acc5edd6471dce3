import { memberOf, ranges } from './keys.ts';
import type { TableReader } from './table.ts';

/** So many members are few: as many as one look at the roster sees, and one read of states brings. */
export const FEW = 100;

/** A part of a shard of the roster; `next` is the member after whom the rest begins. */
export interface RosterPage {
  readonly members: readonly string[];
  readonly next?: string;
}

/** The ids of a shard's members in their order, those after a member where one is given. */
export async function readRoster(
  table: TableReader,
  shard: number,
  limit: number,
  after?: string,
): Promise<RosterPage> {
  // A range includes where it begins: hence one more, and not that one itself.
  const found = await table.query({ ...ranges.roster(shard, after), limit: limit + 1 });
  const members = found.map(memberOf).filter((member) => member !== after);
  const [page, last] = [members.slice(0, limit), members[limit - 1]];
  return found.length > limit && last !== undefined
    ? { members: page, next: last }
    : { members: page };
}
