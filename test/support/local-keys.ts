import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { afterAll, beforeAll } from 'vitest';
import { readAssembly } from '../../infra/local/assembly.ts';
import { keyCalls } from '../../infra/local/aws-calls/keys.ts';
import { openAwsEndpoint } from '../../infra/local/aws-endpoint.ts';
import { openJournal } from '../../infra/local/journal.ts';
import { openKeys } from '../../infra/local/keys.ts';
import { localClient } from '../../infra/local/table.ts';
import { resolveTemplate } from '../../infra/local/template.ts';
import type { Contact } from '../../shared/contact/contact.ts';
import { type DataKeys, dataKeys } from '../../shared/contact/data-keys.ts';
import type { Sealed, Unwrap } from '../../shared/contact/seal.ts';
import { sealOpener, sealReader } from '../../shared/contact/seal-key.ts';
import { TABLE_KEYS } from '../../shared/table/keys.ts';
import { writeAssembly } from '../infra/local/fixture-assembly.ts';

/** The key that member ids, prints and tokens are made with in tests. */
export const MEMBER_KEY = 'a key of the tests';

const TABLE = 'perch-data-keys';

/** KMS of the local host and a table of data keys, for the tests of one file. */
export interface LocalKeys {
  readonly dataKeys: DataKeys;
  readonly unwrap: Unwrap;
  seal(member: string, contact: Contact): Promise<Sealed>;
  /** What KMS has been asked so far. */
  readonly calls: readonly string[];
}

/** @param local where the tests of the file have their table */
export function useLocalKeys(local: { readonly client: DynamoDBClient }): LocalKeys {
  const calls: string[] = [];
  const stops: (() => unknown)[] = [];
  let ready: Omit<LocalKeys, 'calls'> | undefined;

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'perch-keys-'));
    const assembly = writeAssembly({
      Contacts: {
        Type: 'AWS::KMS::Key',
        Properties: { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' },
      },
      Wrapping: { Type: 'AWS::KMS::Key', Properties: {} },
    });
    const template = resolveTemplate(readAssembly(assembly.folder), 'http://127.0.0.1:1');
    const journal = openJournal(join(folder, 'journal.db'));
    const endpoint = await openAwsEndpoint();
    endpoint.serve(
      new Map(
        keyCalls({ keys: openKeys(template, journal) }).map(([target, call]) => [
          target,
          (input) => {
            calls.push(target.replace('TrentService.', ''));
            return call(input);
          },
        ]),
      ),
    );
    const kms = new KMSClient(localClient(endpoint.url));
    stops.push(
      () => rmSync(folder, { recursive: true, force: true }),
      () => assembly.discard(),
      () => journal.close(),
      endpoint.close,
      () => kms.destroy(),
    );
    await local.client.send(
      new CreateTableCommand({
        TableName: TABLE,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: TABLE_KEYS.partition, KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: TABLE_KEYS.partition, AttributeType: 'S' }],
      }),
    );
    const idOf = (name: string) =>
      template.ofType('AWS::KMS::Key').find(({ logicalId }) => logicalId === name)?.ref ?? '';
    const seal = sealReader(kms, idOf('Contacts'), async () => MEMBER_KEY);
    ready = {
      dataKeys: dataKeys(local.client, kms, { tableName: TABLE, wrappingKeyId: idOf('Wrapping') }),
      unwrap: sealOpener(kms, idOf('Contacts')),
      seal: async (member, contact) => (await seal())(member, contact),
    };
  });

  afterAll(async () => {
    for (const stop of stops.toReversed()) await stop();
  });

  const keys = (): Omit<LocalKeys, 'calls'> => {
    if (ready === undefined) throw new Error('the keys are there once the tests have begun');
    return ready;
  };
  return {
    calls,
    get dataKeys() {
      return keys().dataKeys;
    },
    get unwrap() {
      return keys().unwrap;
    },
    seal: (member, contact) => keys().seal(member, contact),
  };
}
