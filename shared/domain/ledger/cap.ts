import type { Limit } from '../../program/program.ts';
import type { CapUse } from './entry.ts';

/** A limited thing, as decisions name it: a campaign's budget, a reward's stock, a day's total. */
export interface Cap {
  readonly id: string;
  readonly units: number;
  /** Disjoint parts, each counted by itself so that takers do not queue up for one item. */
  readonly slices: number;
  /** How many units are taken at once, where they are always so many: a slice has no rest then. */
  readonly each?: number;
}

/** How many slices a cap has where the program does not say. */
const SLICES = 8;

/** A cap under this many units is one slice: parts of it would run dry before the whole does. */
const ONE_SLICE_UNDER = 100;

export function cap(id: string, limit: Limit): Cap {
  const slices = limit.slices ?? (limit.units < ONE_SLICE_UNDER ? 1 : SLICES);
  return { id, units: limit.units, slices };
}

/** The units that one slice of a cap may give. */
export function sliceLimit({ units, slices, each = 1 }: Cap, slice: number): number {
  const times = Math.floor(units / each);
  return (Math.floor(times / slices) + (slice < times % slices ? 1 : 0)) * each;
}

/**
 * What this attempt at an entry knows of caps: where to begin, and how many slices of each have
 * refused already. The table counts; a decision only says what it would take, and from where.
 */
export interface CapAttempts {
  readonly start: number;
  /** How many slices of a cap have refused so many units. */
  readonly refusals: (cap: string, units: number) => number;
}

export const FIRST_ATTEMPT: CapAttempts = { start: 0, refusals: () => 0 };

/** An attempt that begins at this slice of each cap, after these refusals. */
export function attempt(start: number, refused: Refused): CapAttempts {
  return { start, refusals: (cap, units) => refused[askFor(cap, units)] ?? 0 };
}

/**
 * How many slices have refused a claim, by what was claimed: one that has no room for many units
 * may have room for few, as when another campaign of the same order turns out to be exhausted.
 */
export type Refused = Readonly<Record<string, number>>;

/** The same, after one more slice has refused a claim. */
export function refusedAlso(refused: Refused, { cap, units }: Omit<CapUse, 'slice'>): Refused {
  const asked = askFor(cap, units);
  return { ...refused, [asked]: (refused[asked] ?? 0) + 1 };
}

function askFor(cap: string, units: number): string {
  return `${units} of ${cap}`;
}

/** A use of a cap, with what the table must know to refuse it. */
export interface CapClaim extends CapUse {
  /** The slice may not have given more than this before: its limit less the units. */
  readonly atMostBefore: number;
}

/** What is to be taken of a limit: nothing where there is none, undefined where it has no room. */
export function claimsOn(
  id: string,
  limit: Limit | undefined,
  units: number,
  attempts: CapAttempts,
): readonly CapClaim[] | undefined {
  if (limit === undefined || units === 0) return [];
  const claim = claimOn(cap(id, limit), units, attempts);
  return claim === undefined ? undefined : [claim];
}

/** A claim on a cap; undefined when every slice has refused, or none could ever give so much. */
export function claimOn(
  of: Cap,
  units: number,
  { start, refusals }: CapAttempts,
): CapClaim | undefined {
  for (let tried = refusals(of.id, units); tried < of.slices; tried++) {
    const slice = (start + tried) % of.slices;
    const atMostBefore = sliceLimit(of, slice) - units;
    if (atMostBefore >= 0) return { cap: of.id, slice, units, atMostBefore };
  }
  return undefined;
}
