import type { Enrolment, Program } from '../../program/program.ts';
import type { Occasion } from '../orders/order.ts';
import { DAY, type Instant } from '../time/time.ts';
import { award } from './award.ts';
import type { CapAttempts } from './cap.ts';
import type { Decision } from './decision.ts';
import type { AwardedEntry } from './entry.ts';
import type { MemberState } from './member.ts';

/** How customers become members; automatic where the program does not say. */
export function joinsBy({ enrolment }: Pick<Program, 'enrolment'>): Enrolment['joins'] {
  return enrolment?.joins ?? 'automatic';
}

/** Whether nothing can be entered for this customer before they have agreed to be a member. */
export function mustJoin({ v }: MemberState, program: Program): boolean {
  return v === 0 && joinsBy(program) === 'by-consent';
}

/** The business key of a member's joining: it happens once, under the id that was addressed. */
export function joiningOf(member: string): string {
  return `joining#${member}`;
}

/**
 * Enters that a customer agreed to be a member: it gives nothing, but from here on the ledger knows
 * the member, so that orders earn. A member is one from this day, whatever day the orders are of.
 */
export function join(
  state: MemberState,
  addressed: string,
  occasion: Occasion,
  program: Program,
  attempts: CapAttempts,
): Decision<AwardedEntry> {
  const key = joiningOf(addressed);
  const cause = { kind: 'joining', id: 'consent' } as const;
  const asked = { award: key, request: key, cause, points: 0, validity: { days: 1 } };
  return award(state, asked, occasion, program, attempts);
}

/**
 * The first instant of which an order that waits for its customer still counts. Where the program
 * has become automatic since, it waits as long as any can be claimed.
 */
export function waitsSince({ enrolment }: Pick<Program, 'enrolment'>, now: Instant): Instant {
  return enrolment?.joins === 'by-consent'
    ? now - enrolment.ordersWaitDays * DAY
    : claimableSince({ enrolment }, now);
}

/** The first instant of which an order that names no customer can still be claimed. */
export function claimableSince({ enrolment }: Pick<Program, 'enrolment'>, now: Instant): Instant {
  const days = enrolment?.claimWithinDays;
  return days === undefined ? 0 : now - days * DAY;
}
