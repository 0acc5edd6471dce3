import type { ClawedBackEntry, EarnedEntry, Entry } from '../../shared/domain/ledger/entry.ts';
import { pointsOf } from '../../shared/domain/ledger/ledger.ts';
import { entryId } from '../../shared/table/ledger/entry-id.ts';
import { entryKey } from '../../shared/table/ledger/entry-item.ts';
import { sentencesOf } from '../members/explanation-sentences.ts';
import { iso, type Viewing } from '../members/viewing.ts';
import type { ClaimAnswer, EnteredOrder } from './contract.ts';

/** An order as it was entered, and what was taken back for it there and then. */
export interface Claimed {
  readonly entry: EarnedEntry;
  readonly clawbacks: readonly ClawedBackEntry[];
}

/** The same however much later it is asked for: without what was taken back for it since. */
export function asClaimed({ entry, clawbacks }: Claimed): Claimed {
  const { correlationId } = entry;
  const then = clawbacks.filter((one) => one.correlationId === correlationId);
  return { entry, clawbacks: then.toSorted((a, b) => a.v - b.v) };
}

/** Of entries that were made together, the orders, the oldest first. */
export function claimedAmong(entries: readonly Entry[]): readonly Claimed[] {
  const clawbacks = entries.filter((entry) => entry.kind === 'clawed-back');
  return entries
    .filter((entry) => entry.kind === 'earned')
    .toSorted((a, b) => a.v - b.v)
    .map((entry) => {
      const { shop, orderId } = entry.order;
      const own = clawbacks.filter((one) => one.shop === shop && one.orderId === orderId);
      return asClaimed({ entry, clawbacks: own });
    });
}

/** What claims brought, less what was taken back with them. */
export function pointsBrought(claimed: readonly Claimed[]): number {
  const entries = claimed.flatMap(({ entry, clawbacks }) => [entry, ...clawbacks]);
  return entries.reduce((sum, entry) => sum + pointsOf(entry), 0);
}

export function viewClaim(claimed: Claimed, viewing: Viewing): ClaimAnswer {
  const { entry, clawbacks } = claimed;
  const { balance } = clawbacks.at(-1) ?? entry;
  return { member: entry.member, order: viewOrder(claimed, viewing), balance: balance.after };
}

export function viewOrder(claimed: Claimed, viewing: Viewing): EnteredOrder {
  const { entry, clawbacks } = claimed;
  const { shop, orderId, orderNumber } = entry.order;
  return {
    shop,
    orderId,
    orderNumber,
    occurredAt: iso(entry.occurredAt),
    entry: entryId(entryKey(entry)),
    earned: pointsOf(entry),
    takenBack: 0 - clawbacks.reduce((sum, one) => sum + pointsOf(one), 0),
    tier: entry.tier,
    rewards: [...entry.rewards],
    sentences: sentencesOf(entry, { order: { entry, clawbacks } }, viewing),
  };
}
