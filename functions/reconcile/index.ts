import { join } from 'node:path';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { KMSClient } from '@aws-sdk/client-kms';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { sealReader } from '../../shared/contact/seal-key.ts';
import { publish } from '../../shared/events/publish.ts';
import { memberKeyReader } from '../../shared/identity/member-key.ts';
import { environment, optionalEnvironment } from '../../shared/lambda/environment.ts';
import { apiFinder } from '../../shared/shops/api/api-finder.ts';
import { cachedSecrets, tokenFetcher } from '../../shared/shops/shop-secrets.ts';
import { readShops } from '../../shared/shops/shop-settings.ts';
import { dynamoDbTable } from '../../shared/table/dynamodb-table.ts';
import { reconcile } from './handler.ts';

const bus = new EventBridgeClient();
const queues = new SQSClient();
const secretsManager = new SecretsManagerClient();
const metrics = new Metrics({ namespace: 'Perch' });
const busName = environment('BUS_NAME');
const QueueUrl = environment('OWN_QUEUE_URL');
const memberKey = memberKeyReader(secretsManager, environment('MEMBER_KEY_SECRET_ID'));
const tokens = cachedSecrets(tokenFetcher(secretsManager, environment('SHOP_SECRET_PREFIX')));

export const handler = reconcile({
  shops: readShops(join(__dirname, 'shops.json')),
  apiOf: apiFinder(tokens, optionalEnvironment('SHOP_API_URL')),
  table: dynamoDbTable(new DynamoDBClient(), environment('TABLE_NAME')),
  memberKey,
  seal: sealReader(new KMSClient(), environment('CONTACT_KEY_ID'), memberKey),
  publish: (entries) => publish(bus, busName, entries),
  goOn: async (rest) => {
    await queues.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(rest) }));
  },
  measure: ({ ordersHealed, pageRefused, hoursBehind }) => {
    metrics.addMetric('OrdersHealed', MetricUnit.Count, ordersHealed);
    metrics.addMetric('ShopPagesRefused', MetricUnit.Count, pageRefused ? 1 : 0);
    if (hoursBehind !== undefined) metrics.addMetric('HoursBehind', MetricUnit.Count, hoursBehind);
    metrics.publishStoredMetrics();
  },
});
