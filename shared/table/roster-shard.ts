import { hash } from 'node:crypto';

/** How many shards `roster` has: fixed for the table's life, for a member is never moved. */
export const ROSTER_SHARDS = 64;

/** The roster shard of a member, `R#00` to `R#63`: even, and the same for ever. */
export function rosterShard(id: string): string {
  let shard = shards.get(id);
  if (shard === undefined) {
    shard = shardName(hash('sha256', id, 'buffer').readUInt16BE(0) % ROSTER_SHARDS);
    if (shards.size >= MOST_SHARDS) shards.clear();
    shards.set(id, shard);
  }
  return shard;
}

/** Remembered, for every write of a member says it, and those who write once write again soon. */
const shards = new Map<string, string>();

const MOST_SHARDS = 1_000;

/** A shard by its number. */
export function shardName(shard: number): string {
  return `R#${String(shard).padStart(2, '0')}`;
}
