import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';

const secret = z.object({ key: z.string().check(z.minLength(16)) });

/**
 * A reader of the key that member ids are made with, `{"key": "..."}` in Secrets Manager. The key
 * never changes, so it is fetched once in a function's life; a fetch that fails is tried again by
 * the next call.
 */
export function memberKeyReader(
  client: SecretsManagerClient,
  secretId: string,
): () => Promise<string> {
  let known: string | undefined;
  return async () => {
    if (known === undefined) {
      const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
      known = z.parse(secret, JSON.parse(SecretString ?? 'null')).key;
    }
    return known;
  };
}
