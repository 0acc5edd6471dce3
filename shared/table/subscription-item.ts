import type { Price, Stamp, Subscription } from '../domain/time/subscription.ts';
import { subscriptionInterval, subscriptionStatus } from '../events/subscription-events.ts';
import { attributesOf, type Draft } from './attributes.ts';
import { type Key, keys, memberOf, subscriptionOf } from './keys.ts';
import type { Item } from './table.ts';

/** Whose subscription it is, and what its shop calls it. */
export interface SubscriptionName {
  readonly member: string;
  readonly shop: string;
  readonly subscriptionId: string;
}

/** A subscription as it is kept; `revision` counts its writes. */
export interface KeptSubscription extends SubscriptionName {
  readonly subscription: Subscription;
  readonly revision: number;
}

export function subscriptionItem({ subscription, revision, ...name }: KeptSubscription): Item {
  const { status, autoRenews, title, productId, plan, manageUrl, price, every } = subscription;
  const { startedAt, periodEndsAt, changed, before, ahead, lastAhead, renewals } = subscription;
  const item: Key & Draft = {
    ...keys.subscription(name.member, name.shop, name.subscriptionId),
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
  return item;
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
