import type { Program } from '../../program/program.ts';
import type { Occasion } from '../orders/order.ts';
import type { Month } from '../time/time.ts';
import { accept, type Decision, refuse } from './decision.ts';
import type { ExpiredEntry } from './entry.ts';
import { spendable } from './lots.ts';
import { type MemberState, presentAt } from './member.ts';

/** The first month whose points are expired and still in the ledger; undefined when none are. */
export function dueExpiry(state: MemberState, now: Month): Month | undefined {
  return state.lots.find((lot) => lot.expires <= now)?.expires;
}

/**
 * Takes the points of a month that has come out of the ledger. They counted for nothing before,
 * so the balance stays.
 */
export function expire(
  member: MemberState,
  expired: Month,
  occasion: Occasion,
  program: Program,
): Decision<ExpiredEntry> {
  const { state, month } = presentAt(member, occasion.receivedAt, program.timeZone);
  const lot = state.lots.find(({ expires }) => expires === expired);
  if (lot === undefined || expired > month) return refuse({ reason: 'nothing-expired' });
  const balance = spendable(state.lots, month);
  return accept({
    kind: 'expired',
    ...occasion,
    member: state.member,
    v: state.v + 1,
    program: program.version,
    month: expired,
    points: lot.points,
    movements: [{ expires: expired, points: 0 - lot.points }],
    held: [],
    debt: 0,
    balance: { before: balance, after: balance },
    purchases: { before: state.purchases, after: state.purchases },
    tier: { before: state.tier, after: state.tier },
  });
}
