import type { Contact } from '../../program/program.ts';
import type { Habits } from './habit.ts';
import { type Reminder, remindersOf } from './renewal.ts';
import { type Interval, isSame, type Price, type Subscription } from './subscription.ts';
import { DAY, type Instant } from './time.ts';

/** A reminder that was given. */
export interface GivenReminder {
  /** Of the period that ends then. */
  readonly periodEndsAt: Instant;
  readonly daysBefore: number;
  readonly at: Instant;
  /** What it said that the renewal costs. */
  readonly price?: Price;
  /** When the member renewed after it, and before the period was over. */
  readonly answeredAt?: Instant;
}

/** What is remembered of a subscription's reminders. */
export interface Reminding {
  /** The last one that was given. */
  readonly given?: GivenReminder;
  /** It is written down, and it is not known that it was said. */
  readonly unsaid?: boolean;
  /** Of how many periods' ends there was a reminder, and how many of those were answered. */
  readonly asked: number;
  readonly answered: number;
  /** When the next one is due; absent where none is. */
  readonly dueAt?: Instant;
}

export const NEVER_REMINDED: Reminding = { asked: 0, answered: 0 };

/** The days that an interval has at the least, and at the most. */
const DAYS = {
  day: [1, 1],
  week: [7, 7],
  month: [28, 31],
  year: [365, 366],
} as const satisfies Record<Interval['unit'], readonly [number, number]>;

/** Whether there are reminders of a subscription: of none that is over, pauses or was not paid. */
export function hasReminders({ status, periodEndsAt }: Subscription): boolean {
  return (status === 'active' || status === 'trialing') && periodEndsAt !== undefined;
}

/**
 * The reminders of a subscription's period that are still to be given, the first one first: none of
 * more days than the period has, and none before one that was given. Of one that renews itself one
 * is enough, so that nobody is charged unawares; and another where it will cost what none has said.
 */
export function remindersLeft(
  subscription: Subscription,
  { given }: Pick<Reminding, 'given'>,
  rules: Contact,
  habits: Habits,
): readonly Reminder[] {
  const { periodEndsAt, autoRenews, every } = subscription;
  if (!hasReminders(subscription) || periodEndsAt === undefined) return [];
  const last = given?.periodEndsAt === periodEndsAt ? given : undefined;
  if (autoRenews && last !== undefined && isSaid(last, subscription)) return [];
  const shortest = every === undefined ? undefined : DAYS[every.unit][0] * every.count;
  const most = Math.min(last?.daysBefore ?? MOST_DAYS, shortest ?? MOST_DAYS);
  return remindersOf(periodEndsAt, rules, habits).filter(({ daysBefore }) => daysBefore < most);
}

/** More days than any reminder comes before. */
const MOST_DAYS = 1_000;

/** Whether a reminder said what the renewal costs, as it is known now. */
function isSaid({ price: said }: GivenReminder, subscription: Subscription): boolean {
  const { price } = renewalPrice(subscription);
  return price === undefined || (said !== undefined && isSame(said, price));
}

/** The reminder to give at an instant: the last one that is due, for those before it are too late. */
export function dueReminder(left: readonly Reminder[], at: Instant): Reminder | undefined {
  return left.findLast((reminder) => reminder.at <= at);
}

/** As it is remembered once a reminder is to be said: written down before it is, so that it is once. */
export function withGiven(reminding: Reminding, given: GivenReminder): Reminding {
  const isFirst = reminding.given?.periodEndsAt !== given.periodEndsAt;
  return { ...reminding, given, unsaid: true, asked: reminding.asked + (isFirst ? 1 : 0) };
}

/** The reminder that was written down for a subscription's period and may not have been said. */
export function unsaidOf(
  { given, unsaid }: Reminding,
  subscription: Subscription,
): GivenReminder | undefined {
  const isOf = hasReminders(subscription) && given?.periodEndsAt === subscription.periodEndsAt;
  return unsaid === true && isOf ? given : undefined;
}

/** As it is remembered with the next reminder after an instant, of those that are left. */
export function armed(reminding: Reminding, left: readonly Reminder[], after: Instant): Reminding {
  const { dueAt: _, unsaid: __, ...rest } = reminding;
  const next = left.find(({ at }) => at > after);
  return next === undefined ? rest : { ...rest, dueAt: next.at };
}

/** As it is remembered once its subscription has changed: what is due and not said yet stays so. */
export function rearmed(
  reminding: Reminding,
  subscription: Subscription,
  left: readonly Reminder[],
  now: Instant,
): Reminding {
  const known = withAnswer(reminding, subscription);
  if (unsaidOf(known, subscription) !== undefined) return known;
  return armed(known, left, Math.min(now, (known.dueAt ?? now) - 1));
}

/** Whether the last reminder was answered. */
function withAnswer(reminding: Reminding, { renewals }: Subscription): Reminding {
  const { given } = reminding;
  if (given === undefined || given.answeredAt !== undefined) return reminding;
  const answer = renewals.find(
    ({ renewedAt, periodEndedAt }) =>
      periodEndedAt === given.periodEndsAt && renewedAt >= given.at && renewedAt <= periodEndedAt,
  );
  if (answer === undefined) return reminding;
  const { renewedAt: answeredAt } = answer;
  return { ...reminding, given: { ...given, answeredAt }, answered: reminding.answered + 1 };
}

/** What the next renewal costs, and what the last one did where that was something else. */
export interface RenewalPrice {
  readonly price?: Price;
  readonly priceBefore?: Price;
}

/**
 * What a reminder says of the price: the one that the shop announced where it did, and that it has
 * changed since the period began, or since the last announcement. Of announced prices only others
 * tell that they changed, for they may hold tax and discounts.
 */
export function renewalPrice(subscription: Subscription): RenewalPrice {
  const { autoRenews, ahead, lastAhead, before, every, periodEndsAt = 0 } = subscription;
  const isAhead = autoRenews && ahead !== undefined && ahead.renewsAt >= periodEndsAt;
  const price = isAhead ? ahead.price : subscription.price;
  if (price === undefined) return {};
  const longest = every === undefined ? DAYS.year[1] : DAYS[every.unit][1] * every.count;
  const isNew = before !== undefined && before.until > periodEndsAt - longest * DAY;
  const last = (isAhead ? lastAhead : undefined) ?? (isNew ? before.price : undefined);
  return last === undefined || isSame(last, price) ? { price } : { price, priceBefore: last };
}
