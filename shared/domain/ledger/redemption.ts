import type { Program } from '../../program/program.ts';
import type { Occasion } from '../orders/order.ts';
import { notFor, type Taking, takingsOf } from '../rewards/offer.ts';
import { expiryMonth, type Month } from '../time/time.ts';
import { share } from './amount.ts';
import { type CapAttempts, type CapClaim, claimOn } from './cap.ts';
import { credit } from './credit.ts';
import { accept, type Decision, type Refusal, refuse } from './decision.ts';
import type { Purpose, RedeemedEntry, RestoredEntry } from './entry.ts';
import { move, spendable, take } from './lots.ts';
import { type MemberState, type Present, presentAt } from './member.ts';

export { stockOf } from '../rewards/offer.ts';

/** What a member asks for: points off at checkout, or a reward of the catalogue. */
export type Wish =
  | {
      readonly for: 'checkout';
      readonly points: number;
      readonly currency: string;
      /** What the order comes to, where the shop says it: a part of it may be paid with points. */
      readonly orderMinor?: number;
    }
  /** The currency is that of the cash part, where the reward has one. */
  | { readonly for: 'reward'; readonly reward: string; readonly currency?: string };

export interface RedemptionRequest {
  /** Id of the redemption: the same for every repeat of the request. */
  readonly redemption: string;
  /** Hash of what was asked. */
  readonly request: string;
  readonly wish: Wish;
}

/** Spends points, what expires soonest first; a balance never falls below zero. */
export function redeem(
  member: MemberState,
  { redemption, request, wish }: RedemptionRequest,
  occasion: Occasion,
  program: Program,
  attempts: CapAttempts,
): Decision<RedeemedEntry> {
  const present = presentAt(member, occasion.receivedAt, program.timeZone);
  const { state, month } = present;
  const wanted = price(wish, present, program);
  if ('ok' in wanted) return wanted;
  const { points, purpose } = wanted;
  const balance = spendable(state.lots, month);
  if (balance < points) return refuse({ reason: 'insufficient-points', short: points - balance });
  const claims: CapClaim[] = [];
  for (const { cap, otherwise } of wanted.takings) {
    const claim = claimOn(cap, 1, attempts);
    if (claim === undefined) return refuse(otherwise);
    claims.push(claim);
  }
  const { movements } = take(state.lots, points, month);
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

/** What a wish costs. */
interface Price {
  readonly points: number;
  readonly purpose: Purpose;
  readonly takings: readonly Taking[];
}

function price(wish: Wish, now: Present, program: Program): Price | Refusal {
  return wish.for === 'checkout' ? priceAtCheckout(wish, program) : priceOf(wish, now, program);
}

function priceAtCheckout(
  { points, currency, orderMinor }: Extract<Wish, { for: 'checkout' }>,
  { redemption }: Program,
): Price | Refusal {
  const perPointMinor = redemption.perPointMinor[currency];
  if (perPointMinor === undefined) return refuse({ reason: 'currency-not-listed' });
  if (orderMinor !== undefined) {
    const most = share(orderMinor, redemption.mostOfOrderBps, 10_000 * perPointMinor);
    if (points > most) return refuse({ reason: 'more-than-allowed', most });
  }
  const purpose: Purpose = { for: 'checkout', amountMinor: points * perPointMinor, currency };
  return { points, purpose, takings: [] };
}

function priceOf(
  wish: Extract<Wish, { for: 'reward' }>,
  now: Present,
  program: Program,
): Price | Refusal {
  const offer = program.catalogue.find(({ reward }) => reward === wish.reward);
  if (offer === undefined) return refuse({ reason: 'unknown-reward' });
  const why = notFor(offer, now, program);
  if (why !== undefined) return refuse({ reason: 'not-for-member', why });
  const takings = takingsOf(offer, now.state.member, now.now, program);
  const { points, cash } = offer;
  const asked: Purpose = { for: 'reward', reward: wish.reward };
  if (cash === undefined) return { points, purpose: asked, takings };
  const currency = wish.currency ?? program.baseCurrency;
  const amountMinor = cash[currency];
  if (amountMinor === undefined) return refuse({ reason: 'currency-not-listed' });
  return { points, purpose: { ...asked, cash: { amountMinor, currency } }, takings };
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
