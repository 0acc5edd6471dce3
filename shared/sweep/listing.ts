import type { MemberState } from '../domain/ledger/member.ts';
import { firstOf, type Ranked } from '../domain/tiers/ranking.ts';
import type { Instant } from '../domain/time/time.ts';
import { keepRanked } from '../table/rewards/ranked-item.ts';
import type { Table } from '../table/table.ts';

/** A list that a pass makes of members: those who are first by something. */
export interface Listing {
  /** Names it in the table: the same for every repeat of the pass, another for every other one. */
  readonly id: string;
  /** How many it names at the most. */
  readonly most: number;
  /** How a member stands in it; undefined for whoever is not in it. */
  readonly of: (state: MemberState) => Ranked | undefined;
}

/**
 * Gathers listings while a part is visited: in memory, so that it costs one write a listing and
 * visit, however many members are seen. What a visit that broke off had seen, its repeat sees again.
 */
export function gatheringOf(listings: readonly Listing[]) {
  const found = listings.map((listing) => ({ listing, ranked: [] as readonly Ranked[] }));
  let fresh = listings.map((): Ranked[] => []);

  const settle = (): void => {
    for (const [i, one] of found.entries())
      one.ranked = firstOf([one.ranked, fresh[i] ?? []], one.listing.most);
    fresh = listings.map(() => []);
  };

  return {
    see(state: MemberState): void {
      for (const [i, { of }] of listings.entries()) {
        const ranked = of(state);
        if (ranked !== undefined) fresh[i]?.push(ranked);
      }
    },
    /** Lets go of whoever is not among the first, after each page. */
    settle,
    async keep(table: Table, part: number, at: Instant): Promise<void> {
      settle();
      for (const { listing, ranked } of found) {
        if (ranked.length === 0) continue;
        const { id, most } = listing;
        await keepRanked(table, { listing: id, part, most, found: ranked, at });
      }
    },
  };
}
