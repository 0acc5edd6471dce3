import type { Program } from '../../program/program.ts';
import type { Occasion, Order, Refund } from '../orders/order.ts';
import type { Month } from '../time/time.ts';
import { share } from './amount.ts';
import { type Accepted, accept } from './decision.ts';
import type { ClawedBackEntry, EarnedEntry, Settlement } from './entry.ts';
import { type Hold, type Holds, moveHolds, takeHeld } from './hold.ts';
import { type Lot, type Lots, move, spendable, take } from './lots.ts';
import { type MemberState, type Present, presentAt } from './member.ts';

/** Why points of an order are taken back, or given back again. */
export type ClawbackCause =
  | { readonly reason: 'refund'; readonly refund: Refund }
  /** The refund failed or was taken back: its money never went, or came again. */
  | { readonly reason: 'refund-reversed'; readonly refund: Refund }
  | { readonly reason: 'cancellation' };

type Terms = Pick<Program, 'version' | 'timeZone' | 'overdrawn'>;

/**
 * Enters a refund, the undoing of one, or a cancellation of an order, by the rules that the order's
 * own entry recorded, never by today's.
 *
 * Clawback is cumulative: after each entry, what is settled for the order is
 * `floor(clawable points x refunded base / earning base)`, so many partial refunds take exactly
 * what one whole refund takes, and an undone refund leaves no trace in the sum.
 */
export function clawBack(
  member: MemberState,
  order: EarnedEntry,
  earlier: readonly ClawedBackEntry[],
  cause: ClawbackCause,
  occasion: Occasion,
  program: Terms,
): Accepted<ClawedBackEntry> {
  const present = presentAt(member, occasion.receivedAt, program.timeZone);
  const { state, month } = present;
  const { order: of, figures } = order;
  const base = of.earningBaseMinor;
  const before = refundedBase(of, earlier);
  const after = refundedBase(of, [...earlier, cause]);
  const clawable = order.shares.reduce((sum, s) => (s.clawedBack ? sum + s.points : sum), 0);
  const due = (refunded: number): number => (base === 0 ? 0 : share(clawable, refunded, base));
  const spent = (refunded: number): number =>
    base === 0 ? 0 : share(figures.spendMinor, refunded, base);
  const moved =
    due(after) >= due(before)
      ? takeBack(present, order, due(before), due(after), program)
      : giveBack(present, order, earlier, due(before) - due(after));
  const counted = figures.purchases > 0;
  const purchases = (counted && before === base ? 1 : 0) - (counted && after === base ? 1 : 0);
  return accept({
    ...occasion,
    kind: 'clawed-back',
    member: state.member,
    v: state.v + 1,
    program: program.version,
    shop: of.shop,
    orderId: of.orderId,
    figures: {
      month: figures.month,
      purchases,
      spendMinor: spent(before) - spent(after),
      points: due(before) - due(after),
    },
    refundedBaseMinor: after,
    settled: moved.settled,
    movements: moved.lots,
    held: moved.holds,
    debt: moved.debt,
    balance: {
      before: spendable(state.lots, month),
      after: spendable(move(state.lots, moved.lots), month),
    },
    purchases: { before: state.purchases, after: state.purchases + purchases },
    tier: { before: state.tier, after: state.tier },
    ...cause,
  });
}

/**
 * How much of the earning base is refunded: all of it when the order is cancelled, else the goods
 * part of the refunds that stand, in proportion to what was paid for goods and tax. Nothing was
 * earned on shipping, so nothing is taken for it.
 */
function refundedBase(order: Order, causes: readonly (ClawedBackEntry | ClawbackCause)[]): number {
  if (causes.some(({ reason }) => reason === 'cancellation')) return order.earningBaseMinor;
  const goods = causes.reduce((sum, cause) => {
    const refund = 'refund' in cause ? cause.refund : undefined;
    if (refund === undefined) return sum;
    const ofGoods = refund.amountMinor - refund.shippingMinor;
    return cause.reason === 'refund' ? sum + ofGoods : sum - ofGoods;
  }, 0);
  const paid = order.totalMinor - order.shippingMinor;
  if (paid <= 0) return 0;
  return Math.min(order.earningBaseMinor, share(goods, order.earningBaseMinor, paid));
}

/** What a clawback does to the member's points. */
interface Moved {
  readonly lots: Lots;
  readonly holds: Holds;
  readonly debt: number;
  readonly settled: Settlement;
}

