import type { Program } from '../../program/program.ts';
import type { Occasion, PaidOrder } from '../orders/order.ts';
import { enterOrder } from '../orders/purchase.ts';
import type { CapAttempts } from './cap.ts';
import { type ClawbackCause, clawBack } from './clawback.ts';
import type { Accepted } from './decision.ts';
import type { ClawedBackEntry } from './entry.ts';
import { evolve } from './ledger.ts';
import type { MemberState } from './member.ts';

/** An order that was nobody's, and what was taken back for it meanwhile, in that order. */
export interface Claimable {
  readonly order: PaidOrder;
  readonly occasion: Occasion;
  readonly clawbacks: readonly { readonly cause: ClawbackCause; readonly occasion: Occasion }[];
}

/**
 * Enters an order that was nobody's in the ledger of whose it turned out to be: decided by today's
 * program at the order's own time, and then everything that was taken back for it since, each as an
 * entry of its own, by the same rules as any other.
 */
export function claim(
  member: MemberState,
  { order, occasion, clawbacks }: Claimable,
  { receivedAt, correlationId }: Pick<Occasion, 'receivedAt' | 'correlationId'>,
  program: Program,
  attempts: CapAttempts,
): readonly [Accepted, ...Accepted[]] {
  const entered = enterOrder(
    member,
    order,
    { ...occasion, receivedAt, correlationId },
    program,
    attempts,
  );
  let state = evolve(member, entered.entry);
  const taken: Accepted<ClawedBackEntry>[] = [];
  for (const { cause, occasion: of } of clawbacks) {
    const earlier = taken.map(({ entry }) => entry);
    const on = { ...of, receivedAt, correlationId };
    const next = clawBack(state, entered.entry, earlier, cause, on, program);
    state = evolve(state, next.entry);
    taken.push(next);
  }
  return [entered, ...taken];
}
