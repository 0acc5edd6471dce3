import * as z from 'zod/mini';
import { ROSTER_SHARDS } from '../table/keys.ts';

const scheduledFor = z.iso.datetime();
const tally = z.record(z.string(), z.int().check(z.gte(0)));

/** What the machine of a pass asks of its function, step by step. */
export const sweepStep = z.discriminatedUnion('step', [
  /** Whether the pass is to be begun at all. */
  z.object({ step: z.literal('plan'), scheduledFor }),
  /** To go on with a shard, after a member where one is given. */
  z.object({
    step: z.literal('visit'),
    scheduledFor,
    shard: z.int().check(z.gte(0), z.lt(ROSTER_SHARDS)),
    after: z.optional(z.nullable(z.string())),
    tally,
  }),
  /** What all shards came to. */
  z.object({ step: z.literal('report'), scheduledFor, tallies: z.array(tally) }),
]);

export type SweepStep = z.infer<typeof sweepStep>;
export type VisitStep = Extract<SweepStep, { step: 'visit' }>;

/** Whether a pass is begun, and over what. */
export interface Plan {
  readonly due: boolean;
  readonly shards: readonly number[];
}

/** How far a shard is: done, or to be gone on with after a member. */
export interface Progress {
  readonly done: boolean;
  readonly after: string | null;
  readonly tally: Readonly<Record<string, number>>;
}
