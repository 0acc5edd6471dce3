import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { dataKeys } from '../../shared/contact/data-keys.ts';
import { memberKeyReader } from '../../shared/identity/member-key.ts';
import { environment } from '../../shared/lambda/environment.ts';
import { dynamoDbTable } from '../../shared/table/dynamodb-table.ts';
import { privacyRequests } from './handler.ts';

const dynamoDb = new DynamoDBClient();
const queues = new SQSClient();
const metrics = new Metrics({ namespace: 'Perch' });
const QueueUrl = environment('OWN_QUEUE_URL');

export const handler = privacyRequests({
  table: dynamoDbTable(dynamoDb, environment('TABLE_NAME')),
  keys: dataKeys(dynamoDb, new KMSClient(), {
    tableName: environment('DATA_KEYS_TABLE_NAME'),
    wrappingKeyId: environment('WRAPPING_KEY_ID'),
  }),
  memberKey: memberKeyReader(new SecretsManagerClient(), environment('MEMBER_KEY_SECRET_ID')),
  goOn: async (rest) => {
    await queues.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(rest) }));
  },
  measure: ({ open, oldestDays }) => {
    metrics.addMetric('PrivacyRequestsOpen', MetricUnit.Count, open);
    metrics.addMetric('OldestPrivacyRequestDays', MetricUnit.Count, oldestDays);
    metrics.publishStoredMetrics();
  },
});
