import { Construct } from 'constructs';
import { memberMerged, pointsAwarded, pointsEarned } from '../../shared/events/ledger-facts.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { Deployment } from './deployment.ts';
import type { EventBus } from './event-bus.ts';
import type { KeptKey } from './kept-key.ts';
import type { LoyaltyTable } from './loyalty-table.ts';
import { NodeFunction } from './node-function.ts';
import { PromotionMachine } from './promotion-machine.ts';
import { WorkQueue } from './work-queue.ts';

export interface TierPromotionProps {
  readonly bus: EventBus;
  readonly table: LoyaltyTable;
  readonly memberKey: KeptKey;
}

/** Grants what a tier, a campaign or an activity brings: once for each fact that brings rewards. */
export class TierPromotion extends Construct {
  constructor(scope: Construct, id: string, deployment: Deployment, props: TierPromotionProps) {
    super(scope, id);
    const { bus, table, memberKey } = props;
    const checkPromotion = new NodeFunction(this, 'CheckPromotion', deployment, {
      name: 'check-promotion',
      description: 'tells whether a promotion still has a member to promote',
      environment: { TABLE_NAME: table.name },
    });
    table.usedBy(checkPromotion, 'GetItem');

    const grantReward = new NodeFunction(this, 'GrantReward', deployment, {
      name: 'grant-reward',
      description: 'grants one reward, once',
      environment: { TABLE_NAME: table.name, MEMBER_KEY_SECRET_ID: memberKey.secretId },
    });
    table.usedBy(grantReward, 'GetItem', 'PutItem', 'UpdateItem');
    memberKey.readBy(grantReward);

    const holds = 'Rewards could not be granted';
    const failedRewards = new DeadLetterQueue(this, 'FailedRewards', deployment, holds);
    const machine = new PromotionMachine(this, 'Machine', deployment, {
      checkPromotion,
      grantReward,
      failedRewards,
      bus: bus.bus,
    });

    // A rule cannot name an execution, and the name is what makes a repeat start nothing.
    const start = new NodeFunction(this, 'StartPromotion', deployment, {
      name: 'start-promotion',
      description: 'starts the promotion that a fact calls for',
      environment: { STATE_MACHINE_ARN: machine.stateMachineArn },
    });
    start.may(['states:StartExecution'], [machine.stateMachineArn]);

    const promotions = new WorkQueue(this, 'Promotions', deployment, {
      holds: 'Promotions to be started',
    });
    promotions.feed(start, { batchSize: 10, concurrency: 10 });
    bus.deliver('Promote', {
      events: [pointsEarned, pointsAwarded, memberMerged],
      when: { rewards: [{ exists: true }] },
      to: promotions,
    });
  }
}
