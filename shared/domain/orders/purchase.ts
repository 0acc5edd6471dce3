import type { Program, Tier } from '../../program/program.ts';
import { share } from '../ledger/amount.ts';
import type { CapAttempts } from '../ledger/cap.ts';
import { credit } from '../ledger/credit.ts';
import { type Accepted, accept } from '../ledger/decision.ts';
import type { EarnedEntry, NothingEarned, Share } from '../ledger/entry.ts';
import type { OrderFigures } from '../ledger/figures.ts';
import { move, spendable } from '../ledger/lots.ts';
import { type MemberState, presentAt } from '../ledger/member.ts';
import { standingOf, tierAfterPurchase, tiersBetween } from '../tiers/tier.ts';
import { DAY, expiryMonth, type Instant, monthAt } from '../time/time.ts';
import { donationClaims } from './donation.ts';
import { growthShares } from './earning.ts';
import type { Occasion, PaidOrder } from './order.ts';
import { checkoutOf } from './sale.ts';
import { NO_TAKINGS, pointsIn, takingsOf } from './takings.ts';

/**
 * Enters a paid order: what it earns, whether it counts as a purchase, and the tier it reaches.
 *
 * The multiplier is that of the tier held before the order, or a campaign's if that is larger.
 * Points on reaching a tier, the welcome points among them, are shares of the same entry, so that
 * they are right at once.
 */
export function enterOrder(
  member: MemberState,
  paid: PaidOrder,
  occasion: Occasion,
  program: Program,
  attempts: CapAttempts,
): Accepted<EarnedEntry> {
  const present = presentAt(member, occasion.receivedAt, program.timeZone);
  const { state, now, month } = present;
  const { lines: _, ...order } = paid;
  const currency = program.currencies[order.currency];
  const noPurchase = whyNoPurchase(state, paid, occasion.occurredAt, program);
  const counts = noPurchase === undefined;
  const sale =
    counts && currency !== undefined
      ? { ...checkoutOf(present, paid, occasion, program), currency }
      : undefined;
  const takings = sale === undefined ? NO_TAKINGS : takingsOf(sale, attempts);
  const bought = {
    month: monthAt(occasion.occurredAt, program.timeZone),
    purchases: counts ? 1 : 0,
    spendMinor:
      sale === undefined
        ? 0
        : share(order.earningBaseMinor, sale.currency.worthBaseMinor, sale.currency.perPointMinor),
  };
  const growth = sale === undefined ? [] : growthShares(sale, bought);
  const earned = [...takings.shares, ...growth];
  const figures: OrderFigures = { ...bought, points: pointsIn(earned) };
  const tier = counts
    ? tierAfterPurchase(
        program,
        state.tier,
        standingOf(present, { occurredAt: occasion.occurredAt, figures }),
      )
    : state.tier;
  const welcome = sale === undefined ? [] : tierShares(state, tier, occasion, program);
  const shares = [...earned, ...welcome];
  const availableAt = occasion.occurredAt + program.availableAfterDays * DAY;
  const credited = credit(shares, state.debt, { instant: now, month }, availableAt);
  const nothingEarned: NothingEarned | undefined =
    noPurchase ??
    (sale === undefined ? 'currency-not-listed' : takings.isOverLimit ? 'daily-limit' : undefined);
  const donated = counts ? donationClaims(bought.month, program, attempts) : [];
  const claims = donated.length === 0 ? takings.claims : [...takings.claims, ...donated];
  const entry: EarnedEntry = {
    kind: 'earned',
    ...occasion,
    member: state.member,
    v: state.v + 1,
    program: program.version,
    order,
    figures: { ...figures, points: pointsIn(shares) },
    shares,
    movements: credited.movements,
    held: credited.held,
    ...(credited.held.length === 0 ? {} : { availableAt }),
    debt: 0 - credited.paid,
    lapsed: credited.lapsed,
    balance: {
      before: spendable(state.lots, month),
      after: spendable(move(state.lots, credited.movements), month),
    },
    purchases: { before: state.purchases, after: state.purchases + figures.purchases },
    tier: { before: state.tier, after: tier },
    rewards: [
      ...tiersBetween(program, state.tier, tier).flatMap(({ rewards }) => rewards),
      ...takings.rewards,
    ],
    rewardedBy: takings.rewardedBy,
    uses: claims.map(({ cap: of, slice, units }) => ({ cap: of, slice, units })),
    exhausted: takings.exhausted,
    ...(nothingEarned === undefined ? {} : { nothingEarned }),
  };
  return accept(entry, claims);
}

/** Why an order is no purchase; undefined where it is one. */
function whyNoPurchase(
  { lastOrderAt }: MemberState,
  { earningBaseMinor }: PaidOrder,
  occurredAt: Instant,
  { orders }: Program,
): NothingEarned | undefined {
  if (earningBaseMinor === 0) return 'nothing-to-earn-on';
  const { intervalMinutes = 0 } = orders;
  // Orders may come in another order than they were paid in: too soon is too near.
  const isTooSoon =
    lastOrderAt > 0 && Math.abs(occurredAt - lastOrderAt) < intervalMinutes * 60_000;
  return isTooSoon ? 'too-soon' : undefined;
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

/** Id of the share that a tier's points on being reached are. */
export function tierRule(tier: Tier): string {
  return `tier:${tier.id}`;
}

/** Shares given once in a lifetime, which the member's state remembers: no refund takes them. */
export function isGivenOnce(given: Share): boolean {
  return !given.clawedBack;
}