/**
 * Settles the order's clawable points from the `from`th to the `to`th, counted through its shares
 * in turn: from where the share's own points are first, then from what expires soonest, then from
 * what is pending, then as debt or forgiven. Points of a share whose month has come have lapsed;
 * they are neither taken from others nor owed.
 */
function takeBack(
  { state, now, month }: Present,
  order: EarnedEntry,
  from: number,
  to: number,
  { overdrawn }: Terms,
): Moved {
  let { lots, holds } = state;
  let lapsed = 0;
  let gone = 0;
  let counted = 0;
  const lotMovements: Lot[] = [];
  const holdMovements: Hold[] = [];
  const fromHolds = (wanted: number, own?: Parameters<typeof takeHeld>[2]): number => {
    const source = own === undefined ? holds : holds.filter((hold) => isSame(hold, own));
    const taken = takeHeld(source, wanted);
    holds = moveHolds(holds, taken.movements);
    holdMovements.push(...taken.movements);
    return taken.missing;
  };
  for (const part of order.shares.filter(({ clawedBack }) => clawedBack)) {
    const wanted = Math.max(0, Math.min(to, counted + part.points) - Math.max(from, counted));
    counted += part.points;
    if (part.expires <= month) {
      lapsed += wanted;
      continue;
    }
    const { availableAt } = order;
    const isHeld = availableAt !== undefined && availableAt > now;
    const left = isHeld ? fromHolds(wanted, { availableAt, expires: part.expires }) : wanted;
    const taken = take(lots, left, month, part.expires);
    lots = move(lots, taken.movements);
    lotMovements.push(...taken.movements);
    gone += fromHolds(taken.missing);
  }
  return {
    lots: move([], lotMovements),
    holds: moveHolds([], holdMovements),
    debt: overdrawn === 'debt' ? gone : 0,
    settled: {
      taken: to - from - lapsed - gone,
      owed: overdrawn === 'debt' ? gone : 0,
      forgiven: overdrawn === 'forgive' ? gone : 0,
      lapsed,
    },
  };
}

function isSame(hold: Hold, own: { availableAt: number; expires: Month }): boolean {
  return hold.availableAt === own.availableAt && hold.expires === own.expires;
}

/**
 * Undoes what was settled: debt that is still owed first, then what had been forgiven or had lapsed,
 * which brings nothing back, and then the points themselves return to the months that they were
 * taken from. What of those has expired meanwhile does not come back.
 */
function giveBack(
  { state, now, month }: Present,
  order: EarnedEntry,
  earlier: readonly ClawedBackEntry[],
  points: number,
): Moved {
  const net = (of: keyof Settlement): number =>
    earlier.reduce((sum, { settled }) => sum + settled[of], 0);
  const owed = Math.min(points, net('owed'), state.debt);
  const forgiven = Math.min(points - owed, net('forgiven'));
  const lapsed = Math.min(points - owed - forgiven, net('lapsed'));
  const back = points - owed - forgiven - lapsed;
  let left = back;
  const lots: Lot[] = [];
  const holds: Hold[] = [];
  for (const { availableAt, expires, points: taken } of takenFrom(order, earlier)) {
    const part = Math.min(left, taken);
    left -= part;
    if (part === 0 || expires <= month) continue;
    if (availableAt > now) holds.push({ availableAt, expires, points: part });
    else lots.push({ expires, points: part });
  }
  return {
    lots: move([], lots),
    holds: moveHolds([], holds),
    debt: 0 - owed,
    settled: { taken: 0 - back, owed: 0 - owed, forgiven: 0 - forgiven, lapsed: 0 - lapsed },
  };
}

/**
 * Where an order's points were taken from, net of what went back, the last to expire first; behind
 * that, for debt that other earnings have paid since, the order's own months. What was pending is
 * pending again until its time.
 */
function takenFrom(order: EarnedEntry, earlier: readonly ClawedBackEntry[]): Holds {
  const { availableAt = 0 } = order;
  const taken = earlier.flatMap(({ movements, held }) => [
    ...movements.map(({ expires, points }) => ({ availableAt: 0, expires, points: 0 - points })),
    ...held.map((hold) => ({ ...hold, points: 0 - hold.points })),
  ]);
  const own = order.shares.filter(({ clawedBack }) => clawedBack);
  return [
    ...moveHolds([], taken)
      .filter(({ points }) => points > 0)
      .toSorted((a, b) => b.expires - a.expires),
    ...own.map(({ expires }) => ({ availableAt, expires, points: Number.MAX_SAFE_INTEGER })),
  ];
}
