import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { expect, test } from 'vitest';
import { memberKeyReader } from '../../../shared/identity/member-key.ts';
import { withAwsEndpoint } from '../shops/aws-endpoint.ts';

const key = 'a key of thirty-two or so letters';
const secret = { output: { SecretString: JSON.stringify({ key }) } };

test('the member key is fetched once, by its id', async () => {
  const calls = await withAwsEndpoint(
    () => secret,
    async (config) => {
      const read = memberKeyReader(new SecretsManagerClient(config), 'perch-test/member-key');
      expect(await read()).toBe(key);
      expect(await read()).toBe(key);
    },
  );
  expect(calls).toEqual([
    { operation: 'secretsmanager.GetSecretValue', input: { SecretId: 'perch-test/member-key' } },
  ]);
});

test('a fetch of the member key that fails is no reason not to try again', async () => {
  await withAwsEndpoint(
    (_, index) => (index === 0 ? { error: 'InternalServiceError' } : secret),
    async (config) => {
      const read = memberKeyReader(new SecretsManagerClient(config), 'perch-test/member-key');
      await expect(read()).rejects.toThrow();
      expect(await read()).toBe(key);
    },
  );
});

test('a member key that is none, or too short to be secret, is a fault', async () => {
  for (const SecretString of ['{}', '{"key":""}', '{"key":"short"}']) {
    await withAwsEndpoint(
      () => ({ output: { SecretString } }),
      async (config) => {
        await expect(memberKeyReader(new SecretsManagerClient(config), 'k')()).rejects.toThrow();
      },
    );
  }
});
