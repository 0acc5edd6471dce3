import { Construct } from 'constructs';
import {
  pointsAdjusted,
  pointsAwarded,
  pointsClawedBack,
  pointsEarned,
  pointsRedeemed,
  pointsRestored,
} from '../../shared/events/ledger-facts.ts';
import { rewardsGranted, tierReached } from '../../shared/events/promotion-events.ts';
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
    bus.deliver('TellOfPoints', {
      events: [
        pointsEarned,
        pointsClawedBack,
        pointsRedeemed,
        pointsRestored,
        pointsAdjusted,
        pointsAwarded,
      ],
      when: { points: [{ numeric: ['<', 0] }, { numeric: ['>', 0] }] },
      to: messages,
    });
    bus.deliver('TellOfPointsPending', {
      events: [pointsEarned],
      when: { points: [{ numeric: ['=', 0] }], pendingPoints: [{ exists: true }] },
      to: messages,
    });
    bus.deliver('TellOfTierReached', { events: [tierReached], to: messages });
    bus.deliver('TellOfRewards', { events: [rewardsGranted], to: messages });
  }
}
