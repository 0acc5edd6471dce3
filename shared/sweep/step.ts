import * as z from 'zod/mini';
import { type RosterPart, rosterPart } from './part.ts';

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
    part: rosterPart,
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
  readonly parts: readonly RosterPart[];
}

/** How far a part is: done, or to be gone on with from a place as `place.ts` writes it. */
export interface Progress {
  readonly done: boolean;
  readonly after: string;
  readonly tally: Readonly<Record<string, number>>;
}
