import { Construct } from 'constructs';
import { subscriptionEvents } from '../../shared/events/subscription-events.ts';
import type { Deployment } from './deployment.ts';
import type { EventBus } from './event-bus.ts';
import type { LoyaltyTable } from './loyalty-table.ts';
import { NodeFunction } from './node-function.ts';
import { WorkQueue } from './work-queue.ts';

export interface MemberSubscriptionsProps {
  readonly bus: EventBus;
  readonly table: LoyaltyTable;
}

/** Keeps what members are subscribed to. What a renewal brings in is an order, like any other. */
export class MemberSubscriptions extends Construct {
  constructor(
    scope: Construct,
    id: string,
    deployment: Deployment,
    props: MemberSubscriptionsProps,
  ) {
    super(scope, id);
    const { bus, table } = props;
    const subscriptions = new NodeFunction(this, 'Subscriptions', deployment, {
      name: 'subscriptions',
      description: 'keeps what members are subscribed to',
      environment: { TABLE_NAME: table.name },
    });
    table.usedBy(subscriptions, 'GetItem', 'PutItem');
    table.historyReadBy(subscriptions);

    const queue = new WorkQueue(this, 'Changes', deployment, { holds: 'Changes of subscriptions' });
    queue.feed(subscriptions, { batchSize: 10, concurrency: 10 });
    bus.deliver<object>('KeepSubscription', { events: subscriptionEvents, to: queue });
  }
}
