import type { ClawbackCause } from '../../shared/domain/clawback.ts';
import type { ClawedBackEntry, EarnedEntry, Entry } from '../../shared/domain/entry.ts';
import { type Command, decide, evolve } from '../../shared/domain/ledger.ts';
import { type MemberState, newMember } from '../../shared/domain/member.ts';
import type { Order } from '../../shared/domain/order.ts';
import { loadProgram } from '../../shared/program/load.ts';
import { fourTierLadder } from '../../shared/program/presets/four-tier-ladder.ts';
import type { Program } from '../../shared/program/program.ts';

export const ladder: Program = loadProgram(fourTierLadder);

/** A member's id, as good as any. */
export const MEMBER = 'Zr8u0s7CqkqvJ1nq0uWf2A';

/** An order of `base` minor units of goods; what is not said of it is as plain as can be. */
export function anOrder(orderId: string, base: number, more: Partial<Order> = {}): Order {
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
export function memberLedger(program: Program = ladder) {
  let state: MemberState = newMember(MEMBER);
  const entries: Entry[] = [];

  const enter = (command: Command): Entry => {
    const entry = decide(state, command, program);
    entries.push(entry);
    state = evolve(state, entry);
    return entry;
  };
  const occasion = (at: string) => ({
    occurredAt: Date.parse(at),
    receivedAt: Date.parse(at),
    correlationId: 'a-trace',
  });

  return {
    entries,
    get state(): MemberState {
      return state;
    },
    order(order: Order, at = '2026-03-10T12:00:00Z'): EarnedEntry {
      const entry = enter({ type: 'enter-order', order, occasion: occasion(at) });
      if (entry.kind !== 'earned') throw new Error('an order made no earning');
      return entry;
    },
    refund(orderId: string, amountMinor: number, more: { shipping?: number; at?: string } = {}) {
      const refundId = `r${entries.length}`;
      const refund = { refundId, amountMinor, shippingMinor: more.shipping ?? 0 };
      return clawBack(orderId, { reason: 'refund', refund }, more.at);
    },
    cancel(orderId: string, at?: string) {
      return clawBack(orderId, { reason: 'cancellation' }, at);
    },
  };

  function clawBack(orderId: string, cause: ClawbackCause, at = '2026-03-11T12:00:00Z') {
    const own = entries.filter((entry) => entry.orderId === orderId);
    const order = own.find((entry): entry is EarnedEntry => entry.kind === 'earned');
    if (order === undefined) throw new Error(`there is no order ${orderId}`);
    const earlier = own.filter((entry): entry is ClawedBackEntry => entry.kind === 'clawed-back');
    const entry = enter({ type: 'claw-back', order, earlier, cause, occasion: occasion(at) });
    if (entry.kind !== 'clawed-back') throw new Error('a clawback made no clawback');
    return entry;
  }
}
