import type { Program } from '../../program/program.ts';
import { budgetOf } from '../orders/campaign.ts';
import type { Occasion, PaidOrder } from '../orders/order.ts';
import { enterOrder, isGivenOnce } from '../orders/purchase.ts';
import { addActivity, together, without } from '../rewards/activity-day.ts';
import { isLifted } from '../tiers/falling.ts';
import { isSame } from '../tiers/lending.ts';
import { addRefunded } from '../tiers/refunded.ts';
import { afterReview, enterReview, type ReviewRequest } from '../tiers/reviewing.ts';
import type { Month } from '../time/time.ts';
import { type AdjustmentRequest, adjust } from './adjustment.ts';
import { type AwardRequest, award } from './award.ts';
import { type CapAttempts, FIRST_ATTEMPT } from './cap.ts';
import { type ClawbackCause, clawBack } from './clawback.ts';
import type { Decision } from './decision.ts';
import type { ClawedBackEntry, EarnedEntry, Entry, RedeemedEntry } from './entry.ts';
import { expire } from './expiry.ts';
import { addFigures, type Figures, negated } from './figures.ts';
import { moveHolds } from './hold.ts';
import { move } from './lots.ts';
import { type MemberState, newMember, withMatured } from './member.ts';
import { type Opening, open } from './opening.ts';
import { type RedemptionRequest, redeem, restore } from './redemption.ts';

/** What a member's ledger can be asked to enter. Merges, which take two ledgers, stand in merge.ts. */
export type Command =
  | { readonly type: 'enter-order'; readonly order: PaidOrder }
  | {
      readonly type: 'claw-back';
      /** The entry of the order that is refunded or cancelled. */
      readonly order: EarnedEntry;
      /** Everything that was taken back for that order before. */
      readonly earlier: readonly ClawedBackEntry[];
      readonly cause: ClawbackCause;
    }
  | { readonly type: 'redeem'; readonly request: RedemptionRequest }
  | { readonly type: 'restore'; readonly redeemed: RedeemedEntry }
  | { readonly type: 'expire'; readonly month: Month }
  | { readonly type: 'adjust'; readonly request: AdjustmentRequest }
  | { readonly type: 'award'; readonly request: AwardRequest }
  | { readonly type: 'review'; readonly request: ReviewRequest }
  | { readonly type: 'open'; readonly opening: Opening };

/** The entry that a command makes, or why it makes none. It depends on its arguments alone. */
export function decide(
  state: MemberState,
  command: Command,
  occasion: Occasion,
  program: Program,
  attempts: CapAttempts = FIRST_ATTEMPT,
): Decision {
  switch (command.type) {
    case 'enter-order':
      return enterOrder(state, command.order, occasion, program, attempts);
    case 'claw-back':
      return clawBack(state, command.order, command.earlier, command.cause, occasion, program);
    case 'redeem':
      return redeem(state, command.request, occasion, program, attempts);
    case 'restore':
      return restore(state, command.redeemed, occasion, program);
    case 'expire':
      return expire(state, command.month, occasion, program);
    case 'adjust':
      return adjust(state, command.request, occasion, program, attempts);
    case 'award':
      return award(state, command.request, occasion, program, attempts);
    case 'review':
      return enterReview(state, command.request, occasion, program);
    case 'open':
      return open(state, command.opening, occasion, program);
  }
}

