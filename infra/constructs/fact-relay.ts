import { Duration } from 'aws-cdk-lib';
import { FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { DECIDED_BY, HISTORY_INDEX } from '../../shared/table/keys.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { Deployment } from './deployment.ts';
import type { EventBus } from './event-bus.ts';
import type { LoyaltyTable } from './loyalty-table.ts';
import { NodeFunction } from './node-function.ts';

export interface FactRelayProps {
  readonly bus: EventBus;
  readonly table: LoyaltyTable;
}

/**
 * Items that became entries of a member: they have a place in a member's history and the program
 * that decided them, and did not have that before. An order passes when it is claimed or its
 * customer joins, not while it waits for that.
 */
const newEntries = {
  eventName: ['INSERT', 'MODIFY'],
  dynamodb: {
    NewImage: {
      [HISTORY_INDEX.partition]: { S: [{ exists: true }] },
      [HISTORY_INDEX.sort]: { N: [{ exists: true }] },
      [DECIDED_BY]: { S: [{ exists: true }] },
    },
    OldImage: { [DECIDED_BY]: { S: [{ exists: false }] } },
  },
};

/** Tells the bus of every new entry: the only publisher of what happened to members. */
export class FactRelay extends Construct {
  constructor(
    scope: Construct,
    id: string,
    deployment: Deployment,
    { bus, table }: FactRelayProps,
  ) {
    super(scope, id);
    const unreadable = new DeadLetterQueue(
      this,
      'Unreadable',
      deployment,
      'Entries of the table were not understood and not published',
    );
    const undelivered = new DeadLetterQueue(
      this,
      'Undelivered',
      deployment,
      'Positions of the stream whose entries were not published in time',
    );
    const relay = new NodeFunction(this, 'Relay', deployment, {
      name: 'relay',
      description: 'tells the bus of every new entry',
      environment: { BUS_NAME: bus.name, UNREADABLE_QUEUE_URL: unreadable.queueUrl },
    });
    bus.publishedBy(relay);
    relay.may(['sqs:SendMessage'], [unreadable.queueArn, undelivered.queueArn]);
    table.streamReadBy(relay);

    relay.addEventSourceMapping('Stream', {
      eventSourceArn: table.streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      filters: [FilterCriteria.filter(newEntries)],
      batchSize: 100,
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      retryAttempts: 100,
      maxRecordAge: Duration.hours(12),
      onFailure: new SqsDlq(undelivered),
    });
    deployment.alarms.watch(relay, 'Behind', {
      metric: relay.metric('IteratorAge', {
        period: Duration.minutes(1),
        statistic: 'Maximum',
      }),
      atLeast: Duration.minutes(10).toMilliseconds(),
      periods: 3,
      description: 'New entries are published more than ten minutes late.',
    });
  }
}
