import { attempt, type CapAttempts, refusedAlso } from '../../shared/domain/ledger/cap.ts';
import type { ClawbackCause } from '../../shared/domain/ledger/clawback.ts';
import type { Decision } from '../../shared/domain/ledger/decision.ts';
import type {
  ClawedBackEntry,
  EarnedEntry,
  Entry,
  EntryKind,
  RedeemedEntry,
  RestoredEntry,
} from '../../shared/domain/ledger/entry.ts';
import { type Command, decide, evolve } from '../../shared/domain/ledger/ledger.ts';
import { balanceAt, type MemberState, newMember } from '../../shared/domain/ledger/member.ts';
import type { Wish } from '../../shared/domain/ledger/redemption.ts';
import type { Occasion, PaidOrder } from '../../shared/domain/orders/order.ts';
import { loadProgram } from '../../shared/program/load.ts';
import { fourTierLadder } from '../../shared/program/presets/four-tier-ladder.ts';
import type { Program } from '../../shared/program/program.ts';

export const ladder: Program = loadProgram(fourTierLadder);

/** A member's id, as good as any. */
export const MEMBER = 'Zr8u0s7CqkqvJ1nq0uWf2A';

/** An order of `base` minor units of goods; what is not said of it is as plain as can be. */
export function anOrder(orderId: string, base: number, more: Partial<PaidOrder> = {}): PaidOrder {
  return {
    shop: 'birdhouse',
    orderId,
    orderNumber: `#${orderId}`,
    currency: 'EUR',
    totalMinor: base,
    shippingMinor: 0,
    earningBaseMinor: base,
    ...more,
  };
}

/** One member's ledger in memory: what it is told, it enters, as the table would. */
export function memberLedger(program: Program = ladder, member: string = MEMBER) {
  let state: MemberState = newMember(member);
  let keys = 0;
  const entries: Entry[] = [];

  const tell = (command: Command, at: string, attempts?: CapAttempts): Decision => {
    const decision = decide(state, command, occasionAt(at), program, attempts);
    if (decision.ok) {
      entries.push(decision.entry);
      state = evolve(state, decision.entry);
    }
    return decision;
  };

  return {
    entries,
    get state(): MemberState {
      return state;
    },
    get balance(): number {
      return balanceAt(state, state.asOf, program.timeZone);
    },
    tell,
    enter: (entry: Entry): void => {
      entries.push(entry);
      state = evolve(state, entry);
    },
    order(order: PaidOrder, at = '2026-03-10T12:00:00Z', attempts?: CapAttempts): EarnedEntry {
      return entryOf('earned', tell({ type: 'enter-order', order }, at, attempts));
    },
    refund(orderId: string, amountMinor: number, more: { shipping?: number; at?: string } = {}) {
      const refundId = `r${entries.length}`;
      const refund = { refundId, amountMinor, shippingMinor: more.shipping ?? 0 };
      return clawBack(orderId, { reason: 'refund', refund }, more.at);
    },
    /** Undoes a refund of an order. */
    reverse(refunded: ClawedBackEntry, at?: string) {
      if (refunded.refund === undefined) throw new Error('a cancellation is not undone');
      const { orderId, refund } = refunded;
      return clawBack(orderId, { reason: 'refund-reversed', refund }, at);
    },
    cancel(orderId: string, at?: string) {
      return clawBack(orderId, { reason: 'cancellation' }, at);
    },
    redeem(wish: Wish, at = '2026-03-12T12:00:00Z', attempts?: CapAttempts): Decision {
      keys += 1;
      const request = { redemption: `redemption-${keys}`, request: 'a-hash', wish };
      return tell({ type: 'redeem', request }, at, attempts);
    },
    restore(redeemed: RedeemedEntry, at = '2026-03-13T12:00:00Z'): RestoredEntry {
      return entryOf('restored', tell({ type: 'restore', redeemed }, at));
    },
  };

  function clawBack(orderId: string, cause: ClawbackCause, at = '2026-03-11T12:00:00Z') {
    const order = entries
      .filter((entry) => entry.kind === 'earned')
      .find((entry) => entry.order.orderId === orderId);
    if (order === undefined) throw new Error(`there is no order ${orderId}`);
    const earlier = entries
      .filter((entry) => entry.kind === 'clawed-back')
      .filter((entry) => entry.orderId === orderId);
    return entryOf('clawed-back', tell({ type: 'claw-back', order, earlier, cause }, at));
  }
}

/** The entry of this kind that a decision made. */
export function entryOf<Kind extends EntryKind>(
  kind: Kind,
  decision: Decision,
): Extract<Entry, { kind: Kind }> {
  if (!decision.ok) throw new Error(`refused: ${decision.reason}`);
  if (decision.entry.kind !== kind) throw new Error(`made a ${decision.entry.kind}, no ${kind}`);
  return decision.entry as Extract<Entry, { kind: Kind }>;
}

export function occasionAt(at: string): Occasion {
  return { occurredAt: Date.parse(at), receivedAt: Date.parse(at), correlationId: 'a-trace' };
}

/** An attempt at an entry after one slice of a cap has refused so many units. */
export function refusedOnce(cap: string, units: number): CapAttempts {
  return attempt(0, refusedAlso({}, { cap, units }));
}
