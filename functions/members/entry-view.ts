import type { Entry } from '../../shared/domain/ledger/entry.ts';
import { pointsOf } from '../../shared/domain/ledger/ledger.ts';
import { entryId } from '../../shared/table/ledger/entry-id.ts';
import { entryKey } from '../../shared/table/ledger/entry-item.ts';
import type { EntryAnswer } from './entry-contract.ts';
import { iso } from './viewing.ts';

export function viewEntry(entry: Entry): EntryAnswer {
  return {
    id: entryId(entryKey(entry)),
    v: entry.v,
    kind: entry.kind,
    ...about(entry),
    points: pointsOf(entry),
    balance: entry.balance,
    purchases: entry.purchases,
    tier: entry.tier,
    program: entry.program,
    occurredAt: iso(entry.occurredAt),
    receivedAt: iso(entry.receivedAt),
  };
}

/** What an entry says that only its kind does. */
function about(entry: Entry): Partial<EntryAnswer> {
  switch (entry.kind) {
    case 'earned':
      return { shop: entry.order.shop, orderId: entry.order.orderId };
    case 'clawed-back': {
      const { shop, orderId, reason, refund } = entry;
      return {
        shop,
        orderId,
        reason,
        ...(refund === undefined ? {} : { refundId: refund.refundId }),
      };
    }
    case 'redeemed':
      return { redemption: entry.redemption, purpose: entry.purpose };
    case 'restored':
      return { redemption: entry.redemption };
    case 'adjusted':
      return { reason: entry.reason, by: entry.by };
    case 'awarded': {
      const { contribution } = entry.figures;
      return { cause: entry.cause, ...(contribution === 0 ? {} : { contribution }) };
    }
    case 'reviewed':
      return { outcome: entry.outcome.what };
    case 'merged':
      return { other: entry.absorbed.member };
    case 'absorbed':
      return { other: entry.into };
    case 'unmerged':
      return { other: entry.released.member };
    case 'released':
      return { other: entry.from };
    case 'expired':
    case 'imported':
      return {};
  }
}
