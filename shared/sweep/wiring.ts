import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SweepDependencies } from './function.ts';

/** Sets members aside on a queue. */
export function asideOnQueue(client: SQSClient, QueueUrl: string): SweepDependencies['setAside'] {
  return async (leftOut) => {
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(leftOut) }));
  };
}

/** Gives each name of a tally as a metric of its own, such as `Visited`. */
export function measureTally(): SweepDependencies['measure'] {
  const metrics = new Metrics({ namespace: 'Perch' });
  return (tally) => {
    // Publishing nothing would be warned of, in a line that is no JSON.
    if (Object.keys(tally).length === 0) return;
    for (const [name, count] of Object.entries(tally)) {
      metrics.addMetric(`${name.charAt(0).toUpperCase()}${name.slice(1)}`, MetricUnit.Count, count);
    }
    metrics.publishStoredMetrics();
  };
}
