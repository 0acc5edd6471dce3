import * as z from 'zod/mini';
import { ROSTER_SHARDS } from '../table/keys.ts';

/**
 * Into so many parts a pass divides a large roster, each of as many shards. All are visited at once:
 * more of them would be no faster, for they share the table.
 */
export const PARTS = 16;

/** A part of the roster, which one execution visits: some of its shards, in their order. */
export const rosterPart = z.object({
  id: z.int().check(z.gte(0), z.lt(PARTS)),
  shards: z.array(z.int().check(z.gte(0), z.lt(ROSTER_SHARDS))).check(z.minLength(1)),
});

export type RosterPart = z.infer<typeof rosterPart>;

const SHARDS_A_PART = ROSTER_SHARDS / PARTS;

/** All of the roster as one, for those who go through it alone and in no hurry. */
export const wholeRoster: RosterPart = {
  id: 0,
  shards: Array.from({ length: ROSTER_SHARDS }, (_, shard) => shard),
};

/** All parts of a large roster. */
const allParts: readonly RosterPart[] = Array.from({ length: PARTS }, (_, id) => ({
  id,
  shards: wholeRoster.shards.slice(id * SHARDS_A_PART, (id + 1) * SHARDS_A_PART),
}));

/**
 * The parts of a roster of which the shards that have members are known, as they are where members
 * are few: those are seen by one execution. Undefined means many.
 */
export function partsOver(shards: readonly number[] | undefined): readonly RosterPart[] {
  if (shards === undefined) return allParts;
  return shards.length === 0 ? [] : [{ id: 0, shards: [...shards] }];
}
