import type { MemberState } from '../domain/ledger/member.ts';
import type { Instant } from '../domain/time/time.ts';
import type { Listing } from './listing.ts';

/** What was done, by name, and how often: `{ "visited": 812, "demoted": 3 }`. */
export type Tally = Readonly<Record<string, number>>;

/**
 * Does what is due for one member, and names it for the tally. It may be asked again for what it
 * has done, and then does nothing.
 */
export type Errand = () => Promise<readonly string[]>;

/**
 * A pass over all members. It remembers nothing: what is due follows from a member's state, the
 * program and the instant for which the pass was scheduled, so that running it twice, or stopping it
 * halfway and running it again, comes to the same.
 */
export interface Sweep {
  /** What is looked for at an instant; undefined where nothing can be due, and no pass is begun. */
  on(at: Instant): Look | undefined;
  /** What each member adds to the tally besides, where the pass counts anything. */
  counts?(at: Instant): ((state: MemberState) => Tally) | undefined;
  /** Who is to be listed, where the pass makes lists; see `close`. */
  listings?(at: Instant): readonly Listing[];
  /**
   * Does what can be done only once all members have been seen, and names it for the tally. It may
   * be asked again for what it has done, and then does nothing; it is not asked where a part was
   * left out.
   */
  close?(at: Instant, total: Tally): Promise<readonly string[]>;
}

/** What is due for a member; undefined where nothing is, which costs no more than having looked. */
export type Look = (state: MemberState) => Errand | undefined;

export function addTallies(tallies: readonly Tally[]): Tally {
  const sum: Record<string, number> = {};
  for (const [name, count] of tallies.flatMap((tally) => Object.entries(tally)))
    sum[name] = (sum[name] ?? 0) + count;
  return sum;
}
