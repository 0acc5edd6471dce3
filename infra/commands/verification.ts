import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { verifyMember } from '../../shared/table/ledger/verify.ts';
import type { Difference } from '../../shared/table/ledger/verify-ledger.ts';
import type { Table } from '../../shared/table/table.ts';
import { atTheBeginning, type Positions, passOverRoster } from './roster-pass.ts';

/** A verification of all ledgers, as far as it has come: all of it is kept between two runs. */
export interface Verification {
  /** The place that it is of. */
  readonly place: string;
  readonly positions: Positions;
  verified: number;
  readonly different: { readonly member: string; readonly differences: readonly Difference[] }[];
}

/** How often it is kept: a run that is ended repeats no more than this. */
const KEEP_EVERY_MS = 1_000;

/** Goes on with the verification that a file keeps, if it is of this place; or begins another. */
export function openVerification(file: string, place: string): Verification {
  if (existsSync(file)) {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Verification;
    if (kept.place === place) return kept;
  }
  return { place, positions: atTheBeginning(), verified: 0, different: [] };
}

/** Verifies what is left; the file is there until all is done. */
export async function verifyAll(
  table: Table,
  verification: Verification,
  file: string,
  onPage: (verification: Verification) => void,
): Promise<void> {
  let keptAt = 0;
  const see = (members: readonly string[]) =>
    Promise.all(
      members.map(async (member) => ({ member, differences: await verifyMember(table, member) })),
    );
  const pass = passOverRoster(table, verification.positions, see, (seen) => {
    verification.verified += seen.length;
    verification.different.push(...seen.filter(({ differences }) => differences.length > 0));
    onPage(verification);
    if (Date.now() - keptAt < KEEP_EVERY_MS) return;
    keptAt = Date.now();
    keep(file, verification);
  });
  await pass.catch((fault: unknown) => {
    keep(file, verification);
    throw fault;
  });
  rmSync(file, { force: true });
}

/** Replaced as a whole, so that a run that ends while it writes leaves the one before. */
function keep(file: string, verification: Verification): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(verification));
  renameSync(`${file}.new`, file);
}

/** What differs, in a sentence for the operator. */
export function sayDifference(difference: Difference): string {
  switch (difference.kind) {
    case 'entry-changed':
      return `entry ${difference.v} was changed (${difference.key.PK} / ${difference.key.SK})`;
    case 'entry-missing':
      return `entry ${difference.v} is missing`;
    case 'entry-extra':
      return `there is one entry ${difference.v} too many (${difference.key.PK} / ${difference.key.SK})`;
    case 'state-differs':
      return `the state is not what the entries amount to: ${difference.attributes.join(', ')}`;
    case 'state-missing':
      return 'there are entries, but no state';
    case 'pointer-broken':
      return `${difference.from} was merged into ${difference.into}, but they do not name each other`;
    case 'unreadable':
      return `it cannot be read: ${difference.why}`;
  }
}
