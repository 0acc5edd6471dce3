import * as z from 'zod/mini';
import { ROSTER_SHARDS } from '../table/keys.ts';
import { FEW } from '../table/roster.ts';

/**
 * Into so many parts a pass divides a large roster, each of as many shards. All are visited at once:
 * more of them would be no faster, for they share the table.
 */
export const PARTS = 16;

const id = z.int().check(z.gte(0), z.lt(PARTS));

/** Some of the roster's shards, in their order. */
const shardsPart = z.object({
  id,
  shards: z.array(z.int().check(z.gte(0), z.lt(ROSTER_SHARDS))).check(z.minLength(1)),
});

/** A part of the roster, which one execution visits: shards of it, or all members where they are few. */
export const rosterPart = z.union([
  shardsPart,
  z.object({ id, members: z.array(z.string()).check(z.minLength(1), z.maxLength(FEW)) }),
]);

export type ShardsPart = z.infer<typeof shardsPart>;
export type RosterPart = z.infer<typeof rosterPart>;

const SHARDS_A_PART = ROSTER_SHARDS / PARTS;

/** All of the roster as one, for those who go through it alone and in no hurry. */
export const wholeRoster: ShardsPart = {
  id: 0,
  shards: Array.from({ length: ROSTER_SHARDS }, (_, shard) => shard),
};

/** All parts of a large roster. */
const allParts: readonly ShardsPart[] = Array.from({ length: PARTS }, (_, part) => ({
  id: part,
  shards: wholeRoster.shards.slice(part * SHARDS_A_PART, (part + 1) * SHARDS_A_PART),
}));

/** The parts of a roster of a few members, all of them given, or else of a large one. */
export function partsOver(few: readonly string[] | undefined): readonly RosterPart[] {
  if (few === undefined) return allParts;
  return few.length === 0 ? [] : [{ id: 0, members: [...few] }];
}
