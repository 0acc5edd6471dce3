import type { Entry } from '../../shared/domain/entry.ts';
import { pointsClawedBack, pointsEarned } from '../../shared/events/ledger-facts.ts';
import { type BusEntry, busEntry } from '../../shared/events/publish.ts';

/** The fact that tells of an entry. It is made from the entry alone, so a repeat says the same. */
export function factOf(entry: Entry): BusEntry {
  const fact = {
    id: `${entry.member}.${entry.v}`,
    member: entry.member,
    v: entry.v,
    shop: entry.shop,
    orderId: entry.orderId,
    points: entry.balance.after - entry.balance.before,
    balance: entry.balance,
    purchases: entry.purchases,
    tier: entry.tier,
    program: entry.program,
    occurredAt: new Date(entry.occurredAt).toISOString(),
    receivedAt: new Date(entry.receivedAt).toISOString(),
    correlationId: entry.correlationId,
  };
  if (entry.kind === 'clawed-back') {
    const detail = { ...fact, tierChange: 'none' as const, reason: entry.reason };
    return busEntry(pointsClawedBack, detail, entry.receivedAt);
  }
  const detail = {
    ...fact,
    tierChange: entry.tier.before === entry.tier.after ? ('none' as const) : ('up' as const),
    ...(entry.rewards.length === 0 ? {} : { rewards: [...entry.rewards] }),
  };
  return busEntry(pointsEarned, detail, entry.receivedAt);
}
