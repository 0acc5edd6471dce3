import { type CapAttempts, FIRST_ATTEMPT } from '../domain/ledger/cap.ts';
import type { ClawbackCause } from '../domain/ledger/clawback.ts';
import type { RefusalReason } from '../domain/ledger/decision.ts';
import type {
  AdjustedEntry,
  ClawedBackEntry,
  EarnedEntry,
  Entry,
  RedeemedEntry,
} from '../domain/ledger/entry.ts';
import { type Command, decide } from '../domain/ledger/ledger.ts';
import type { MemberState } from '../domain/ledger/member.ts';
import { budgetOf, costBudgetOf } from '../domain/orders/campaign.ts';
import { donatedWith, donationCount } from '../domain/orders/donation.ts';
import { nameOfMonth } from '../domain/rewards/draw-month.ts';
import type { Program } from '../program/program.ts';
import { asRecorded } from './as-recorded.ts';
import { keepOrder, needsLines } from './kept-order.ts';

/** What later entries of the same ledgers refer to, as the program that is tried made it. */
export interface Memory {
  readonly orders: Map<string, { entry: EarnedEntry; readonly clawbacks: ClawedBackEntry[] }>;
  readonly redemptions: Map<string, RedeemedEntry>;
}

/** What became of an entry under another program. */
export type Retold =
  | { readonly became: 'entry'; readonly entry: Entry }
  /** An order that the program cannot be asked about; it earned what it had earned. */
  | { readonly became: 'kept'; readonly entry: EarnedEntry }
  /** It could not have happened. */
  | { readonly became: 'refused'; readonly reason: RefusalReason['reason'] }
  /** There was nothing for it to do: it undoes or sweeps what was not there. */
  | { readonly became: 'nothing' };

export function emptyMemory(): Memory {
  return { orders: new Map(), redemptions: new Map() };
}

/** Remembers what refunds and restorations will name. */
export function remember({ orders, redemptions }: Memory, entry: Entry): void {
  switch (entry.kind) {
    case 'earned':
      orders.set(orderKey(entry.order), { entry, clawbacks: [] });
      break;
    case 'clawed-back':
      orders.get(orderKey(entry))?.clawbacks.push(entry);
      break;
    case 'redeemed':
      redemptions.set(entry.redemption, entry);
      break;
  }
}

/**
 * Asks a program about what an entry records, in the state that the member would have been in by
 * then, at the entry's own times. Merges, which take two ledgers, are told elsewhere.
 */
export function retell(state: MemberState, entry: Entry, program: Program, memory: Memory): Retold {
  switch (entry.kind) {
    case 'earned':
      return needsLines(entry, program)
        ? { became: 'kept', entry: keepOrder(state, entry, program) }
        : decided(state, { type: 'enter-order', order: entry.order }, entry, program);
    case 'clawed-back': {
      const of = memory.orders.get(orderKey(entry));
      if (of === undefined) return { became: 'entry', entry: asRecorded(state, entry, program) };
      const { entry: order, clawbacks: earlier } = of;
      const command: Command = { type: 'claw-back', order, earlier, cause: causeOf(entry) };
      return decided(state, command, entry, program);
    }
    case 'redeemed':
      return decided(state, redemptionOf(entry), entry, program);
    case 'restored': {
      const redeemed = memory.redemptions.get(entry.redemption);
      if (redeemed === undefined) return { became: 'nothing' };
      return decided(state, { type: 'restore', redeemed }, entry, program);
    }
    case 'expired': {
      const swept = decided(state, { type: 'expire', month: entry.month }, entry, program);
      return swept.became === 'refused' ? { became: 'nothing' } : swept;
    }
    case 'adjusted':
      return decided(state, adjustmentOf(entry), entry, program);
    case 'reviewed': {
      const { outcome } = entry;
      if (!('month' in outcome)) break;
      const request = { of: 'month', month: outcome.month } as const;
      const reviewed = decided(state, { type: 'review', request }, entry, program);
      return reviewed.became === 'refused' ? { became: 'nothing' } : reviewed;
    }
  }
  return { became: 'entry', entry: asRecorded(state, entry, program) };
}

function decided(state: MemberState, command: Command, entry: Entry, program: Program): Retold {
  const decision = decide(state, command, occasionOf(entry), program, attemptsOf(entry, program));
  return decision.ok
    ? { became: 'entry', entry: decision.entry }
    : { became: 'refused', reason: decision.reason };
}

/** When an entry came about: what a decision made again is told. */
export function occasionOf({ occurredAt, receivedAt, correlationId }: Entry) {
  return { occurredAt, receivedAt, correlationId };
}

/**
 * What the caps said. Entries that this very program made had them as they were then; what another
 * one made says nothing of this one's, which are added up and refuse nobody.
 */
function attemptsOf(entry: Entry, { version, campaigns, donation }: Program): CapAttempts {
  if (entry.program !== version || !('uses' in entry)) return FIRST_ATTEMPT;
  const exhausted = entry.kind === 'earned' ? exhaustedFor(entry, campaigns) : [];
  const full = entry.kind === 'earned' && donation !== undefined ? donationsFullFor(entry) : [];
  if (entry.uses.length === 0 && exhausted.length === 0 && full.length === 0) return FIRST_ATTEMPT;
  const refused = new Map<string, number>([
    ...entry.uses.map(({ cap, slice }) => [cap, slice] as const),
    ...[...exhausted, ...full].map((cap) => [cap, Number.MAX_SAFE_INTEGER] as const),
  ]);
  return { start: 0, refusals: (cap) => refused.get(cap) ?? 0 };
}

function exhaustedFor(
  { exhausted }: EarnedEntry,
  campaigns: Program['campaigns'],
): readonly string[] {
  return campaigns
    .filter(({ id }) => exhausted.includes(id))
    .flatMap((campaign) => [budgetOf(campaign), costBudgetOf(campaign)]);
}

/** An order that gave nothing away came when the month's most was given. */
function donationsFullFor(entry: EarnedEntry): readonly string[] {
  return donatedWith(entry) > 0 ? [] : [donationCount(nameOfMonth(entry.figures.month))];
}

function causeOf({ reason, refund }: ClawedBackEntry): ClawbackCause {
  return reason === 'cancellation' || refund === undefined
    ? { reason: 'cancellation' }
    : { reason, refund };
}

function redemptionOf({ redemption, request, points, purpose }: RedeemedEntry): Command {
  if (purpose.for === 'checkout') {
    const wish = { for: 'checkout', points, currency: purpose.currency } as const;
    return { type: 'redeem', request: { redemption, request, wish } };
  }
  const { reward, cash } = purpose;
  const wish = { for: 'reward', reward, ...(cash && { currency: cash.currency }) } as const;
  return { type: 'redeem', request: { redemption, request, wish } };
}

function adjustmentOf({ adjustment, request, points, reason, by }: AdjustedEntry): Command {
  return { type: 'adjust', request: { adjustment, request, points, reason, by } };
}

function orderKey({ shop, orderId }: { readonly shop: string; readonly orderId: string }): string {
  return `${shop}#${orderId}`;
}
