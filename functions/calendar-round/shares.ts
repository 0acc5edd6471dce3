import type { MemberState } from '../../shared/domain/ledger/member.ts';
import { rankOf } from '../../shared/domain/tiers/tier.ts';
import type { Instant } from '../../shared/domain/time/time.ts';
import { pendingShare, settleShare } from '../../shared/profit-share/settling.ts';
import type { Program } from '../../shared/program/program.ts';
import type { Errand } from '../../shared/sweep/sweep.ts';
import { readShare } from '../../shared/table/rewards/profit-share-item.ts';
import type { Table } from '../../shared/table/table.ts';

/**
 * Settles a member's share of a quarter that is over; undefined for whoever has no tier that brings
 * one. A share of nothing is not written: what comes late can still be settled by a person.
 */
export function shareErrand(
  table: Table,
  program: Program,
  state: MemberState,
  quarter: string,
  at: Instant,
): Errand | undefined {
  const rules = program.profitShare;
  if (rules === undefined) return undefined;
  if (rankOf(program, state.tier) < rankOf(program, rules.fromTier)) return undefined;
  return async () => {
    if ((await readShare(table, state.member, quarter)) !== undefined) return [];
    const { creditMinor } = await pendingShare(table, state, quarter, rules);
    if (creditMinor === 0) return [];
    const { outcome } = await settleShare(table, program, { state, quarter, rules, at });
    return outcome === 'settled' ? ['shared'] : [];
  };
}
