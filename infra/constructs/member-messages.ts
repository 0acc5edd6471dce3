import { Construct } from 'constructs';
import { pointsClawedBack, pointsEarned } from '../../shared/events/ledger-facts.ts';
import { tierReached } from '../../shared/events/promotion-events.ts';
import type { Deployment } from './deployment.ts';
import type { EventBus } from './event-bus.ts';
import type { LoyaltyTable } from './loyalty-table.ts';
import { NodeFunction } from './node-function.ts';
import { WorkQueue } from './work-queue.ts';

export interface MemberMessagesProps {
  readonly bus: EventBus;
  readonly table: LoyaltyTable;
}

/** Tells members what happened to them; what moved nothing is not worth a message. */
export class MemberMessages extends Construct {
  constructor(scope: Construct, id: string, deployment: Deployment, props: MemberMessagesProps) {
    super(scope, id);
    const { bus, table } = props;
    const notify = new NodeFunction(this, 'Notify', deployment, {
      name: 'notify',
      description: 'puts messages into the inboxes of members',
      environment: { TABLE_NAME: table.name },
    });
    table.usedBy(notify, 'PutItem');

    const messages = new WorkQueue(this, 'Messages', deployment, { holds: 'Messages to members' });
    messages.feed(notify, { batchSize: 10, concurrency: 20 });
    bus.deliver('TellOfPointsEarned', {
      events: [pointsEarned],
      when: { points: [{ numeric: ['>', 0] }] },
      to: messages,
    });
    bus.deliver('TellOfPointsClawedBack', {
      events: [pointsClawedBack],
      when: { points: [{ numeric: ['<', 0] }] },
      to: messages,
    });
    bus.deliver('TellOfTierReached', { events: [tierReached], to: messages });
  }
}
