import type { Activity, Program } from '../../program/program.ts';
import { type AwardLimit, award } from '../ledger/award.ts';
import { type CapAttempts, cap } from '../ledger/cap.ts';
import { type Decision, refuse } from '../ledger/decision.ts';
import type { AwardedEntry } from '../ledger/entry.ts';
import { figuresOf } from '../ledger/figures.ts';
import type { MemberState } from '../ledger/member.ts';
import type { Occasion } from '../orders/order.ts';
import { daysAfter, weekdayOf } from '../time/day.ts';
import { type Instant, localDay, monthAt } from '../time/time.ts';
import { countedOn, countingDay } from './activity-day.ts';

/** Something that a member did besides buying. */
export interface ActivityReport {
  /** Business key of its entry: the same for every repeat of the report. */
  readonly award: string;
  /** Hash of what was reported. */
  readonly request: string;
  readonly activity: Activity;
  /** What it was about, as a hash; needed where the activity counts so often for one subject. */
  readonly subject?: string;
}

/** Within what an activity counts only so often. */
export type LimitPeriod = 'day' | 'week' | 'month' | 'subject' | 'lifetime';

/**
 * Enters an activity. How often it counts for a member is kept by counts of their own, each in the
 * period in which it happened, so that it holds however many reports come at once. Of what it brings
 * only that is given which all activities together may still bring; the rest is said to be withheld.
 */
export function enterActivity(
  member: MemberState,
  { activity, subject, ...named }: ActivityReport,
  occasion: Occasion,
  program: Program,
  attempts: CapAttempts,
): Decision<AwardedEntry> {
  if (activity.on === 'x' && program.x?.approval === undefined)
    return refuse({ reason: 'not-approved-by-x' });
  const { occurredAt } = occasion;
  const { timeZone, activityLimits } = program;
  const room = roomFor(member, occurredAt, program);
  const points = activity.limited ? Math.min(activity.points, room.points) : activity.points;
  const contribution = Math.min(activity.contribution, room.contribution);
  const withheld = {
    points: activity.points - points,
    contribution: activity.contribution - contribution,
  };
  const isCounted =
    activity.limited &&
    (activityLimits.pointsADay !== undefined || activityLimits.pointsAMonth !== undefined);
  const asked = {
    ...named,
    cause: { kind: 'activity', id: activity.id } as const,
    points,
    validity: activity.validity,
    contribution,
    interaction: activity.interaction,
    visit: activity.visit,
    rewards: activity.rewards,
    limits: limitsOf(activity, member, localDay(occurredAt, timeZone), subject),
    ...(isCounted && points > 0 ? { counted: { day: room.day, points } } : {}),
    ...(withheld.points + withheld.contribution > 0 ? { withheld } : {}),
  };
  return award(member, asked, occasion, program, attempts);
}

/** What activities may still bring, and the day on which points of them would count. */
function roomFor({ activityDay, figures }: MemberState, at: Instant, program: Program) {
  const { pointsADay, pointsAMonth, contributionAMonth } = program.activityLimits;
  const day = countingDay(activityDay, localDay(at, program.timeZone));
  const counted = countedOn(activityDay, day);
  const { contribution } = figuresOf(figures, monthAt(at, program.timeZone));
  const rest = (most: number | undefined, so: number): number =>
    most === undefined ? Number.MAX_SAFE_INTEGER : Math.max(0, most - so);
  return {
    day,
    points: Math.min(rest(pointsADay, counted.points), rest(pointsAMonth, counted.pointsOfMonth)),
    contribution: rest(contributionAMonth, contribution),
  };
}

/** What limits an activity of a member on a day. What is forever also binds who went into the member. */
function limitsOf(
  { id, limits }: Activity,
  { member, absorbed }: MemberState,
  day: string,
  subject: string | undefined,
): AwardLimit[] {
  const own = [member];
  const all = [member, ...absorbed];
  const limit = (
    most: number | undefined,
    period: LimitPeriod,
    name: string,
    members: readonly string[],
  ): AwardLimit[] =>
    most === undefined
      ? []
      : members.map((who) => ({
          of: cap(`activity:${id}:${who}:${name}`, { units: most, slices: 1 }),
          take: 1,
          otherwise: { reason: 'activity-limit', times: most, in: period },
        }));
  return [
    ...limit(limits.aDay, 'day', day, own),
    ...limit(limits.aWeek, 'week', `week-${daysAfter(day, 0 - weekdayOf(day))}`, own),
    ...limit(limits.aMonth, 'month', day.slice(0, 7), own),
    ...limit(limits.perSubject, 'subject', `of-${subject}`, all),
    ...limit(limits.inLifetime, 'lifetime', 'ever', all),
  ];
}
