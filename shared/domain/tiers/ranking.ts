import { figuresOf, type MonthFigures } from '../ledger/figures.ts';
import type { MemberState } from '../ledger/member.ts';
import type { Instant, Month } from '../time/time.ts';

/** A member's place in an order of several: by a figure, of equal ones who came so far earlier. */
export interface Ranked {
  readonly member: string;
  readonly figure: number;
  /** Decides between equal figures: the earlier is before the later. */
  readonly since: Instant;
}

/** The highest figure first; of equal ones the earlier instant, and then the id, which says nothing. */
export function inRank(one: Ranked, other: Ranked): number {
  if (one.figure !== other.figure) return other.figure - one.figure;
  if (one.since !== other.since) return one.since - other.since;
  return one.member < other.member ? -1 : 1;
}

/** The first so many of several lists; whoever is in more than one is taken from the last. */
export function firstOf(lists: readonly (readonly Ranked[])[], most: number): readonly Ranked[] {
  const each = new Map(lists.flat().map((ranked) => [ranked.member, ranked]));
  return [...each.values()].toSorted(inRank).slice(0, most);
}

/** By what members can be ranked. */
export type RankedBy = 'points' | 'spend' | 'purchases' | 'contribution';

const measured: Readonly<Record<RankedBy, (figures: MonthFigures) => number>> = {
  points: ({ points }) => points,
  spend: ({ spendMinor }) => spendMinor,
  purchases: ({ purchases }) => purchases,
  contribution: ({ contribution }) => contribution,
};

/**
 * What a member comes to over some months, refunds taken off. Points are those that orders earned.
 * Undefined where that is nothing: nobody is first with nothing. Of equals the one who bought last
 * earlier is before the other, for they have been there for longer.
 */
export function rankedOver(
  { member, figures, lastOrderAt }: MemberState,
  by: RankedBy,
  { from, to }: { readonly from: Month; readonly to: Month },
): Ranked | undefined {
  const months = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const figure = months.reduce((sum, month) => sum + measured[by](figuresOf(figures, month)), 0);
  return figure > 0 ? { member, figure, since: lastOrderAt } : undefined;
}
