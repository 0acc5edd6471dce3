import type { ClawedBackEntry } from '../../../shared/domain/ledger/entry.ts';
import type { Program } from '../../../shared/program/program.ts';
import { type Account, addMonth, spendable } from './account.ts';
import { holds, same, Violation } from './violation.ts';
import { type KnownOrder, root, type WorldView } from './world-view.ts';

/** How much of an order is refunded, by what was told of it so far. */
export function refundedBase({ told, refunds, isCancelled }: KnownOrder): number {
  const { earningBaseMinor: base, totalMinor, shippingMinor } = told;
  if (isCancelled) return base;
  const paid = totalMinor - shippingMinor;
  if (paid === 0) return 0;
  let goods = 0;
  for (const refund of refunds.values()) if (!refund.isReversed) goods += refund.goods;
  return Math.min(base, Math.floor((goods * base) / paid));
}

/** What should be settled in all for an order that is refunded so far. */
export function due(order: KnownOrder, refunded: number): number {
  const { earningBaseMinor: base } = order.told;
  const clawable = order.shares.reduce((sum, { points }) => sum + points, 0);
  return base === 0 ? 0 : Math.floor((clawable * refunded) / base);
}

/** A clawback is exact over all that was told of the order, by the rules that the order recorded. */
export function checkClawback(
  view: WorldView,
  account: Account,
  entry: ClawedBackEntry,
  program: Program,
  month: number,
): void {
  const order = view.orders.get(entry.orderId);
  if (order === undefined)
    throw new Violation(`clawed back order ${entry.orderId}, which is not known`);
  same(account.member, root(view, order.member), `whose order ${entry.orderId} is`);
  const before = refundedBase(order);
  apply(view, order, entry);
  const after = refundedBase(order);
  same(entry.refundedBaseMinor, after, `how much of order ${entry.orderId} is refunded`);

  const [was, is] = [due(order, before), due(order, after)];
  const { taken, owed, forgiven, lapsed } = entry.settled;
  same(taken + owed + forgiven + lapsed, is - was, `points settled for order ${entry.orderId}`);
  if (is >= was) checkTaking(account, order, entry, program, month, was, is);
  else checkReturning(account, order, entry, month, was - is);

  const { earningBaseMinor: base } = order.told;
  const spend = (refunded: number): number =>
    base === 0 ? 0 : Math.floor((order.spendMinor * refunded) / base);
  const whole = (refunded: number): number => (base > 0 && refunded === base ? 1 : 0);
  const figures = {
    month: order.month,
    purchases: whole(before) - whole(after),
    spendMinor: spend(before) - spend(after),
    points: was - is,
  };
  same(entry.figures, figures, 'figures of the clawback');
  same(entry.tier.after, account.tier, 'tier after a clawback');
  account.purchases += figures.purchases;
  account.spendMinor += figures.spendMinor;
  addMonth(account, figures.month, figures);
  const settled = order.settled;
  order.settled = {
    taken: settled.taken + taken,
    owed: settled.owed + owed,
    forgiven: settled.forgiven + forgiven,
    lapsed: settled.lapsed + lapsed,
  };
  order.takenFromLots -= sum(entry.movements);
  order.takenFromPending -= sum(entry.held);
  for (const { expires } of [...entry.movements, ...entry.held]) order.months.add(expires);
}

/** Each cause counts once, and is one that the shop told of. */
function apply(view: WorldView, order: KnownOrder, entry: ClawedBackEntry): void {
  const told = view.told.afterwards.get(entry.orderId) ?? [];
  if (entry.reason === 'cancellation') {
    holds(
      told.some(({ does }) => does === 'cancel'),
      'nobody told of this cancellation',
    );
    holds(!order.isCancelled, `order ${entry.orderId} was cancelled twice`);
    order.isCancelled = true;
    return;
  }
  const { refundId = '', amountMinor = 0, shippingMinor = 0 } = entry.refund ?? {};
  const refund = order.refunds.get(refundId);
  if (entry.reason === 'refund') {
    const asTold = told.some(
      (one) =>
        one.does === 'refund' &&
        one.refundId === refundId &&
        one.amountMinor === amountMinor &&
        one.shippingMinor === shippingMinor,
    );
    holds(asTold, `nobody told of ${refundId} like this`);
    holds(refund === undefined, `${refundId} of ${entry.orderId} counted twice`);
    order.refunds.set(refundId, { goods: amountMinor - shippingMinor, isReversed: false });
    return;
  }
  holds(refund !== undefined && !refund.isReversed, `${refundId} was undone without standing`);
  if (refund !== undefined) {
    same(amountMinor - shippingMinor, refund.goods, 'what an undone refund gives back');
    refund.isReversed = true;
  }
}