/** The state after an entry. It needs no program: an entry says all that it changes. */
export function evolve(before: MemberState, entry: Entry): MemberState {
  const asOf = Math.max(before.asOf, entry.receivedAt);
  const state = withMatured(before, asOf);
  const after: MemberState = {
    ...state,
    v: entry.v,
    asOf,
    lots: move(state.lots, entry.movements),
    holds: moveHolds(state.holds, entry.held),
    debt: state.debt + entry.debt,
    joinedAt: state.joinedAt === 0 ? entry.occurredAt : state.joinedAt,
    purchases: entry.purchases.after,
    tier: entry.tier.after,
    tierSince: entry.tier.after === entry.tier.before ? state.tierSince : entry.occurredAt,
  };
  switch (entry.kind) {
    case 'earned': {
      const figures = addFigures(state.figures, entry.figures);
      const { demotionLock: lock } = state;
      return {
        ...after,
        figures,
        demotionLock: lock !== null && isLifted(lock, figures) ? null : lock,
        spendMinor: state.spendMinor + entry.figures.spendMinor,
        lastOrderAt:
          entry.figures.purchases > 0
            ? Math.max(state.lastOrderAt, entry.occurredAt)
            : state.lastOrderAt,
        givenOnce: union(state.givenOnce, [
          ...entry.shares.filter(isGivenOnce).map(({ rule }) => rule),
          ...entry.rewardedBy.map((id) => budgetOf({ id })),
        ]),
      };
    }
    case 'clawed-back':
      return {
        ...after,
        figures: addFigures(state.figures, entry.figures),
        refunded: addRefunded(state.refunded, entry.figures),
        spendMinor: state.spendMinor + entry.figures.spendMinor,
      };
    case 'awarded':
      return {
        ...after,
        figures: addFigures(state.figures, entry.figures),
        lastVisitAt: entry.visit
          ? Math.max(state.lastVisitAt, entry.occurredAt)
          : state.lastVisitAt,
        activityDay:
          entry.counted === undefined
            ? state.activityDay
            : addActivity(state.activityDay, entry.counted),
      };
    case 'reviewed':
      return afterReview(after, entry.outcome);
    case 'imported':
      return {
        ...after,
        spendMinor: state.spendMinor + entry.spendMinor,
        lastOrderAt: Math.max(state.lastOrderAt, entry.lastOrderAt),
        givenOnce: union(state.givenOnce, entry.givenOnce),
      };
    case 'merged': {
      const { member, figures, spendMinor, givenOnce, absorbed } = entry.absorbed;
      return {
        ...after,
        figures: withFigures(state.figures, figures),
        spendMinor: state.spendMinor + spendMinor,
        lastOrderAt: Math.max(state.lastOrderAt, entry.absorbed.lastOrderAt),
        lastVisitAt: Math.max(state.lastVisitAt, entry.absorbed.lastVisitAt),
        joinedAt: earliest(state.joinedAt, entry.absorbed.joinedAt),
        activityDay: together(state.activityDay, entry.absorbed.activityDay),
        lent: state.lent ?? entry.absorbed.lent,
        refunded: withRefunded(state.refunded, negated(entry.absorbed.refunded)),
        givenOnce: union(state.givenOnce, givenOnce),
        absorbed: union(state.absorbed, [...absorbed, member]),
      };
    }
    case 'unmerged': {
      const { member, figures, spendMinor, absorbed } = entry.released;
      return {
        ...after,
        figures: withFigures(state.figures, negated(figures)),
        spendMinor: state.spendMinor - spendMinor,
        lastOrderAt: entry.lastOrderAt,
        lastVisitAt: entry.lastVisitAt,
        joinedAt: entry.joinedAt,
        activityDay: without(state.activityDay, entry.released.activityDay),
        lent: isSame(state.lent, entry.released.lent) ? null : state.lent,
        refunded: withRefunded(state.refunded, entry.released.refunded),
        absorbed: state.absorbed.filter((id) => id !== member && !absorbed.includes(id)),
      };
    }
    case 'absorbed':
      return { ...newMember(state.member), v: entry.v, asOf, mergedInto: entry.into };
    case 'released':
      return { ...entry.state, v: entry.v, asOf };
    case 'redeemed':
    case 'restored':
    case 'expired':
    case 'adjusted':
      return after;
  }
}

/** The state that a member's entries amount to, in the order of their `v`. */
export function replay(member: string, entries: readonly Entry[]): MemberState {
  return entries.reduce(evolve, newMember(member));
}

/** The points that an entry gave or took, before any debt was paid of them. */
export function pointsOf(entry: Entry): number {
  switch (entry.kind) {
    case 'earned':
    case 'clawed-back':
      return entry.figures.points;
    case 'redeemed':
    case 'expired':
      return 0 - entry.points;
    case 'restored':
    case 'adjusted':
    case 'awarded':
      return entry.points;
    case 'reviewed':
      return 0;
    case 'imported':
    case 'merged':
    case 'absorbed':
    case 'unmerged':
    case 'released':
      return [...entry.movements, ...entry.held].reduce((sum, { points }) => sum + points, 0);
  }
}

/** The earlier of two instants of which either may not be known. */
function earliest(one: number, other: number): number {
  return one === 0 || other === 0 ? Math.max(one, other) : Math.min(one, other);
}

function union(some: readonly string[], more: readonly string[]): readonly string[] {
  const added = more.filter((one, i) => !some.includes(one) && more.indexOf(one) === i);
  return added.length === 0 ? some : [...some, ...added];
}

function withFigures(figures: Figures, more: Figures): Figures {
  return more.reduce(addFigures, figures);
}

/** Figures that refunds took away, with a minus as their entries say it, added to what is gone. */
function withRefunded(refunded: Figures, taken: Figures): Figures {
  return taken.reduce(addRefunded, refunded);
}
