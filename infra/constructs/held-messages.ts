import { Duration } from 'aws-cdk-lib';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { Deployment } from './deployment.ts';
import type { LoyaltyTable } from './loyalty-table.ts';
import { NodeFunction } from './node-function.ts';
import { WorkQueue } from './work-queue.ts';

/** How often it is looked whether the time of a message has come. */
const EVERY = Duration.minutes(5);

/**
 * How long a tick, and what it found due, may wait to be worked on. What is too late is found again
 * by the next tick, which knows what hour it is; so nothing goes at night for having waited here.
 */
const KEPT_FOR = Duration.minutes(30);

export interface HeldMessagesProps {
  readonly table: LoyaltyTable;
  /** Decides on messages, those that waited too. */
  readonly notify: NodeFunction;
}

/** Messages that wait for the morning, or for a day with room for one more: found when they are due. */
export class HeldMessages extends Construct {
  constructor(
    scope: Construct,
    id: string,
    deployment: Deployment,
    { table, notify }: HeldMessagesProps,
  ) {
    super(scope, id);
    const due = new WorkQueue(this, 'Due', deployment, {
      holds: 'Messages that waited and are due',
      keptFor: KEPT_FOR,
    });
    due.feed(notify, { batchSize: 5, concurrency: 20 });

    const ticks = new WorkQueue(this, 'Ticks', deployment, {
      holds: 'Looks for messages that are due',
      keptFor: KEPT_FOR,
    });
    const sendHeld = new NodeFunction(this, 'SendHeld', deployment, {
      name: 'send-held',
      description: 'finds the messages whose time has come',
      environment: {
        TABLE_NAME: table.name,
        OWN_QUEUE_URL: ticks.queue.queueUrl,
        HELD_QUEUE_URL: due.queue.queueUrl,
      },
      sendsToItself: true,
    });
    table.agendaReadBy(sendHeld);
    sendHeld.may(['sqs:SendMessage'], [ticks.queue.queueArn, due.queue.queueArn]);
    ticks.feed(sendHeld, { batchSize: 100, concurrency: 2, gatherFor: Duration.seconds(1) });

    ticks.tick('Tick', {
      description: 'messages that wait are looked through',
      schedule: ScheduleExpression.rate(EVERY),
      within: EVERY,
    });
  }
}