/** Points are taken from where they are first, and only what is gone is owed or forgiven. */
function checkTaking(
  account: Account,
  order: KnownOrder,
  entry: ClawedBackEntry,
  program: Program,
  month: number,
  from: number,
  to: number,
): void {
  const { taken, owed, forgiven, lapsed } = entry.settled;
  same(0 - sum(entry.movements) - sum(entry.held), taken, 'points taken');
  holds(
    [...entry.movements, ...entry.held].every(({ points }) => points < 0),
    'a refund gave points',
  );
  same(entry.debt, owed, 'debt made');
  holds(owed === 0 || program.overdrawn === 'debt', 'made a debt though the program forgives');
  holds(forgiven === 0 || program.overdrawn === 'forgive', 'forgave though the program does not');
  const alive =
    spendable(account, month) + account.pending.reduce((s, { points }) => s + points, 0);
  const isGone = owed + forgiven > 0;
  holds(!isGone || taken === alive, `${owed + forgiven} were said to be gone with ${alive} there`);

  let counted = 0;
  let expired = 0;
  for (const { points, expires } of order.shares) {
    const part = Math.max(0, Math.min(to, counted + points) - Math.max(from, counted));
    if (expires <= month) expired += part;
    counted += points;
  }
  same(lapsed, expired, 'points settled as lapsed');

  checkOwnFirst(account, order, entry, month);
}

/** Points from elsewhere go only where those of the order itself are not enough. */
function checkOwnFirst(
  account: Account,
  order: KnownOrder,
  entry: ClawedBackEntry,
  month: number,
): void {
  const own = new Set(order.shares.map(({ expires }) => expires).filter((at) => at > month));
  const isForeign = entry.movements.some(({ expires }) => !own.has(expires));
  const emptied = [...own].some((expires) => {
    const moved = entry.movements.find((lot) => lot.expires === expires)?.points ?? 0;
    return (account.lots.get(expires) ?? 0) + moved === 0;
  });
  holds(!isForeign || emptied, 'took from elsewhere with the order’s own points there');
  const { availableAt = 0 } = order;
  if (availableAt <= account.asOf || own.size > 1) return;
  const isOwn = (held: { availableAt: number; expires: number }): boolean =>
    held.availableAt === availableAt && own.has(held.expires);
  const left = sum(account.pending.filter(isOwn)) + sum(entry.held.filter(isOwn));
  const isElsewhere = entry.movements.length > 0 || !entry.held.every(isOwn);
  holds(left === 0 || !isElsewhere, 'took from elsewhere with the order’s own points pending');
}

/** An undone refund gives back what was taken, debt and expired points excepted. */
function checkReturning(
  account: Account,
  order: KnownOrder,
  entry: ClawedBackEntry,
  month: number,
  points: number,
): void {
  const { settled } = order;
  const owed = Math.min(points, settled.owed, account.debt);
  same(entry.debt, 0 - owed, 'debt undone');
  const forgiven = Math.min(points - owed, settled.forgiven);
  const lapsed = Math.min(points - owed - forgiven, settled.lapsed);
  const back = points - owed - forgiven - lapsed;
  const returned = sum(entry.movements) + sum(entry.held);
  holds(returned <= back, `gave ${returned} back of ${back}`);
  holds(
    entry.movements.every((lot) => lot.points > 0),
    'giving back took points',
  );
  const isAllAlive = [...order.months].every((expires) => expires > month);
  holds(!isAllAlive || returned === back, `gave ${returned} back of ${back}, none expired`);
  // What was pending when it was taken is pending again, if its time has not come.
  const isHeld = order.availableAt !== undefined && order.availableAt > account.asOf;
  holds(
    !isHeld || sum(entry.movements) <= order.takenFromLots,
    'points that were pending came back to be spent at once',
  );
}

function sum(lots: readonly { readonly points: number }[]): number {
  return lots.reduce((total, { points }) => total + points, 0);
}
