import type { Churn } from '../../program/program.ts';
import type { Lent } from '../tiers/lent.ts';
import { isAmong } from '../tiers/member-share.ts';
import { DAY, type Instant } from './time.ts';

/** What of a member tells whether they are lost. */
export interface Lapsing {
  readonly member: string;
  readonly lastOrderAt: Instant;
  /** 0 where nothing tells of one. */
  readonly lastVisitAt: Instant;
  /** Over the member's life, in minor units of the base currency. */
  readonly spendMinor: number;
}

/** The time over which a pass looks: later than one instant, up to another, that one included. */
export interface Span {
  readonly after: Instant;
  readonly upTo: Instant;
}

/** What may bring a lost member back. */
export interface WinBack {
  /** When the member counted as lost: the same for all offers of one lapse. */
  readonly lostAt: Instant;
  /** Which of the program's offers it is, from 0. */
  readonly offer: number;
  /** Ids of rewards; none for those who are held out. */
  readonly rewards: readonly string[];
  /** None for those who are held out. */
  readonly channels: readonly ('in-app' | 'email' | 'sms')[];
  /** The member gets nothing, so that there is something to compare with. */
  readonly heldOut: boolean;
}

/** What is done for a lost member of high value beside the offers. */
export interface Care {
  readonly lostAt: Instant;
  readonly call: boolean;
  readonly lend: Lent | null;
}

/** Of the parts of a member's id, the one that tells who is held out. */
const HOLD_OUT = 1;

/**
 * Since when a member counts as lost: with neither a visit nor an order for so many days. Undefined
 * while they are not, and for who has never come at all.
 */
export function lostSince(member: Lapsing, churn: Churn, now: Instant): Instant | undefined {
  const last = Math.max(member.lastOrderAt, member.lastVisitAt);
  const lostAt = last + churn.afterDays * DAY;
  return last > 0 && lostAt <= now ? lostAt : undefined;
}

/**
 * The offer that came due for a lost member in a span; the latest where several did, for a pass
 * that comes late does not send them all. Coming back ends it, and the next lapse begins anew.
 * Who gives it keeps it to once by member, `lostAt` and offer.
 */
export function dueWinBack(member: Lapsing, churn: Churn, span: Span): WinBack | undefined {
  const lostAt = lostSince(member, churn, span.upTo);
  if (lostAt === undefined || member.spendMinor < churn.minimumSpendMinor) return undefined;
  const due = churn.offers
    .map(({ afterDays }, offer) => ({ offer, at: lostAt + afterDays * DAY }))
    .filter(({ at }) => isWithin(at, span))
    .toSorted((a, b) => a.at - b.at || a.offer - b.offer)
    .at(-1);
  const found = due === undefined ? undefined : churn.offers[due.offer];
  if (due === undefined || found === undefined) return undefined;
  const heldOut = isAmong(member.member, churn.holdOutBps, HOLD_OUT);
  return {
    lostAt,
    offer: due.offer,
    rewards: heldOut ? [] : found.rewards,
    channels: heldOut ? [] : found.channels,
    heldOut,
  };
}

/**
 * What is due for a member of high value who became lost in a span: a call, a tier that is lent
 * until so many days later, or both. Nothing for those who are held out.
 *
 * @param isHighValue whether the member is in the segment that the program names
 * @param isHigher whether the tier that would be lent is above the one held
 */
export function dueCare(
  member: Lapsing,
  { isHighValue, isHigher }: { readonly isHighValue: boolean; readonly isHigher: boolean },
  churn: Churn,
  span: Span,
): Care | undefined {
  const lostAt = lostSince(member, churn, span.upTo);
  const { highValue } = churn;
  if (lostAt === undefined || highValue === undefined || !isHighValue) return undefined;
  if (!isWithin(lostAt, span) || isAmong(member.member, churn.holdOutBps, HOLD_OUT))
    return undefined;
  const { call, lend } = highValue;
  const lent =
    lend === undefined || !isHigher
      ? null
      : { tier: lend.tier, until: span.upTo + lend.days * DAY };
  return call || lent !== null ? { lostAt, call, lend: lent } : undefined;
}

function isWithin(at: Instant, { after, upTo }: Span): boolean {
  return at > after && at <= upTo;
}
