import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { orderEvents } from '../../shared/events/order-events.ts';
import type { Deployment } from './deployment.ts';
import type { EventBus } from './event-bus.ts';
import type { KeptKey } from './kept-key.ts';
import type { LoyaltyTable } from './loyalty-table.ts';
import { NodeFunction } from './node-function.ts';
import { WorkQueue } from './work-queue.ts';

export interface LedgerWriterProps {
  readonly bus: EventBus;
  readonly table: LoyaltyTable;
  readonly memberKey: KeptKey;
}

/** Enters what shops report in the members' ledgers. */
export class LedgerWriter extends Construct {
  constructor(scope: Construct, id: string, deployment: Deployment, props: LedgerWriterProps) {
    super(scope, id);
    const { bus, table, memberKey } = props;
    const shopEventQueue = new WorkQueue(this, 'ShopEvents', deployment, { holds: 'Shop events' });
    // A refund that came before its order goes round here, a quarter of an hour at a time; and once
    // an order of a customer who has not joined, for they may have at that moment.
    const waitingRefunds = new WorkQueue(this, 'WaitingRefunds', deployment, {
      holds: 'Refunds that wait for their order',
      lateAfter: Duration.hours(1),
    });

    const ledger = new NodeFunction(this, 'Ledger', deployment, {
      name: 'ledger',
      description: 'decides what a shop event means for its member, and writes it once',
      environment: {
        TABLE_NAME: table.name,
        WAITING_QUEUE_URL: waitingRefunds.queue.queueUrl,
        MEMBER_KEY_SECRET_ID: memberKey.secretId,
      },
      sendsToItself: true,
    });
    table.usedBy(ledger, 'GetItem', 'Query', 'PutItem', 'UpdateItem');
    // Members' own codes, and orders by their numbers, are found by hashes that are made with it.
    memberKey.readBy(ledger);
    ledger.may(['sqs:SendMessage'], [waitingRefunds.queue.queueArn]);

    shopEventQueue.feed(ledger, { batchSize: 10, concurrency: 50 });
    waitingRefunds.feed(ledger, { batchSize: 10, concurrency: 5 });
    bus.deliver('Enter', { events: orderEvents, to: shopEventQueue });
  }
}
