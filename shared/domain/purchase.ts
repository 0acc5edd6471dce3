import type { EarningRule, Program, Tier } from '../program/program.ts';
import { share } from './amount.ts';
import type { EarnedEntry, NothingEarned, Share } from './entry.ts';
import { type Lot, type Lots, move, spendable } from './lots.ts';
import { type MemberState, monthOf } from './member.ts';
import type { Occasion, Order } from './order.ts';
import { rankOf, tierAfterPurchase, tiersBetween } from './tier.ts';
import { expiryMonth, type Month, monthAt } from './time.ts';

/** What each kind of earning rule gives for an order, before any multiplier, as a fraction. */
const rates: Readonly<
  Record<
    EarningRule['kind'],
    (order: Order, currency: Currency) => { amountMinor: number; perPointMinor: number }
  >
> = {
  'per-amount': (order, currency) => ({
    amountMinor: order.earningBaseMinor,
    perPointMinor: currency.perPointMinor,
  }),
};

type Currency = Program['currencies'][string];

/**
 * Enters a paid order: what it earns, whether it counts as a purchase, and the tier it reaches.
 *
 * The multiplier is that of the tier held before the order. Points on reaching a tier, the welcome
 * points among them, are shares of the same entry, so that they are right at once.
 */
export function enterOrder(
  state: MemberState,
  order: Order,
  occasion: Occasion,
  program: Program,
): EarnedEntry {
  const now = monthOf(state, occasion.receivedAt, program.timeZone);
  const currency = program.currencies[order.currency];
  const counts = order.earningBaseMinor > 0;
  const purchases = state.purchases + (counts ? 1 : 0);
  const tier = counts ? tierAfterPurchase(program, state.tier, { purchases }) : state.tier;
  const gained = tiersBetween(program, state.tier, tier);
  const shares =
    counts && currency !== undefined
      ? [
          ...orderShares(state, order, occasion, program, currency),
          ...tierShares(state, tier, occasion, program),
        ]
      : [];
  const credit = creditShares(shares, state.debt, now);
  const before = spendable(state.lots, now);
  const nothingEarned: NothingEarned | undefined = !counts
    ? 'nothing-to-earn-on'
    : currency === undefined
      ? 'currency-not-listed'
      : undefined;
  return {
    kind: 'earned',
    ...occasion,
    member: state.member,
    v: state.v + 1,
    program: program.version,
    shop: order.shop,
    orderId: order.orderId,
    month: monthAt(occasion.occurredAt, program.timeZone),
    order,
    shares,
    movements: credit.movements,
    debt: 0 - credit.paid,
    lapsed: credit.lapsed,
    balance: { before, after: spendable(move(state.lots, credit.movements), now) },
    purchases: { before: state.purchases, after: purchases },
    spendMinor:
      currency === undefined
        ? 0
        : share(order.earningBaseMinor, currency.worthBaseMinor, currency.perPointMinor),
    tier: { before: state.tier, after: tier },
    rewards: gained.flatMap((reached) => reached.rewards),
    ...(nothingEarned === undefined ? {} : { nothingEarned }),
  };
}

function orderShares(
  state: MemberState,
  order: Order,
  occasion: Occasion,
  program: Program,
  currency: Currency,
): Share[] {
  const multiplierBps = program.tiers[rankOf(program, state.tier)]?.multiplierBps ?? 10_000;
  return program.earning.map((rule) => {
    const { amountMinor, perPointMinor } = rates[rule.kind](order, currency);
    return {
      rule: rule.id,
      points: share(amountMinor, multiplierBps, perPointMinor * 10_000),
      expires: expiryMonth(occasion.occurredAt, rule.validity, program.timeZone),
      multiplierBps,
      clawedBack: true,
    };
  });
}

/**
 * Points for every tier up to the one held that were never given to this member: also those of an
 * order that could not earn them because its currency is not listed.
 */
function tierShares(
  state: MemberState,
  tier: string | null,
  occasion: Occasion,
  program: Program,
): Share[] {
  return tiersBetween(program, null, tier).flatMap((reached): Share[] => {
    const rule = tierRule(reached);
    if (reached.pointsOnReaching === undefined || state.givenOnce.includes(rule)) return [];
    const { points, validity } = reached.pointsOnReaching;
    const expires = expiryMonth(occasion.occurredAt, validity, program.timeZone);
    return [{ rule, points, expires, multiplierBps: 10_000, clawedBack: false }];
  });
}

function tierRule(tier: Tier): string {
  return `tier:${tier.id}`;
}

/** Shares given once in a lifetime, which the member's state remembers. */
export function isGivenOnce(given: Share): boolean {
  return given.rule.startsWith('tier:');
}

/** Debt is paid first; nothing enters a lot whose month has come. */
function creditShares(
  shares: readonly Share[],
  debt: number,
  now: Month,
): { movements: Lots; paid: number; lapsed: number } {
  let paid = 0;
  let lapsed = 0;
  const movements: Lot[] = [];
  for (const { points, expires } of shares) {
    if (expires <= now) {
      lapsed += points;
      continue;
    }
    const toDebt = Math.min(points, debt - paid);
    paid += toDebt;
    if (points > toDebt) movements.push({ expires, points: points - toDebt });
  }
  return { movements: move([], movements), paid, lapsed };
}
