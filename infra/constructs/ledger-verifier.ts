import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { Deployment } from './deployment.ts';
import type { LoyaltyTable } from './loyalty-table.ts';
import { NodeFunction } from './node-function.ts';
import { WorkQueue } from './work-queue.ts';

export interface LedgerVerifierProps {
  readonly table: LoyaltyTable;
}

/** Replays the ledgers of a part of the members a day; one that differs wakes the operator. */
export class LedgerVerifier extends Construct {
  constructor(scope: Construct, id: string, deployment: Deployment, props: LedgerVerifierProps) {
    super(scope, id);
    const { table } = props;
    const slices = new WorkQueue(this, 'Slices', deployment, {
      holds: 'Ledgers that are to be verified',
      lateAfter: Duration.hours(12),
    });
    const verifier = new NodeFunction(this, 'Verifier', deployment, {
      name: 'verify-ledger',
      description: 'replays ledgers and compares them with their states and chains',
      environment: { TABLE_NAME: table.name, OWN_QUEUE_URL: slices.queue.queueUrl },
      sendsToItself: true,
    });
    table.usedBy(verifier, 'GetItem');
    table.historyReadBy(verifier);
    table.rosterReadBy(verifier);
    verifier.may(['sqs:SendMessage'], [slices.queue.queueArn]);
    slices.feed(verifier, { batchSize: 1, concurrency: 2 });

    slices.tick('Daily', {
      description: 'a part of the ledgers is verified',
      schedule: ScheduleExpression.rate(Duration.days(1)),
      flexible: Duration.hours(1),
    });

    deployment.alarms.watch(verifier, 'Different', {
      metric: new Metric({
        namespace: 'Perch',
        metricName: 'LedgersDifferent',
        dimensionsMap: { service: 'verify-ledger' },
        period: Duration.minutes(5),
        statistic: 'Sum',
      }),
      atLeast: 1,
      description:
        'A member’s state or chain of entries is not what the entries amount to. The log of ' +
        'verify-ledger names the member and the difference; npm run verify looks at all of them.',
    });
  }
}
