import type { Contact } from '../../program/program.ts';
import { daysAfter, minutesOf, weekdayOf, whenClocksShow } from './day.ts';
import { DAY, type Instant, localDay, wallClock } from './time.ts';

export type Channel = 'in-app' | 'email' | 'sms' | 'x';

/** What messages are about, the most urgent first. */
const kinds = [
  'transaction',
  'tier',
  'renewal',
  'expiry',
  'occasion',
  'win-back',
  'offer',
  'recommendation',
  'content',
] as const;

export type MessageKind = (typeof kinds)[number];

/** What tells members of what is theirs; all else is promotion, and needs consent to be. */
const services: ReadonlySet<MessageKind> = new Set(['transaction', 'tier', 'renewal', 'expiry']);

/** Whether messages of a kind need consent, and are limited. */
export function isPromotion(kind: MessageKind): boolean {
  return !services.has(kind);
}

/** Promotions that are as good tomorrow. */
const waiting: ReadonlySet<MessageKind> = new Set(['occasion', 'win-back']);

export interface Outgoing {
  readonly kind: MessageKind;
  readonly channel: Channel;
  /** From when on it says nothing any more. */
  readonly notAfter?: Instant;
}

/** What is known of a member when a message is to go. */
export interface Reachable {
  readonly timeZone: string;
  /** Whether the member agreed to be told, and to be sent promotions, on this channel. */
  readonly consent: { readonly service: boolean; readonly promotion: boolean };
  /** How many promotions a day the member wants; as many as the program allows where not said. */
  readonly promotionsADay?: number;
  /** Promotions sent on the member's day, and in the week that began on Monday. */
  readonly sent: {
    readonly promotionsToday: number;
    readonly emailsToday: number;
    readonly smsToday: number;
    readonly smsThisWeek: number;
  };
}

export type Permission =
  | { readonly verdict: 'send' }
  /** To be asked again at that instant: what is sent until then counts too. */
  | { readonly verdict: 'hold'; readonly until: Instant }
  | {
      readonly verdict: 'drop';
      readonly why: 'no-consent' | 'switched-off' | 'too-many' | 'too-late';
    };

/**
 * Whether a message may go now. Nothing that a device announces goes in the member's quiet hours,
 * whatever it is; limits are for promotions, of which those wait that are as good tomorrow.
 */
export function permit(
  message: Outgoing,
  member: Reachable,
  rules: Contact,
  now: Instant,
): Permission {
  const { kind, channel, notAfter } = message;
  const isService = services.has(kind);
  const { consent, timeZone } = member;
  if (isLate(now, notAfter)) return { verdict: 'drop', why: 'too-late' };
  // Who looks into the account sees what is theirs without being asked.
  if (isService ? !consent.service && channel !== 'in-app' : !consent.promotion)
    return { verdict: 'drop', why: 'no-consent' };
  const limits = isService ? [] : limitsOf(channel, member, rules);
  if (limits.some(({ most }) => most === 0)) return { verdict: 'drop', why: 'switched-off' };

  const full = limits.find(({ sent, most }) => sent >= most)?.of;
  if (full !== undefined && !waiting.has(kind)) return { verdict: 'drop', why: 'too-many' };
  const free = full === undefined ? now : whenFree(full, now, timeZone);
  const until = channel === 'in-app' ? free : whenLoud(free, timeZone, rules);
  if (until === now) return { verdict: 'send' };
  return isLate(until, notAfter)
    ? { verdict: 'drop', why: 'too-late' }
    : { verdict: 'hold', until };
}

/** The most urgent first; of the same kind, what ends first, and what never does last. */
export function byUrgency(one: Outgoing, other: Outgoing): number {
  const rank = kinds.indexOf(one.kind) - kinds.indexOf(other.kind);
  const [first, second] = [one.notAfter, other.notAfter].map((at) => at ?? Number.MAX_SAFE_INTEGER);
  return rank || (first ?? 0) - (second ?? 0);
}

/** Whether it is night for a member, by the program's hours. */
export function isQuiet(now: Instant, timeZone: string, rules: Contact): boolean {
  const [from, until] = [minutesOf(rules.quietFrom), minutesOf(rules.quietUntil)];
  const sinceMidnight = wallClock(now, timeZone) % DAY;
  const minutes = Math.floor(((sinceMidnight + DAY) % DAY) / 60_000);
  return from <= until ? minutes >= from && minutes < until : minutes >= from || minutes < until;
}

/** For how many more seconds it is not night for a member; undefined where it never is. */
export function secondsUntilQuiet(
  now: Instant,
  timeZone: string,
  rules: Contact,
): number | undefined {
  if (rules.quietFrom === rules.quietUntil) return undefined;
  if (isQuiet(now, timeZone, rules)) return 0;
  const today = localDay(now, timeZone);
  const night = [today, daysAfter(today, 1)]
    .flatMap((day) => whenClocksShow(day, minutesOf(rules.quietFrom), timeZone))
    .find((instant) => instant > now);
  return Math.floor(((night ?? now + DAY) - now) / 1_000);
}

function isLate(at: Instant, notAfter: Instant | undefined): boolean {
  return notAfter !== undefined && at > notAfter;
}

/** How many promotions there may be in a day or a week, and have been. */
interface Limit {
  readonly of: 'day' | 'week';
  readonly sent: number;
  readonly most: number;
}

/** The limits for promotions on a channel, the longest first. */
function limitsOf(
  channel: Channel,
  { sent, promotionsADay }: Reachable,
  rules: Contact,
): readonly Limit[] {
  const most = Math.min(promotionsADay ?? rules.promotionsADay, rules.promotionsADay);
  const ofAll: Limit = { of: 'day', sent: sent.promotionsToday, most };
  switch (channel) {
    case 'email':
      return [ofAll, { of: 'day', sent: sent.emailsToday, most: rules.emailsADay }];
    case 'sms':
      return [
        { of: 'week', sent: sent.smsThisWeek, most: rules.smsAWeek },
        ofAll,
        { of: 'day', sent: sent.smsToday, most: rules.smsADay },
      ];
    case 'in-app':
    case 'x':
      return [ofAll];
  }
}

/** When the member's next day or week begins. */
function whenFree(limit: Limit['of'], now: Instant, timeZone: string): Instant {
  const today = localDay(now, timeZone);
  const days = limit === 'day' ? 1 : 7 - weekdayOf(today);
  const midnight = whenClocksShow(daysAfter(today, days), 0, timeZone);
  return midnight.find((instant) => instant > now) ?? now + DAY;
}

/** The first instant, from one on, that is not in the quiet hours. */
function whenLoud(from: Instant, timeZone: string, rules: Contact): Instant {
  if (!isQuiet(from, timeZone, rules)) return from;
  const today = localDay(from, timeZone);
  return (
    [today, daysAfter(today, 1)]
      .flatMap((day) => whenClocksShow(day, minutesOf(rules.quietUntil), timeZone))
      .find((instant) => instant > from && !isQuiet(instant, timeZone, rules)) ?? from + DAY
  );
}
