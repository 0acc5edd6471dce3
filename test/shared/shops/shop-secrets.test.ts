import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, test } from 'vitest';
import { cachedSecrets, secretFetcher, tokenFetcher } from '../../../shared/shops/shop-secrets.ts';
import { withAwsEndpoint } from './aws-endpoint.ts';

/** Secrets that are other ones at each fetch, and what was fetched. */
function rotating() {
  const fetched: string[] = [];
  const secrets = cachedSecrets(async (shop) => [`${shop}-${fetched.push(shop)}`]);
  return { secrets, fetched };
}

const MINUTE = 60_000;

describe('a shop’s secrets', () => {
  test('are believed for five minutes of the requests’ time', async () => {
    const { secrets } = rotating();
    expect(await secrets.of('a', 0)).toEqual(['a-1']);
    expect(await secrets.of('a', 5 * MINUTE)).toEqual(['a-1']);
    expect(await secrets.of('a', 5 * MINUTE + 1)).toEqual(['a-2']);
  });

  test('are each shop’s own', async () => {
    const { secrets } = rotating();
    expect(await secrets.of('a', 0)).toEqual(['a-1']);
    expect(await secrets.of('b', 0)).toEqual(['b-2']);
    expect(await secrets.of('a', 0)).toEqual(['a-1']);
  });

  test('are fetched anew when a signature does not fit, but not every time', async () => {
    const { secrets, fetched } = rotating();
    await secrets.of('a', 0);
    expect(await secrets.renewed('a', 10_000)).toBeUndefined();
    expect(await secrets.renewed('a', 10_001)).toEqual(['a-2']);
    expect(await secrets.renewed('a', 10_002)).toBeUndefined();
    expect(await secrets.of('a', 10_003)).toEqual(['a-2']);
    expect(fetched).toHaveLength(2);
  });

  test('are fetched anew when time was moved back', async () => {
    const { secrets } = rotating();
    await secrets.of('a', 100 * MINUTE);
    expect(await secrets.of('a', 0)).toEqual(['a-2']);
  });

  test('that could not be fetched are asked for again', async () => {
    let calls = 0;
    const secrets = cachedSecrets(async () => {
      if (calls++ === 0) throw new Error('no answer');
      return ['a'];
    });
    await expect(secrets.of('a', 0)).rejects.toThrow('no answer');
    expect(await secrets.of('a', 0)).toEqual(['a']);
  });
});

describe('a shop’s secret in Secrets Manager', () => {
  const fetched = async (SecretString: string, fetcher = secretFetcher) => {
    let secrets: readonly string[] = [];
    const calls = await withAwsEndpoint(
      () => ({ output: { SecretString } }),
      async (config) => {
        const fetch = fetcher(new SecretsManagerClient(config), 'perch-test/shops/');
        secrets = await fetch('demo-store');
      },
    );
    return { secrets, calls };
  };

  test('is found under the prefix and the shop’s id', async () => {
    const { secrets, calls } = await fetched('{"current":"new"}');
    expect(secrets).toEqual(['new']);
    expect(calls).toEqual([
      {
        operation: 'secretsmanager.GetSecretValue',
        input: { SecretId: 'perch-test/shops/demo-store' },
      },
    ]);
  });

  test('is two while it is rotated', async () => {
    const { secrets } = await fetched('{"current":"new","previous":"old"}');
    expect(secrets).toEqual(['new', 'old']);
  });

  test('is not the token for its API, which stands beside it and may be missing', async () => {
    const value = '{"current":"new","api":"shpat_1"}';
    expect((await fetched(value)).secrets).toEqual(['new']);
    expect((await fetched(value, tokenFetcher)).secrets).toEqual(['shpat_1']);
    expect((await fetched('{"current":"new"}', tokenFetcher)).secrets).toEqual([]);
  });

  test('that has not been set is a fault', async () => {
    await expect(fetched('{}')).rejects.toThrow();
    await expect(fetched('{"current":""}')).rejects.toThrow();
    await expect(fetched('plain text')).rejects.toThrow();
  });
});
