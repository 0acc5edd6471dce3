import * as z from 'zod/mini';
import { ROSTER_SHARDS } from '../table/keys.ts';

/**
 * Into so many parts a pass divides the roster, each of as many shards. All are visited at once: more
 * of them would be no faster, for they share the table.
 */
export const PARTS = 16;

const scheduledFor = z.iso.datetime();
const tally = z.record(z.string(), z.int().check(z.gte(0)));

/** What the machine of a pass asks of its function, step by step. */
export const sweepStep = z.discriminatedUnion('step', [
  /** Whether the pass is to be begun at all. */
  z.object({ step: z.literal('plan'), scheduledFor }),
  /** To go on with a part. */
  z.object({
    step: z.literal('visit'),
    scheduledFor,
    part: z.int().check(z.gte(0), z.lt(PARTS)),
    /** Where: as {@link Progress} says it, empty for the part's beginning. */
    after: z.string().check(z.regex(/^(\d+:.*)?$/)),
    tally,
  }),
  /** What all parts came to. */
  z.object({ step: z.literal('report'), scheduledFor, tallies: z.array(tally) }),
]);

export type SweepStep = z.infer<typeof sweepStep>;
export type VisitStep = Extract<SweepStep, { step: 'visit' }>;

/** Whether a pass is begun, and over what. */
export interface Plan {
  readonly due: boolean;
  readonly parts: readonly number[];
}

/** How far a part is: done, or to be gone on with after a shard and a member of it: `12:<member>`. */
export interface Progress {
  readonly done: boolean;
  readonly after: string;
  readonly tally: Readonly<Record<string, number>>;
}

/** A place in the roster: a shard, and the member after whom it goes on there. */
export interface Place {
  readonly shard: number;
  readonly member: string | undefined;
}

const SHARDS_A_PART = ROSTER_SHARDS / PARTS;

/** The part that a shard belongs to. */
export function partOf(shard: number): number {
  return Math.floor(shard / SHARDS_A_PART);
}

/** Where a visit goes on. */
export function placeOf({ part, after }: VisitStep): Place {
  const [shard = '', member = ''] = after.split(':');
  return after === ''
    ? { shard: part * SHARDS_A_PART, member: undefined }
    : { shard: Number(shard), member: member === '' ? undefined : member };
}

/** The place as a visit is told it, or that the part is done. */
export function progressAt(
  part: number,
  { shard, member }: Place,
  done: Progress['tally'],
): Progress {
  return shard >= (part + 1) * SHARDS_A_PART
    ? { done: true, after: '', tally: done }
    : { done: false, after: `${shard}:${member ?? ''}`, tally: done };
}
