import type { Entry } from '../domain/ledger/entry.ts';

/** One member's ledger, whole: its entries by `v`, from the first one on. */
export interface Ledger {
  readonly member: string;
  readonly entries: readonly Entry[];
}

/** Ledgers that merges join, directly or through others; just one where there were none. */
export type Family = readonly Ledger[];

/** The ids of the members with whom the entries of a ledger were merged, or parted again. */
export function partnersIn(entries: readonly Entry[]): readonly string[] {
  const partners = entries.flatMap((entry) => {
    const partner = partnerOf(entry);
    return partner === undefined ? [] : [partner];
  });
  return [...new Set(partners)];
}

/** The member whose ledger has the other entry of a merge or of its undoing. */
export function partnerOf(entry: Entry): string | undefined {
  switch (entry.kind) {
    case 'merged':
      return entry.absorbed.member;
    case 'absorbed':
      return entry.into;
    case 'unmerged':
      return entry.released.member;
    case 'released':
      return entry.from;
    default:
      return undefined;
  }
}

/** Thrown when ledgers do not tell one story: an entry is missing, or has not come into view yet. */
export class BrokenHistory extends Error {
  override name = 'BrokenHistory';
}
