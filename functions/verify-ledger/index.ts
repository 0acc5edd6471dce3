import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { environment } from '../../shared/lambda/environment.ts';
import { dynamoDbTable } from '../../shared/table/dynamodb-table.ts';
import { verifyLedger } from './handler.ts';

const queues = new SQSClient();
const metrics = new Metrics({ namespace: 'Perch' });
const QueueUrl = environment('OWN_QUEUE_URL');

export const handler = verifyLedger({
  table: dynamoDbTable(new DynamoDBClient(), environment('TABLE_NAME')),
  goOn: async (rest) => {
    await queues.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(rest) }));
  },
  measure: ({ verified, different }) => {
    metrics.addMetric('LedgersVerified', MetricUnit.Count, verified);
    metrics.addMetric('LedgersDifferent', MetricUnit.Count, different);
    metrics.publishStoredMetrics();
  },
});
