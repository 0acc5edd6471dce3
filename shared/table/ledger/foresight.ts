import {
  attempt,
  type CapAttempts,
  type CapClaim,
  type Refused,
  refusedAlso,
} from '../../domain/ledger/cap.ts';
import type { Accepted } from '../../domain/ledger/decision.ts';
import type { Entry } from '../../domain/ledger/entry.ts';
import { keys } from '../keys.ts';
import { type Table, USED } from '../table.ts';

/**
 * What a decision would be if it were entered now: what it claims of limited things is looked at as
 * a transaction would, and nothing is used. Another may be quicker than whoever was told.
 */
export async function foresee<Made extends Entry>(
  table: Table,
  decide: (attempts: CapAttempts) => Accepted<Made>,
): Promise<Accepted<Made>> {
  let refused: Refused = {};
  for (;;) {
    const decision = decide(attempt(0, refused));
    const full = await withoutRoom(table, decision.claims);
    if (full.length === 0) return decision;
    // Each round rules a slice out, and a cap has few of them.
    refused = full.reduce(refusedAlso, refused);
  }
}

async function withoutRoom(
  table: Table,
  claims: readonly CapClaim[],
): Promise<readonly CapClaim[]> {
  const items = await Promise.all(
    claims.map(({ cap, slice }) => table.get(keys.slice(cap, slice))),
  );
  return claims.filter(({ atMostBefore }, i) => Number(items[i]?.[USED] ?? 0) > atMostBefore);
}
