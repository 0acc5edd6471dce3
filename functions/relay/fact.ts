import type { Entry } from '../../shared/domain/ledger/entry.ts';
import { pending } from '../../shared/domain/ledger/hold.ts';
import {
  factsByKind,
  type LedgerFact,
  pointsAwarded,
  pointsClawedBack,
  pointsExpired,
  tierReviewed,
} from '../../shared/events/ledger-facts.ts';
import { type BusEntry, busEntry } from '../../shared/events/publish.ts';
import { reviewOf } from './review.ts';

/** The fact that tells of an entry. It is made from the entry alone, so a repeat says the same. */
export function factOf(entry: Entry): BusEntry {
  const fact: LedgerFact = {
    id: `${entry.member}.${entry.v}`,
    member: entry.member,
    v: entry.v,
    ...orderOf(entry),
    points: entry.balance.after - entry.balance.before,
    ...pendingOf(entry),
    balance: entry.balance,
    purchases: entry.purchases,
    tier: entry.tier,
    tierChange: tierChangeOf(entry),
    ...rewardsOf(entry),
    program: entry.program,
    occurredAt: new Date(entry.occurredAt).toISOString(),
    receivedAt: new Date(entry.receivedAt).toISOString(),
    correlationId: entry.correlationId,
  };
  if (entry.kind === 'clawed-back') {
    return busEntry(pointsClawedBack, { ...fact, reason: entry.reason }, entry.receivedAt);
  }
  if (entry.kind === 'awarded') {
    return busEntry(pointsAwarded, { ...fact, cause: entry.cause }, entry.receivedAt);
  }
  if (entry.kind === 'expired') {
    return busEntry(pointsExpired, { ...fact, expired: entry.points }, entry.receivedAt);
  }
  if (entry.kind === 'reviewed') {
    return busEntry(tierReviewed, { ...fact, ...reviewOf(entry.outcome) }, entry.receivedAt);
  }
  return busEntry(factsByKind[entry.kind], fact, entry.receivedAt);
}

/** Only a review takes a tier away from a member who stays one. */
function tierChangeOf(entry: Entry): LedgerFact['tierChange'] {
  if (entry.tier.before === entry.tier.after || isLeaving(entry)) return 'none';
  return entry.kind === 'reviewed' ? 'down' : 'up';
}

function orderOf(entry: Entry): { shop?: string; orderId?: string } {
  if (entry.kind === 'earned') return { shop: entry.order.shop, orderId: entry.order.orderId };
  return entry.kind === 'clawed-back' ? { shop: entry.shop, orderId: entry.orderId } : {};
}

/** An order's points are pending until one instant, all of them. */
function pendingOf(entry: Entry): Pick<LedgerFact, 'pendingPoints' | 'availableAt'> {
  if (entry.kind !== 'earned' || entry.availableAt === undefined) return {};
  return {
    pendingPoints: pending(entry.held),
    availableAt: new Date(entry.availableAt).toISOString(),
  };
}

function rewardsOf(entry: Entry): { rewards?: string[] } {
  const brings = 'rewards' in entry ? entry.rewards : [];
  return brings.length === 0 ? {} : { rewards: [...brings] };
}

/** Ledgers that go into another one, or out of it, lose no tier: the other one has it. */
function isLeaving({ kind }: Entry): boolean {
  return kind === 'absorbed' || kind === 'unmerged';
}
