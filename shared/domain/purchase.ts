import type { EarningRule, Program, Tier } from '../program/program.ts';
import { share } from './amount.ts';
import { bestCampaign, budgetOf } from './campaign.ts';
import { type CapAttempts, type CapClaim, cap, claimOn } from './cap.ts';
import { credit } from './credit.ts';
import { type Accepted, accept } from './decision.ts';
import type { EarnedEntry, NothingEarned, Share } from './entry.ts';
import type { MonthFigures } from './figures.ts';
import { move, spendable } from './lots.ts';
import { type MemberState, presentAt } from './member.ts';
import type { Occasion, Order } from './order.ts';
import { rankOf, standingOf, tierAfterPurchase, tiersBetween } from './tier.ts';
import { DAY, expiryMonth, monthAt } from './time.ts';

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
 * The multiplier is that of the tier held before the order, or a campaign's if that is larger.
 * Points on reaching a tier, the welcome points among them, are shares of the same entry, so that
 * they are right at once.
 */
export function enterOrder(
  member: MemberState,
  order: Order,
  occasion: Occasion,
  program: Program,
  attempts: CapAttempts,
): Accepted<EarnedEntry> {
  const present = presentAt(member, occasion.receivedAt, program.timeZone);
  const { state, now, month } = present;
  const currency = program.currencies[order.currency];
  const counts = order.earningBaseMinor > 0;
  const given = counts && currency !== undefined;
  const goods = given ? orderShares(state, order, occasion, program, currency) : [];
  const bonus = campaignShares(goods, state, order, occasion, program, attempts);
  const earned = [...goods, ...bonus.shares];
  const figures: MonthFigures = {
    month: monthAt(occasion.occurredAt, program.timeZone),
    purchases: counts ? 1 : 0,
    spendMinor:
      currency === undefined
        ? 0
        : share(order.earningBaseMinor, currency.worthBaseMinor, currency.perPointMinor),
    points: pointsIn(earned),
  };
  const tier = counts
    ? tierAfterPurchase(
        program,
        state.tier,
        standingOf(present, { occurredAt: occasion.occurredAt, figures }),
      )
    : state.tier;
  const welcome = given ? tierShares(state, tier, occasion, program) : [];
  const shares = [...earned, ...welcome];
  const availableAt = occasion.occurredAt + program.availableAfterDays * DAY;
  const credited = credit(shares, state.debt, { instant: now, month }, availableAt);
  const nothingEarned: NothingEarned | undefined = !counts
    ? 'nothing-to-earn-on'
    : currency === undefined
      ? 'currency-not-listed'
      : undefined;
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
    rewards: tiersBetween(program, state.tier, tier).flatMap(({ rewards }) => rewards),
    uses: bonus.claims.map(({ cap: of, slice, units }) => ({ cap: of, slice, units })),
    exhausted: bonus.exhausted,
    ...(nothingEarned === undefined ? {} : { nothingEarned }),
  };
  return accept(entry, bonus.claims);
}

function pointsIn(shares: readonly Share[]): number {
  return shares.reduce((sum, { points }) => sum + points, 0);
}

function orderShares(
  state: MemberState,
  order: Order,
  occasion: Occasion,
  program: Program,
  currency: Currency,
): Share[] {
  const multiplierBps = tierMultiplier(program, state);
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
 * What a campaign gives beyond the tier, as shares of their own: to the point what its multiplier
 * gives more. A bonus for which its budget has no room is not given, and the entry says so.
 */
function campaignShares(
  goods: readonly Share[],
  state: MemberState,
  order: Order,
  occasion: Occasion,
  program: Program,
  attempts: CapAttempts,
): { shares: Share[]; claims: CapClaim[]; exhausted: string[] } {
  const none = { shares: [], claims: [], exhausted: [] };
  const best = bestCampaign(program, occasion.occurredAt, tierMultiplier(program, state));
  const currency = program.currencies[order.currency];
  if (best === undefined || currency === undefined) return none;
  const { multiplierBps } = best;
  const shares = goods.map((of, i): Share => {
    const rule = program.earning[i];
    const rate = rule === undefined ? undefined : rates[rule.kind](order, currency);
    const whole =
      rate === undefined ? 0 : share(rate.amountMinor, multiplierBps, rate.perPointMinor * 10_000);
    return { ...of, rule: budgetOf(best), points: whole - of.points, multiplierBps };
  });
  const units = pointsIn(shares);
  if (units === 0) return none;
  if (best.budget === undefined) return { ...none, shares };
  const claim = claimOn(cap(budgetOf(best), best.budget), units, attempts);
  return claim === undefined
    ? { ...none, exhausted: [best.id] }
    : { ...none, shares, claims: [claim] };
}

function tierMultiplier(program: Program, { tier }: MemberState): number {
  return program.tiers[rankOf(program, tier)]?.multiplierBps ?? 10_000;
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

/** Shares given once in a lifetime, which the member's state remembers. */
export function isGivenOnce(given: Share): boolean {
  return given.rule.startsWith('tier:');
}
