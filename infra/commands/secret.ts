import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { run, say } from './run.ts';

/*
 * npm run secret -- <shop> [--stage production] [--api | --forget]      (the secret comes on standard input)
 *
 * Sets the secret with which a shop signs its webhooks. The one before it stays valid beside it,
 * so that deliveries already signed with it are taken; --forget ends that once the shop signs anew.
 * With --api it sets the token with which the shop's API is asked, and leaves the rest as it is.
 */
await run(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      stage: { type: 'string', default: 'production' },
      api: { type: 'boolean', default: false },
      forget: { type: 'boolean', default: false },
    },
  });
  const [shop] = positionals;
  if (shop === undefined) throw new Error('Name the shop: npm run secret -- <shop>');
  if (values.api && values.forget) throw new Error('Say --api or --forget, not both.');
  const SecretId = `perch-${values.stage}/shops/${shop}`;
  const client = new SecretsManagerClient();
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId }));
  const known: ShopSecret = JSON.parse(SecretString ?? '{}');

  const given = values.forget ? known.current : (await text(process.stdin)).trim();
  if (given === undefined || given.length < 16) {
    throw new Error('Give the secret on standard input; it has at least 16 characters.');
  }
  const value = values.api ? { ...known, api: given } : signingWith(given, known, values.forget);
  await client.send(new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify(value) }));
  say(`${SecretId} is set; functions take it up within five minutes.`);
});

interface ShopSecret {
  readonly current?: string;
  readonly previous?: string;
  readonly api?: string;
}

function signingWith(given: string, { current, api }: ShopSecret, forget: boolean): ShopSecret {
  const keepBefore = !forget && current !== undefined && current !== given;
  return {
    current: given,
    ...(keepBefore && { previous: current }),
    ...(api !== undefined && { api }),
  };
}
