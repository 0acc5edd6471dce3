import { Duration, Validations } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Deployment } from './deployment.ts';

/** Where something waits for the operator that could not be done, with an alarm from the first on. */
export class DeadLetterQueue extends Queue {
  /** @param holds - what lies in it, as the alarm tells the operator. */
  constructor(scope: Construct, id: string, { alarms }: Deployment, holds: string) {
    super(scope, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    alarms.watch(this, 'NotEmpty', {
      metric: this.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: 'Maximum',
      }),
      atLeast: 1,
      description: `${holds}. Find the cause in the logs, mend it, then redrive the queue; messages are kept for 14 days.`,
    });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is a dead-letter queue itself; its alarm goes off at the first message.',
    });
  }
}
