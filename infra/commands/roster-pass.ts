import { ROSTER_SHARDS } from '../../shared/table/keys.ts';
import { readRoster } from '../../shared/table/roster.ts';
import type { TableReader } from '../../shared/table/table.ts';

/** Where a pass stands in a shard: before its first member, behind one, or at its end. */
export type Position = 'begin' | { readonly after: string } | 'end';

/** Where a pass stands in each shard of the roster. */
export type Positions = Position[];

export function atTheBeginning(): Positions {
  return Array.from({ length: ROSTER_SHARDS }, () => 'begin');
}

/** How many shards are gone through side by side, and how many members of each are seen together. */
const SHARDS_AT_ONCE = 4;
const MEMBERS_AT_ONCE = 25;

/**
 * Goes over all members, from where a pass stands, and moves it on behind each page that was seen:
 * one that is ended halfway goes on from there, and sees at most the pages under way again. What
 * fails in one shard ends the pass in all of them.
 *
 * @param count takes what was seen of a page, at the very moment at which the pass moves on.
 */
export async function passOverRoster<Seen>(
  table: TableReader,
  positions: Positions,
  see: (members: readonly string[]) => Promise<Seen>,
  count: (seen: Seen) => void,
): Promise<void> {
  const shards = positions.keys();
  const faults: unknown[] = [];
  const goThroughShards = async (): Promise<void> => {
    for (const shard of shards) {
      await goThrough(shard).catch((fault: unknown) => faults.push(fault));
    }
  };
  await Promise.all(Array.from({ length: SHARDS_AT_ONCE }, goThroughShards));
  if (faults.length > 0) throw faults[0];

  async function goThrough(shard: number): Promise<void> {
    for (let at = positions[shard]; at !== undefined && at !== 'end'; at = positions[shard]) {
      if (faults.length > 0) return;
      const after = at === 'begin' ? undefined : at.after;
      const { members, next } = await readRoster(table, shard, MEMBERS_AT_ONCE, after);
      const seen = await see(members);
      positions[shard] = next === undefined ? 'end' : { after: next };
      count(seen);
    }
  }
}

/** How many shards a pass is through with. */
export function shardsDone(positions: Positions): number {
  return positions.filter((at) => at === 'end').length;
}
