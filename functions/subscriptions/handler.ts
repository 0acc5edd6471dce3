import { readReminders } from '../../shared/agenda/reminders.ts';
import { rearmed } from '../../shared/domain/time/reminding.ts';
import {
  changedTo,
  renewingAhead,
  type Stamp,
  type Subscription,
  type SubscriptionState,
} from '../../shared/domain/time/subscription.ts';
import { type DetailOf, type EventOf, readEvent } from '../../shared/events/event-type.ts';
import {
  type subscriptionChanged,
  subscriptionEvents,
} from '../../shared/events/subscription-events.ts';
import { queueFunction } from '../../shared/lambda/queue.ts';
import type { Program } from '../../shared/program/program.ts';
import { changeSubscription } from '../../shared/table/people/subscriptions.ts';
import type { Table } from '../../shared/table/table.ts';

export interface SubscriptionsDependencies {
  readonly table: Table;
  readonly program: Program;
}

/**
 * Keeps with each member what shops tell of their subscriptions: the newest word, whole; and arms
 * the next reminder of their renewal.
 */
export function subscriptions({ table, program }: SubscriptionsDependencies) {
  return queueFunction(async ({ body, log }) => {
    const told = readEvent(subscriptionEvents, body);
    const { shop, subscriptionId, member } = told.detail;
    const about = { shop, subscriptionId, event: told.name };
    if (member === undefined) {
      log.warn('dropped what a shop told of a subscription that is nobody’s', about);
      return;
    }
    const receivedAt = Date.parse(told.detail.receivedAt);
    const isNews = await changeSubscription(
      table,
      { member, shop, subscriptionId },
      (known) => after(known, told),
      async (reminding, subscription) => {
        const left = await readReminders(table, program, member, subscription, reminding);
        return rearmed(reminding, subscription, left, receivedAt);
      },
    );
    log.info(isNews ? 'subscription kept' : 'of the subscription as much or more is known', about);
  });
}

type Told = EventOf<(typeof subscriptionEvents)[number]>;

function after(known: Subscription | undefined, told: Told): Subscription {
  const stamp: Stamp = {
    occurredAt: Date.parse(told.detail.occurredAt),
    receivedAt: Date.parse(told.detail.receivedAt),
  };
  if (told.name === 'subscription.changed') return changedTo(known, stateOf(told.detail), stamp);
  const { price, renewsAt } = told.detail;
  return renewingAhead(known, { price, renewsAt: Date.parse(renewsAt) }, stamp);
}

function stateOf(told: DetailOf<typeof subscriptionChanged>): SubscriptionState {
  const { status, title, productId, plan, price, every, autoRenews, manageUrl } = told;
  const { startedAt, periodEndsAt } = told;
  return {
    status,
    title,
    productId,
    plan,
    price,
    every,
    startedAt: startedAt === undefined ? undefined : Date.parse(startedAt),
    periodEndsAt: periodEndsAt === undefined ? undefined : Date.parse(periodEndsAt),
    autoRenews,
    manageUrl,
  };
}
