import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { run, say } from './run.ts';

/*
 * npm run secret -- <shop> [--stage production] [--forget]      (the secret comes on standard input)
 *
 * Sets the secret with which a shop signs its webhooks. The one before it stays valid beside it,
 * so that deliveries already signed with it are taken; --forget ends that once the shop signs anew.
 */
await run(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      stage: { type: 'string', default: 'production' },
      forget: { type: 'boolean', default: false },
    },
  });
  const [shop] = positionals;
  if (shop === undefined) throw new Error('Name the shop: npm run secret -- <shop>');
  const SecretId = `perch-${values.stage}/shops/${shop}`;
  const client = new SecretsManagerClient();
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId }));
  const { current } = JSON.parse(SecretString ?? '{}') as { current?: string };

  const wanted = values.forget ? current : (await text(process.stdin)).trim();
  if (wanted === undefined || wanted.length < 16) {
    throw new Error('Give the secret on standard input; it has at least 16 characters.');
  }
  const keepBefore = !values.forget && current !== undefined && current !== wanted;
  const value = { current: wanted, ...(keepBefore ? { previous: current } : {}) };
  await client.send(new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify(value) }));
  say(`${SecretId} is set; functions take it up within five minutes.`);
});
