import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { ContactKey } from './contact-key.ts';
import type { Deployment } from './deployment.ts';
import type { EventBus } from './event-bus.ts';
import type { KeptKey } from './kept-key.ts';
import type { LoyaltyTable } from './loyalty-table.ts';
import { NodeFunction } from './node-function.ts';
import type { ShopSecrets } from './shop-secrets.ts';
import { WorkQueue } from './work-queue.ts';

export interface ShopReconciliationProps {
  readonly bus: EventBus;
  readonly table: LoyaltyTable;
  readonly memberKey: KeptKey;
  readonly contactKey: ContactKey;
  readonly secrets: ShopSecrets;
  /** Ids of the shops that have an API. */
  readonly shops: readonly string[];
}

/** From how many hours on that a shop has not been reconciled the operator is told. */
const HOURS_BEHIND = 6;

/** Each hour compares what shops list with the ledger, and has entered what no webhook told. */
export class ShopReconciliation extends Construct {
  constructor(
    scope: Construct,
    id: string,
    deployment: Deployment,
    props: ShopReconciliationProps,
  ) {
    super(scope, id);
    const { bus, table, memberKey, contactKey, secrets, shops } = props;
    const pages = new WorkQueue(this, 'Pages', deployment, {
      holds: 'Pages of shops’ orders that are to be compared with the ledger',
      lateAfter: Duration.hours(2),
    });
    const reconcile = new NodeFunction(this, 'Reconcile', deployment, {
      name: 'reconcile',
      description: 'compares what shops list with the ledger, and has the missing entered',
      environment: {
        TABLE_NAME: table.name,
        BUS_NAME: bus.name,
        MEMBER_KEY_SECRET_ID: memberKey.secretId,
        CONTACT_KEY_ID: contactKey.keyId,
        SHOP_SECRET_PREFIX: secrets.prefix,
        // Each kind of shop has its own address; one machine says where its own shops are.
        SHOP_API_URL: '',
        OWN_QUEUE_URL: pages.queue.queueUrl,
      },
      sendsToItself: true,
      // Pages of several shops are read at once, each of some megabytes.
      memorySize: 1024,
    });
    table.usedBy(reconcile, 'GetItem', 'Query', 'PutItem');
    bus.publishedBy(reconcile);
    memberKey.readBy(reconcile);
    contactKey.sealedWithBy(reconcile);
    secrets.readBy(reconcile);
    reconcile.may(['sqs:SendMessage'], [pages.queue.queueArn]);
    // All shops fire at once. Of what gathers, the latest message of each shop does all the work.
    pages.feed(reconcile, { batchSize: 100, concurrency: 2, gatherFor: Duration.seconds(1) });

    for (const shop of shops) {
      pages.tick(shop, {
        description: `${shop} is reconciled`,
        schedule: ScheduleExpression.rate(Duration.hours(1)),
        flexible: Duration.minutes(10),
        within: Duration.hours(1),
        says: { shop },
      });
    }

    deployment.alarms.watch(reconcile, 'Behind', {
      metric: new Metric({
        namespace: 'Perch',
        metricName: 'HoursBehind',
        dimensionsMap: { service: 'reconcile' },
        period: Duration.hours(1),
        statistic: 'Maximum',
      }),
      atLeast: HOURS_BEHIND,
      description:
        `A shop’s orders could not be compared with the ledger for ${HOURS_BEHIND} hours: its API ` +
        'does not answer, or refuses the token. The log of reconcile names the shop and the reason; ' +
        'nothing is lost, and the next run that succeeds looks at all that was left.',
    });
  }
}
