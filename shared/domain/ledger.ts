import type { Program } from '../program/program.ts';
import { type ClawbackCause, clawBack } from './clawback.ts';
import type { ClawedBackEntry, EarnedEntry, Entry } from './entry.ts';
import { addFigures } from './figures.ts';
import { move } from './lots.ts';
import type { MemberState } from './member.ts';
import { newMember } from './member.ts';
import type { Occasion, Order } from './order.ts';
import { enterOrder, isGivenOnce } from './purchase.ts';

/** What a member's ledger can be asked to enter. */
export type Command =
  | { readonly type: 'enter-order'; readonly order: Order; readonly occasion: Occasion }
  | {
      readonly type: 'claw-back';
      /** The entry of the order that is refunded or cancelled. */
      readonly order: EarnedEntry;
      /** Everything that was taken back for that order before. */
      readonly earlier: readonly ClawedBackEntry[];
      readonly cause: ClawbackCause;
      readonly occasion: Occasion;
    };

/** The entry that a command makes. It depends on its arguments alone. */
export function decide(state: MemberState, command: Command, program: Program): Entry {
  switch (command.type) {
    case 'enter-order':
      return enterOrder(state, command.order, command.occasion, program);
    case 'claw-back':
      return clawBack(
        state,
        command.order,
        command.earlier,
        command.cause,
        command.occasion,
        program,
      );
  }
}

/** The state after an entry. It needs no program: an entry says all that it changes. */
export function evolve(state: MemberState, entry: Entry): MemberState {
  const purchases = entry.purchases.after - entry.purchases.before;
  const entered = entry.kind === 'earned' && purchases > 0;
  return {
    member: state.member,
    v: entry.v,
    asOf: Math.max(state.asOf, entry.receivedAt),
    lots: move(state.lots, entry.movements),
    debt: state.debt + entry.debt,
    figures: addFigures(state.figures, {
      month: entry.month,
      purchases,
      spendMinor: entry.spendMinor,
      points: pointsOf(entry),
    }),
    purchases: entry.purchases.after,
    spendMinor: state.spendMinor + entry.spendMinor,
    lastOrderAt: entered ? Math.max(state.lastOrderAt, entry.occurredAt) : state.lastOrderAt,
    tier: entry.tier.after,
    tierSince: entry.tier.after === entry.tier.before ? state.tierSince : entry.occurredAt,
    givenOnce: [...state.givenOnce, ...givenOnce(entry)],
  };
}

/** The state that a member's entries amount to, in the order of their `v`. */
export function replay(member: string, entries: readonly Entry[]): MemberState {
  return entries.reduce(evolve, newMember(member));
}

/** The points that an order earned, or that were taken back of what it had earned. */
export function pointsOf(entry: Entry): number {
  if (entry.kind === 'earned') return entry.shares.reduce((sum, given) => sum + given.points, 0);
  return 0 - (entry.settled.taken + entry.settled.owed + entry.settled.lapsed);
}

function givenOnce(entry: Entry): string[] {
  if (entry.kind !== 'earned') return [];
  return entry.shares.filter(isGivenOnce).map((given) => given.rule);
}
