import type { Program } from '../program/program.ts';
import { type CapAttempts, cap, claimOn } from './cap.ts';
import { credit } from './credit.ts';
import { accept, type Decision, refuse } from './decision.ts';
import type { Purpose, RedeemedEntry, RestoredEntry } from './entry.ts';
import { move, spendable, take } from './lots.ts';
import { type MemberState, presentAt } from './member.ts';
import type { Occasion } from './order.ts';
import { expiryMonth, type Month } from './time.ts';

/** What a member asks for: points off at checkout, or a reward of the catalogue. */
export type Wish =
  | { readonly for: 'checkout'; readonly points: number; readonly currency: string }
  /** The currency is that of the cash part, where the reward has one. */
  | { readonly for: 'reward'; readonly reward: string; readonly currency?: string };

export interface RedemptionRequest {
  /** Id of the redemption: the same for every repeat of the request. */
  readonly redemption: string;
  /** Hash of what was asked. */
  readonly request: string;
  readonly wish: Wish;
}

/** Id of the cap that a reward's stock is. */
export function stockOf(reward: string): string {
  return `stock:${reward}`;
}

/** Spends points, what expires soonest first; a balance never falls below zero. */
export function redeem(
  member: MemberState,
  { redemption, request, wish }: RedemptionRequest,
  occasion: Occasion,
  program: Program,
  attempts: CapAttempts,
): Decision<RedeemedEntry> {
  const { state, month } = presentAt(member, occasion.receivedAt, program.timeZone);
  const wanted = price(wish, program);
  if (!('points' in wanted)) return wanted;
  const { points, purpose, stock } = wanted;
  const balance = spendable(state.lots, month);
  if (balance < points) return refuse({ reason: 'insufficient-points', short: points - balance });
  const claim = stock === undefined ? undefined : claimOn(stock, 1, attempts);
  if (stock !== undefined && claim === undefined) return refuse({ reason: 'out-of-stock' });
  const { movements } = take(state.lots, points, month);
  const claims = claim === undefined ? [] : [claim];
  return accept(
    {
      kind: 'redeemed',
      ...occasion,
      member: state.member,
      v: state.v + 1,
      program: program.version,
      redemption,
      request,
      points,
      purpose,
      movements,
      held: [],
      debt: 0,
      balance: { before: balance, after: balance - points },
      purchases: { before: state.purchases, after: state.purchases },
      tier: { before: state.tier, after: state.tier },
      uses: claims.map(({ cap: of, slice, units }) => ({ cap: of, slice, units })),
    },
    claims,
  );
}

function price(wish: Wish, program: Program) {
  if (wish.for === 'checkout') {
    const { points, currency } = wish;
    const perPointMinor = program.redemption.perPointMinor[currency];
    if (perPointMinor === undefined) return refuse({ reason: 'currency-not-listed' });
    const purpose: Purpose = { for: 'checkout', amountMinor: points * perPointMinor, currency };
    return { points, purpose };
  }
  const offer = program.catalogue.find(({ reward }) => reward === wish.reward);
  if (offer === undefined) return refuse({ reason: 'unknown-reward' });
  const { points, cash } = offer;
  const stock = offer.stock === undefined ? undefined : cap(stockOf(wish.reward), offer.stock);
  const asked: Purpose = { for: 'reward', reward: wish.reward };
  if (cash === undefined) return { points, purpose: asked, stock };
  const currency = wish.currency ?? program.baseCurrency;
  const amountMinor = cash[currency];
  if (amountMinor === undefined) return refuse({ reason: 'currency-not-listed' });
  return { points, purpose: { ...asked, cash: { amountMinor, currency } }, stock };
}

/**
 * Calls a redemption off: its points go back to the months that they came from, with the expiry
 * that they had. What has expired meanwhile does not come back, unless the program grants a grace;
 * debt is paid first; stock goes back to its slice.
 */
export function restore(
  member: MemberState,
  redeemed: RedeemedEntry,
  occasion: Occasion,
  program: Program,
): Decision<RestoredEntry> {
  const { state, now, month } = presentAt(member, occasion.receivedAt, program.timeZone);
  const { graceDays } = program.redemption;
  const grace =
    graceDays === undefined ? undefined : expiryMonth(now, { days: graceDays }, program.timeZone);
  const back = redeemed.movements.map(({ expires, points }) => ({
    expires: lateMonth(expires, month, grace),
    points: 0 - points,
  }));
  const credited = credit(back, state.debt, { instant: now, month });
  const uses = redeemed.uses.map((use) => ({ ...use, units: 0 - use.units }));
  const claims = uses.map((use) => ({ ...use, atMostBefore: Number.MAX_SAFE_INTEGER }));
  return accept(
    {
      kind: 'restored',
      ...occasion,
      member: state.member,
      v: state.v + 1,
      program: program.version,
      redemption: redeemed.redemption,
      points: redeemed.points - credited.lapsed,
      lapsed: credited.lapsed,
      movements: credited.movements,
      held: [],
      debt: 0 - credited.paid,
      balance: {
        before: spendable(state.lots, month),
        after: spendable(move(state.lots, credited.movements), month),
      },
      purchases: { before: state.purchases, after: state.purchases },
      tier: { before: state.tier, after: state.tier },
      uses,
    },
    claims,
  );
}

function lateMonth(expires: Month, now: Month, grace: Month | undefined): Month {
  return expires <= now && grace !== undefined ? grace : expires;
}
