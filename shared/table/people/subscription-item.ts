import type { GivenReminder, Reminding } from '../../domain/time/reminding.ts';
import type { Price, Stamp, Subscription } from '../../domain/time/subscription.ts';
import { subscriptionInterval, subscriptionStatus } from '../../events/subscription-events.ts';
import { agendaPlace, placeOf } from '../agenda-place.ts';
import { attributesOf, type Draft } from '../attributes.ts';
import { type Key, keys, memberOf, subscriptionOf } from '../keys.ts';
import type { Item } from '../table.ts';

/** Whose subscription it is, and what its shop calls it. */
export interface SubscriptionName {
  readonly member: string;
  readonly shop: string;
  readonly subscriptionId: string;
}

/** A subscription as it is kept; `revision` counts its writes. */
export interface KeptSubscription extends SubscriptionName {
  readonly subscription: Subscription;
  /** It stands in the agenda for its next reminder. */
  readonly reminding: Reminding;
  readonly revision: number;
}

export function subscriptionItem(kept: KeptSubscription): Item {
  const { subscription, reminding, revision, ...name } = kept;
  const { status, autoRenews, title, productId, plan, manageUrl, price, every } = subscription;
  const { startedAt, periodEndsAt, changed, before, ahead, lastAhead, renewals } = subscription;
  const key = keys.subscription(name.member, name.shop, name.subscriptionId);
  const item: Key & Draft = {
    ...key,
    kind: 'subscription',
    revision,
    status,
    autoRenews,
    renewals: renewals.flatMap(({ renewedAt, periodEndedAt }) => [renewedAt, periodEndedAt]),
  };
  if (title !== undefined) item.title = title;
  if (productId !== undefined) item.product = productId;
  if (plan !== undefined) item.plan = plan;
  if (manageUrl !== undefined) item.manageUrl = manageUrl;
  if (price !== undefined) item.price = writePrice(price);
  if (every !== undefined) item.every = [every.unit, every.count];
  if (startedAt !== undefined) item.started = startedAt;
  if (periodEndsAt !== undefined) item.ends = periodEndsAt;
  if (changed !== undefined) item.changed = writeStamp(changed);
  if (before !== undefined) item.before = [...writePrice(before.price), before.until];
  if (ahead !== undefined) {
    item.ahead = [...writePrice(ahead.price), ahead.renewsAt, ...writeStamp(ahead.said)];
  }
  if (lastAhead !== undefined) item.lastAhead = writePrice(lastAhead);
  if (reminding.asked > 0) item.reminded = writeReminding(reminding);
  if (reminding.unsaid === true) item.unsaid = true;
  const said = reminding.given?.price;
  if (said !== undefined) item.said = writePrice(said);
  const { dueAt: due } = reminding;
  return due === undefined ? item : { ...item, ...agendaPlace(key, { kind: 'renewal', due }) };
}

export function readSubscription(item: Item): KeptSubscription {
  const read = attributesOf(item);
  const textAt = (name: string) => (read.has(name) ? read.text(name) : undefined);
  const numberAt = (name: string) => (read.has(name) ? read.number(name) : undefined);
  const listAt = (name: string) => (read.has(name) ? read.list(name) : undefined);
  const [every, changed, before, ahead] = ['every', 'changed', 'before', 'ahead'].map(listAt);
  const [price, lastAhead] = ['price', 'lastAhead'].map(listAt);
  const renewals = read.numbers('renewals');
  return {
    member: memberOf(item),
    ...subscriptionOf(item),
    revision: read.number('revision'),
    reminding: {
      ...readReminding(read.has('reminded') ? read.numbers('reminded') : [], listAt('said')),
      ...(item.unsaid === true && { unsaid: true }),
      ...dueOf(item),
    },
    subscription: {
      status: subscriptionStatus.parse(item.status),
      autoRenews: item.autoRenews === true,
      title: textAt('title'),
      productId: textAt('product'),
      plan: textAt('plan'),
      manageUrl: textAt('manageUrl'),
      price: price && readPrice(price),
      every: every && subscriptionInterval.parse({ unit: every[0], count: every[1] }),
      startedAt: numberAt('started'),
      periodEndsAt: numberAt('ends'),
      changed: changed && readStamp(changed),
      before: before && { price: readPrice(before), until: Number(before[2]) },
      ahead: ahead && {
        price: readPrice(ahead),
        renewsAt: Number(ahead[2]),
        said: readStamp(ahead.slice(3)),
      },
      lastAhead: lastAhead && readPrice(lastAhead),
      renewals: Array.from({ length: renewals.length / 2 }, (_, i) => ({
        renewedAt: renewals[2 * i] ?? 0,
        periodEndedAt: renewals[2 * i + 1] ?? 0,
      })),
    },
  };
}

function dueOf(item: Item): Pick<Reminding, 'dueAt'> {
  const place = placeOf(item);
  return place === undefined ? {} : { dueAt: place.due };
}

function writeReminding({ asked, answered, given }: Reminding): number[] {
  if (given === undefined) return [asked, answered];
  const { periodEndsAt, daysBefore, at, answeredAt } = given;
  const answer = answeredAt === undefined ? [] : [answeredAt];
  return [asked, answered, periodEndsAt, daysBefore, at, ...answer];
}

function readReminding(
  numbers: readonly number[],
  said: readonly unknown[] | undefined,
): Reminding {
  const [asked = 0, answered = 0, periodEndsAt, daysBefore, at, answeredAt] = numbers;
  if (periodEndsAt === undefined || daysBefore === undefined || at === undefined) {
    return { asked, answered };
  }
  const given: GivenReminder = {
    periodEndsAt,
    daysBefore,
    at,
    ...(said !== undefined && { price: readPrice(said) }),
    ...(answeredAt !== undefined && { answeredAt }),
  };
  return { asked, answered, given };
}

function writePrice({ currency, amountMinor }: Price): (string | number)[] {
  return [currency, amountMinor];
}

function readPrice([currency, amountMinor]: readonly unknown[]): Price {
  return { currency: String(currency), amountMinor: Number(amountMinor) };
}

function writeStamp({ occurredAt, receivedAt }: Stamp): number[] {
  return [occurredAt, receivedAt];
}

function readStamp([occurredAt, receivedAt]: readonly unknown[]): Stamp {
  return { occurredAt: Number(occurredAt), receivedAt: Number(receivedAt) };
}
