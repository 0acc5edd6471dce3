import type { Refusal } from '../../../shared/domain/ledger/decision.ts';
import { balanceAt, type MemberState } from '../../../shared/domain/ledger/member.ts';
import type { Program } from '../../../shared/program/program.ts';
import { type DeskDeed, memberOf } from '../deed.ts';
import { advance, newAccount, type Points, pointsOf, spendable } from './account.ts';
import { holds, same, Violation } from './violation.ts';
import { root, type WorldView } from './world-view.ts';

/** How many versions of a member's points are remembered, to judge refusals by. */
export const REMEMBERED = 40;

/** What an answer is judged by: what could have been seen since the request came. */
export interface Mark {
  readonly member: string;
  readonly v: number;
  /** Whether the redemption was there already. */
  readonly isDone: boolean;
  readonly stockGivenBack: number;
}

/** Judges what callers are told. */
export interface Answers {
  /** Taken when a request comes. */
  mark(deed: DeskDeed): Mark | undefined;
  /** @throws {Violation} when a member was shown other points than there are. */
  seen(deed: DeskDeed, state: MemberState | undefined, since: Mark | undefined): void;
  /** @throws {Violation} when a request was refused for a reason that never held. */
  refused(deed: DeskDeed, refusal: Refusal, since: Mark | undefined, program: Program): void;
}

/** @param versions a member's points as they were from a version on, as far back as remembered */
export function answers(
  view: WorldView,
  versions: (member: string, from: number) => Points[],
): Answers {
  return {
    mark(deed) {
      if (deed.does !== 'redeem' && deed.does !== 'look') return undefined;
      const member = root(view, memberOf(deed.member));
      const isDone = 'id' in deed && view.redemptions.has(deed.id);
      const { v } = view.accounts.get(member) ?? newAccount(member);
      return { member, v, isDone, stockGivenBack: stockGivenBack(deed) };
    },

    seen(deed, state, since) {
      if (deed.does !== 'look' || since === undefined) return;
      const asked = memberOf(deed.member);
      const member = state?.member ?? asked;
      const isTheirs = member === root(view, asked) || member === since.member;
      holds(isTheirs, `was shown ${member} for ${asked}`);
      const account = view.accounts.get(member) ?? newAccount(member);
      same(state?.v ?? 0, account.v, `version of ${member} that was shown`);
      if (state === undefined) return;
      const now = pointsOf(account);
      advance(now, deed.receivedAt);
      same(
        balanceAt(state, deed.receivedAt, view.calendar.timeZone),
        spendable(now, view.calendar.month(now.asOf)),
        `balance of ${member} that was shown`,
      );
    },

    refused(deed, refusal, since, program) {
      if (deed.does === 'adjust' && refusal.reason === 'daily-limit-reached') {
        const cap = `adjustments:${view.calendar.day(deed.receivedAt)}`;
        holds(view.caps.mayRefuse(cap, Math.abs(deed.points)), `refused with room in ${cap}`);
      }
      if (deed.does !== 'redeem' || since === undefined) return;
      holds(!since.isDone, `${deed.id} was refused though it was done before`);
      if (refusal.reason === 'out-of-stock' && deed.wish.for === 'reward') {
        const isBack = stockGivenBack(deed) > since.stockGivenBack;
        holds(
          isBack || view.caps.mayRefuse(`stock:${deed.wish.reward}`, 1),
          'refused with stock there',
        );
      }
      if (refusal.reason !== 'insufficient-points') return;
      const { wish } = deed;
      const price =
        wish.for === 'checkout'
          ? wish.points
          : (program.catalogue.find(({ reward }) => reward === wish.reward)?.points ?? 0);
      const member = root(view, memberOf(deed.member));
      const seen = versions(since.member, since.v);
      if (member !== since.member) seen.push(...versions(member, 0));
      const wasSo = seen.some((account) => {
        advance(account, deed.receivedAt);
        const there = spendable(account, view.calendar.month(account.asOf));
        return price - there === refusal.short;
      });
      if (wasSo || seen.length >= REMEMBERED) return;
      throw new Violation(`refused ${price} points to ${member} as ${refusal.short} short`, member);
    },
  };

  function stockGivenBack(deed: DeskDeed): number {
    if (deed.does !== 'redeem' || deed.wish.for !== 'reward') return 0;
    return view.caps.givenBack(`stock:${deed.wish.reward}`);
  }
}
