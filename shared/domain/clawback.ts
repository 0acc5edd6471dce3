import { share } from './amount.ts';
import type { ClawedBackEntry, EarnedEntry, Settlement } from './entry.ts';
import { type Lot, type Lots, move, spendable, take } from './lots.ts';
import { type MemberState, monthOf } from './member.ts';
import type { Occasion, Order, Refund } from './order.ts';
import type { Month } from './time.ts';

/** Why points of an order are taken back. */
export type ClawbackCause =
  | { readonly reason: 'refund'; readonly refund: Refund }
  | { readonly reason: 'cancellation' };

/**
 * Enters a refund or a cancellation of an order, by the rules that the order's own entry recorded,
 * never by today's.
 *
 * Clawback is cumulative: after each entry, what is settled for the order is
 * `floor(clawable points x refunded base / earning base)`, so many partial refunds take exactly
 * what one whole refund takes.
 */
export function clawBack(
  state: MemberState,
  order: EarnedEntry,
  earlier: readonly ClawedBackEntry[],
  cause: ClawbackCause,
  occasion: Occasion,
  program: { readonly version: string; readonly timeZone: string },
): ClawedBackEntry {
  const now = monthOf(state, occasion.receivedAt, program.timeZone);
  const base = order.order.earningBaseMinor;
  const before = Math.max(0, ...earlier.map((entry) => entry.refundedBaseMinor));
  const after = Math.max(before, refundedBase(order.order, earlier, cause));
  const clawable = order.shares.reduce((sum, s) => (s.clawedBack ? sum + s.points : sum), 0);
  const due = (refunded: number): number => (base === 0 ? 0 : share(clawable, refunded, base));
  const spent = (refunded: number): number =>
    base === 0 ? 0 : share(order.spendMinor, refunded, base);
  const { movements, settled } = settle(state.lots, order, due(before), due(after), now);
  const undone = base > 0 && before < base && after === base;
  return {
    kind: 'clawed-back',
    ...cause,
    ...occasion,
    member: state.member,
    v: state.v + 1,
    program: program.version,
    shop: order.shop,
    orderId: order.orderId,
    month: order.month,
    refundedBaseMinor: after,
    settled,
    movements,
    debt: settled.owed,
    balance: {
      before: spendable(state.lots, now),
      after: spendable(move(state.lots, movements), now),
    },
    purchases: { before: state.purchases, after: state.purchases - (undone ? 1 : 0) },
    spendMinor: spent(before) - spent(after),
    tier: { before: state.tier, after: state.tier },
  };
}

/**
 * How much of the earning base is refunded: all of it when the order is cancelled, else the goods
 * part of all refunds in proportion to what was paid for goods and tax. Nothing was earned on
 * shipping, so nothing is taken for it.
 */
function refundedBase(
  order: Order,
  earlier: readonly ClawedBackEntry[],
  cause: ClawbackCause,
): number {
  const cancelled = [cause, ...earlier].some((entry) => entry.reason === 'cancellation');
  if (cancelled) return order.earningBaseMinor;
  const refunds = [...earlier, cause].flatMap((entry) =>
    'refund' in entry && entry.refund !== undefined ? [entry.refund] : [],
  );
  const goods = refunds.reduce((sum, refund) => sum + refund.amountMinor - refund.shippingMinor, 0);
  const paid = order.totalMinor - order.shippingMinor;
  if (paid <= 0) return 0;
  return Math.min(order.earningBaseMinor, share(goods, order.earningBaseMinor, paid));
}

/**
 * Settles the order's clawable points from the `from`th to the `to`th, counted through its shares
 * in turn: from the share's own lot first, then from what expires soonest, then as debt. Points of
 * a share whose month has come have lapsed; they are neither taken from others nor owed.
 */
function settle(
  lots: Lots,
  order: EarnedEntry,
  from: number,
  to: number,
  now: Month,
): { movements: Lots; settled: Settlement } {
  let left = lots;
  let lapsed = 0;
  let owed = 0;
  let counted = 0;
  const movements: Lot[] = [];
  for (const part of order.shares.filter((candidate) => candidate.clawedBack)) {
    const wanted = Math.max(0, Math.min(to, counted + part.points) - Math.max(from, counted));
    counted += part.points;
    if (part.expires <= now) {
      lapsed += wanted;
      continue;
    }
    const taken = take(left, wanted, now, part.expires);
    left = move(left, taken.movements);
    movements.push(...taken.movements);
    owed += taken.missing;
  }
  return {
    movements: move([], movements),
    settled: { taken: to - from - lapsed - owed, owed, lapsed },
  };
}
