import type { Program } from '../../program/program.ts';
import type { MemberState } from '../ledger/member.ts';
import { DAY, type Instant, localDay, monthAt, monthStart } from '../time/time.ts';
import { dueNotice, noticeTimes } from './noticing.ts';
import { review } from './review.ts';
import type { ReviewRequest } from './reviewing.ts';

/** A notice is given no more than so many months before its review. */
const MONTHS_AHEAD = 3;

/** As long as it is from one day's pass to the next at the most: where clocks are put back. */
const TO_NEXT_PASS = DAY + DAY / 24;

/** A day's question about every member's tier. */
export type DaysReview = Extract<ReviewRequest, { of: 'notice' | 'month' }>;

/**
 * What a day's pass asks of all members: on the first the review of that month, and notices of later
 * ones. A notice that must be given so long before comes with the last pass that is early enough; one
 * that must wait for a month to be complete with the first pass behind it.
 */
export function reviewsOn(at: Instant, program: Program): readonly DaysReview[] {
  const { review: rules, timeZone } = program;
  if (rules === undefined) return [];
  const month = monthAt(at, timeZone);
  const isToday = (instant: Instant): boolean =>
    instant <= at && localDay(instant, timeZone) === localDay(at, timeZone);
  const isAhead = (instant: Instant): boolean => instant >= at && instant < at + TO_NEXT_PASS;
  const isNoticeDay = (ahead: number): boolean => {
    const [early] = noticeTimes(program, ahead);
    const complete =
      rules.fallingMonths === undefined ? undefined : monthStart(ahead - 1, timeZone);
    return (early !== undefined && isAhead(early)) || (complete !== undefined && isToday(complete));
  };
  const later = Array.from({ length: MONTHS_AHEAD }, (_, i) => month + 1 + i);
  return [
    ...(isToday(monthStart(month, timeZone)) ? [{ of: 'month', month } as const] : []),
    ...later.filter(isNoticeDay).map((ahead) => ({ of: 'notice', month: ahead }) as const),
  ];
}

/** Whether a day's question comes to anything for a member; most often it does not. */
export function concerns(
  state: MemberState,
  asked: DaysReview,
  at: Instant,
  program: Program,
): boolean {
  return asked.of === 'month'
    ? review(state, program, asked.month).outcome !== 'stays'
    : dueNotice(state, program, asked.month, at) !== undefined;
}
