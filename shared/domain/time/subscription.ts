import { DAY, type Instant } from './time.ts';

/** What one renewal costs, in minor units of an ISO 4217 currency. */
export interface Price {
  readonly currency: string;
  readonly amountMinor: number;
}

/** Where a word stands among the words on one thing: by when it happened, then by when it came. */
export interface Stamp {
  readonly occurredAt: Instant;
  readonly receivedAt: Instant;
}

/** A subscription as its shop has it at one moment. */
export interface SubscriptionState {
  readonly status: 'trialing' | 'active' | 'past-due' | 'paused' | 'cancelled' | 'expired';
  readonly title?: string | undefined;
  readonly productId?: string | undefined;
  readonly plan?: string | undefined;
  readonly price?: Price | undefined;
  readonly every?: Interval | undefined;
  readonly startedAt?: Instant | undefined;
  /** When it renews, or ends where it does not renew by itself; of one that is over, when it was. */
  readonly periodEndsAt?: Instant | undefined;
  readonly autoRenews: boolean;
  readonly manageUrl?: string | undefined;
}

/** How often a subscription renews. */
export interface Interval {
  readonly unit: 'day' | 'week' | 'month' | 'year';
  readonly count: number;
}

/** A renewal that its buyer brought about, and the end of the period that it followed. */
export interface Renewal {
  readonly renewedAt: Instant;
  readonly periodEndedAt: Instant;
}

/** What the next renewal will come to. */
export interface RenewalAhead {
  readonly price: Price;
  readonly renewsAt: Instant;
}

/** A member's subscription, with what has to be remembered of how it was before. */
export interface Subscription extends SubscriptionState {
  /** When it became what it is; absent of one of which no more is known than its next renewal. */
  readonly changed?: Stamp | undefined;
  /** What it cost before its price changed, and when that was. */
  readonly before?: { readonly price: Price; readonly until: Instant } | undefined;
  /** Its next renewal, where the shop has said what it will come to. */
  readonly ahead?: (RenewalAhead & { readonly said: Stamp }) | undefined;
  /** What the renewal before that had come to. */
  readonly lastAhead?: Price | undefined;
  /** The last renewals that its buyer brought about, the newest last. */
  readonly renewals: readonly Renewal[];
}

/** How many of the last renewals are kept. */
const RENEWALS_KEPT = 5;

/** Who renews later than this after a period's end has begun anew. */
const LATEST_RENEWAL = 30 * DAY;

/**
 * The subscription after its shop has said how it is: the newest word is all there is to know, and
 * an older one that comes late changes nothing. What the word before said stays where the two
 * differ in price, or where a period ended that its buyer had to renew.
 *
 * @returns the very same subscription where nothing changes
 */
export function changedTo(
  known: Subscription | undefined,
  state: SubscriptionState,
  stamp: Stamp,
): Subscription {
  if (known === undefined) return { ...state, changed: stamp, renewals: [] };
  const { changed, before, ahead, lastAhead, renewals } = known;
  if (changed !== undefined && !isAfter(stamp, changed)) return known;
  const isPast = ahead !== undefined && ahead.renewsAt < (state.periodEndsAt ?? 0);
  const renewal = renewalOf(known, state, stamp.occurredAt);
  return {
    ...state,
    changed: stamp,
    before:
      known.price !== undefined && state.price !== undefined && !isSame(known.price, state.price)
        ? { price: known.price, until: stamp.occurredAt }
        : before,
    ahead: isPast ? undefined : ahead,
    lastAhead: isPast ? ahead.price : lastAhead,
    renewals: renewal === undefined ? renewals : [...renewals, renewal].slice(-RENEWALS_KEPT),
  };
}

/**
 * The subscription after its shop has said what its next renewal will come to. One that Perch has
 * never heard of is known by that alone: it renews then, and by itself.
 *
 * @returns the very same subscription where nothing changes
 */
export function renewingAhead(
  known: Subscription | undefined,
  next: RenewalAhead,
  said: Stamp,
): Subscription {
  const ahead = { ...next, said };
  if (known === undefined) {
    const { renewsAt: periodEndsAt } = next;
    return { status: 'active', periodEndsAt, autoRenews: true, ahead, renewals: [] };
  }
  if (known.ahead !== undefined && !isAfter(said, known.ahead.said)) return known;
  if (next.renewsAt < (known.periodEndsAt ?? 0)) return known;
  const isAnother = known.ahead !== undefined && known.ahead.renewsAt < next.renewsAt;
  return {
    ...known,
    periodEndsAt: known.changed === undefined ? next.renewsAt : known.periodEndsAt,
    ahead,
    lastAhead: isAnother ? known.ahead.price : known.lastAhead,
  };
}

/** A renewal that the buyer brought about: a new period of one that did not renew by itself. */
function renewalOf(
  before: Subscription,
  after: SubscriptionState,
  at: Instant,
): Renewal | undefined {
  const { periodEndsAt: end, autoRenews, status } = before;
  const wasOn = status !== 'cancelled' && status !== 'paused' && !autoRenews;
  const isOn = after.status === 'active' && (after.periodEndsAt ?? 0) > (end ?? 0);
  if (end === undefined || !wasOn || !isOn || at > end + LATEST_RENEWAL) return undefined;
  return { renewedAt: at, periodEndedAt: end };
}

export function isSame(one: Price, other: Price): boolean {
  return one.currency === other.currency && one.amountMinor === other.amountMinor;
}

function isAfter(one: Stamp, other: Stamp): boolean {
  return one.occurredAt === other.occurredAt
    ? one.receivedAt > other.receivedAt
    : one.occurredAt > other.occurredAt;
}
