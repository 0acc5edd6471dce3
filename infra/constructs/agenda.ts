import { Duration } from 'aws-cdk-lib';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { Deployment } from './deployment.ts';
import type { EventBus } from './event-bus.ts';
import type { KeptKey } from './kept-key.ts';
import type { LoyaltyTable } from './loyalty-table.ts';
import { NodeFunction } from './node-function.ts';
import { WorkQueue } from './work-queue.ts';

export interface AgendaProps {
  readonly bus: EventBus;
  readonly table: LoyaltyTable;
  readonly memberKey: KeptKey;
}

/**
 * How often it is looked whether anything has come due. A look at an agenda in which nothing is costs
 * four queries a kind, and twice as many for birthdays: 8 read units, less than a cent a month.
 */
const EVERY = Duration.minutes(15);

/**
 * How long a tick may wait to be worked on. What is due stays where it is: the next tick finds it,
 * and knows what hour it is, so that nobody is reminded at night for its having waited here.
 */
const KEPT_FOR = Duration.minutes(30);

/** What has a time of its own and happens by itself: reminders, referrals, birthdays. */
export class Agenda extends Construct {
  constructor(
    scope: Construct,
    id: string,
    deployment: Deployment,
    { bus, table, memberKey }: AgendaProps,
  ) {
    super(scope, id);
    const ticks = new WorkQueue(this, 'Ticks', deployment, {
      holds: 'Looks for what has come due in the agenda',
      keptFor: KEPT_FOR,
    });
    const leftOut = new DeadLetterQueue(
      this,
      'LeftOut',
      deployment,
      'Something in the agenda could not be done, and is tried again every six hours',
    );
    const run = new NodeFunction(this, 'Run', deployment, {
      name: 'run-agenda',
      description: 'reminds of renewals, settles referrals and keeps birthdays when they are due',
      environment: {
        TABLE_NAME: table.name,
        BUS_NAME: bus.name,
        MEMBER_KEY_SECRET_ID: memberKey.secretId,
        OWN_QUEUE_URL: ticks.queue.queueUrl,
        LEFT_OUT_QUEUE_URL: leftOut.queueUrl,
      },
      sendsToItself: true,
      memorySize: 1024,
    });
    table.usedBy(run, 'GetItem', 'Query', 'PutItem', 'UpdateItem');
    table.agendaReadBy(run);
    table.historyReadBy(run);
    bus.publishedBy(run);
    memberKey.readBy(run);
    run.may(['sqs:SendMessage'], [ticks.queue.queueArn, leftOut.queueArn]);
    ticks.feed(run, { batchSize: 100, concurrency: 2, gatherFor: Duration.seconds(1) });

    ticks.tick('Tick', {
      description: 'what has come due in the agenda is done',
      schedule: ScheduleExpression.rate(EVERY),
      within: EVERY,
    });
  }
}
