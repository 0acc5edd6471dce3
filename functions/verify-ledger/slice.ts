import * as z from 'zod/mini';
import { ROSTER_SHARDS } from '../../shared/table/keys.ts';

/** What a message asks for: to go on where another one ended, or the whole slice of its day. */
export const sliceRequest = z.object({
  /** When the schedule fired. */
  scheduledFor: z.iso.datetime(),
  shard: z.optional(z.int().check(z.gte(0), z.lt(ROSTER_SHARDS))),
  /** The member after whom the rest of that shard begins. */
  after: z.optional(z.string()),
});

export type SliceRequest = z.infer<typeof sliceRequest>;

/** In how many days all ledgers are seen: within the 35 for which a table can be restored. */
export const DAYS = 32;

const SHARDS_A_DAY = ROSTER_SHARDS / DAYS;
const DAY = 86_400_000;

/**
 * The shards that are left to do: of the day's part of the roster, those from where the request
 * goes on. The day is the schedule's own, so that a message that comes late or twice does no other.
 */
export function shardsOf({ scheduledFor, shard }: SliceRequest): readonly number[] {
  const day = Math.floor(Date.parse(scheduledFor) / DAY) % DAYS;
  const shards = Array.from({ length: SHARDS_A_DAY }, (_, i) => day * SHARDS_A_DAY + i);
  return shards.filter((candidate) => candidate >= (shard ?? 0));
}
