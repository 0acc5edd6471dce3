import { join } from 'node:path';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { KMSClient } from '@aws-sdk/client-kms';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { sealReader } from '../../shared/contact/seal-key.ts';
import { publish } from '../../shared/events/publish.ts';
import { memberKeyReader } from '../../shared/identity/member-key.ts';
import { environment, optionalEnvironment } from '../../shared/lambda/environment.ts';
import { putOffOnQueue } from '../../shared/lambda/put-off.ts';
import { apiFinder } from '../../shared/shops/api/api-finder.ts';
import { cachedSecrets, tokenFetcher } from '../../shared/shops/shop-secrets.ts';
import { readShops } from '../../shared/shops/shop-settings.ts';
import { askShop } from './handler.ts';
import { secondsBefore } from './waiting.ts';

const bus = new EventBridgeClient();
const secretsManager = new SecretsManagerClient();
const busName = environment('BUS_NAME');
const memberKey = memberKeyReader(secretsManager, environment('MEMBER_KEY_SECRET_ID'));
const tokens = cachedSecrets(tokenFetcher(secretsManager, environment('SHOP_SECRET_PREFIX')));

export const handler = askShop({
  shops: readShops(join(__dirname, 'shops.json')),
  apiOf: apiFinder(tokens, optionalEnvironment('SHOP_API_URL')),
  memberKey,
  seal: sealReader(new KMSClient(), environment('CONTACT_KEY_ID'), memberKey),
  publish: (entries) => publish(bus, busName, entries),
  putOff: putOffOnQueue(new SQSClient(), environment('OWN_QUEUE_URL'), secondsBefore),
});
