import type { Program, Validity } from '../../program/program.ts';
import type { Occasion } from '../orders/order.ts';
import type { CountedOn } from '../rewards/activity-day.ts';
import { standingOf, tierAfterPurchase, tiersBetween } from '../tiers/tier.ts';
import { expiryMonth, monthAt } from '../time/time.ts';
import { type Cap, type CapAttempts, type CapClaim, claimOn } from './cap.ts';
import { credit } from './credit.ts';
import { accept, type Decision, type RefusalReason, refuse } from './decision.ts';
import type { AwardCause, AwardedEntry, Withheld } from './entry.ts';
import { move, spendable } from './lots.ts';
import { type MemberState, presentAt } from './member.ts';

/** Something limited of which an award takes a part, and what it means when there is none left. */
export interface AwardLimit {
  readonly of: Cap;
  readonly take: number;
  readonly otherwise: RefusalReason;
}

export interface AwardRequest {
  /** Business key of the award: the same for every repeat of it. */
  readonly award: string;
  /** Hash of what was asked. */
  readonly request: string;
  readonly cause: AwardCause;
  /** 0 where it brings none. */
  readonly points: number;
  readonly validity: Validity;
  readonly contribution?: number;
  readonly interaction?: boolean;
  readonly visit?: boolean;
  /** Ids of rewards that it brings besides those of tiers. */
  readonly rewards?: readonly string[];
  readonly limits?: readonly AwardLimit[];
  /** Only of activities: see {@link AwardedEntry}. */
  readonly counted?: CountedOn;
  readonly withheld?: Withheld;
}

/**
 * Gives points for something besides an order. Debt is paid first, what has expired lapses, and no
 * hold applies. Contribution and interactions can reach a tier, whose rewards come with it; points
 * on reaching one are a share of the next order.
 */
export function award(
  member: MemberState,
  asked: AwardRequest,
  occasion: Occasion,
  program: Program,
  attempts: CapAttempts,
): Decision<AwardedEntry> {
  const present = presentAt(member, occasion.receivedAt, program.timeZone);
  const { state, now, month } = present;
  const claims: CapClaim[] = [];
  for (const { of, take, otherwise } of asked.limits ?? []) {
    const claim = claimOn(of, take, attempts);
    if (claim === undefined) return refuse(otherwise);
    claims.push(claim);
  }
  const { points, validity, counted, withheld } = asked;
  const expires = expiryMonth(occasion.occurredAt, validity, program.timeZone);
  const credited = credit([{ expires, points }], state.debt, { instant: now, month });
  const figures = {
    month: monthAt(occasion.occurredAt, program.timeZone),
    contribution: asked.contribution ?? 0,
    interactions: asked.interaction === true ? 1 : 0,
  };
  const tier = tierAfterPurchase(program, state.tier, standingOf(present, { figures }));
  const ofTiers = tiersBetween(program, state.tier, tier).flatMap(({ rewards }) => rewards);
  const entry: AwardedEntry = {
    kind: 'awarded',
    ...occasion,
    member: state.member,
    v: state.v + 1,
    program: program.version,
    award: asked.award,
    request: asked.request,
    cause: asked.cause,
    points,
    lapsed: credited.lapsed,
    figures,
    visit: asked.visit === true,
    ...(counted === undefined ? {} : { counted }),
    ...(withheld === undefined ? {} : { withheld }),
    rewards: [...(asked.rewards ?? []), ...ofTiers],
    movements: credited.movements,
    held: credited.held,
    debt: 0 - credited.paid,
    balance: {
      before: spendable(state.lots, month),
      after: spendable(move(state.lots, credited.movements), month),
    },
    purchases: { before: state.purchases, after: state.purchases },
    tier: { before: state.tier, after: tier },
    uses: claims.map(({ cap: of, slice, units }) => ({ cap: of, slice, units })),
  };
  return accept(entry, claims);
}
