import { join } from 'node:path';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { KMSClient } from '@aws-sdk/client-kms';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { sealReader } from '../../shared/contact/seal-key.ts';
import { publish } from '../../shared/events/publish.ts';
import { memberKeyReader } from '../../shared/identity/member-key.ts';
import { environment } from '../../shared/lambda/environment.ts';
import { cachedSecrets, secretFetcher } from '../../shared/shops/shop-secrets.ts';
import { readShops } from '../../shared/shops/shop-settings.ts';
import { webhooks } from './handler.ts';

const bus = new EventBridgeClient();
const secretsManager = new SecretsManagerClient();
const busName = environment('BUS_NAME');

const memberKey = memberKeyReader(secretsManager, environment('MEMBER_KEY_SECRET_ID'));

export const handler = webhooks({
  shops: readShops(join(__dirname, 'shops.json')),
  secrets: cachedSecrets(secretFetcher(secretsManager, environment('SHOP_SECRET_PREFIX'))),
  memberKey,
  seal: sealReader(new KMSClient(), environment('CONTACT_KEY_ID'), memberKey),
  publish: (entries) => publish(bus, busName, entries),
});
