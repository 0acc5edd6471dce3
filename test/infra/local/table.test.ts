import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishAddresses, readAddresses } from '../../../infra/local/addresses.ts';
import { readAssembly } from '../../../infra/local/assembly.ts';
import { openDataFolder } from '../../../infra/local/data-folder.ts';
import { type Engine, startEngine, tendStreamRecords } from '../../../infra/local/engine.ts';
import { type Journal, openJournal } from '../../../infra/local/journal.ts';
import type { StreamRecord } from '../../../infra/local/stream-records.ts';
import { openTail } from '../../../infra/local/stream-tail.ts';
import { ensureTables, type HostedTable, localClient } from '../../../infra/local/table.ts';
import { type HostedTemplate, resolveTemplate } from '../../../infra/local/template.ts';
import { type FixtureAssembly, writeAssembly } from './fixture-assembly.ts';

const keyed = (more: object) => ({
  Type: 'AWS::DynamoDB::GlobalTable',
  Properties: {
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: 'PK', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'PK', AttributeType: 'S' }],
    ...more,
  },
});
const resources = {
  DataKeys: keyed({ Replicas: [{ Region: 'local' }] }),
  Ledger: keyed({ StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' } }),
};

let data: string;
let assembly: FixtureAssembly;
let template: HostedTemplate;
let engine: Engine;
let journal: Journal;
let client: DynamoDBClient;
let tables: readonly HostedTable[];
beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'perch-tables-'));
  assembly = writeAssembly(resources);
  template = resolveTemplate(readAssembly(assembly.folder), 'http://127.0.0.1:1');
  engine = await startEngine(openDataFolder(data));
  journal = openJournal(':memory:');
  client = new DynamoDBClient(localClient(engine.url));
  tables = await ensureTables(template, engine.url);
});
afterAll(async () => {
  client.destroy();
  journal.close();
  await engine.stop();
  assembly.discard();
  rmSync(data, { recursive: true, force: true });
});

const keyOf = (id: string) => ({ PK: { S: id } });
const put = (TableName: string, id: string) =>
  client.send(new PutItemCommand({ TableName, Item: { ...keyOf(id), of: { S: TableName } } }));
const read = async (TableName: string, id: string) =>
  (await client.send(new GetItemCommand({ TableName, Key: keyOf(id) }))).Item;
const remove = (TableName: string, id: string, more: object = {}) =>
  client.send(new DeleteItemCommand({ TableName, Key: keyOf(id), ...more }));

describe('the tables of a template on one machine', () => {
  it('are all there, each with a stream only where it has one, and again at the next start', async () => {
    expect(tables.map(({ resource, engineArn }) => [resource.ref, typeof engineArn])).toEqual([
      ['DataKeys', 'undefined'],
      ['Ledger', 'string'],
    ]);
    await put('DataKeys', 'kept');
    expect(await ensureTables(template, engine.url)).toEqual(tables);
    expect(await read('DataKeys', 'kept')).toEqual({ ...keyOf('kept'), of: { S: 'DataKeys' } });
    expect(await read('Ledger', 'kept')).toBeUndefined();
  });

  it('let go of an item for good, on its condition and once', async () => {
    await put('DataKeys', 'm-1');
    const unmet = { ConditionExpression: 'attribute_not_exists(PK)' };
    await expect(remove('DataKeys', 'm-1', unmet)).rejects.toThrow(ConditionalCheckFailedException);
    const { Attributes } = await remove('DataKeys', 'm-1', { ReturnValues: 'ALL_OLD' });
    expect(Attributes).toEqual({ ...keyOf('m-1'), of: { S: 'DataKeys' } });
    expect(await read('DataKeys', 'm-1')).toBeUndefined();
    expect(
      (await remove('DataKeys', 'm-1', { ReturnValues: 'ALL_OLD' })).Attributes,
    ).toBeUndefined();
  });

  it('let go of items of both in one transaction', async () => {
    await Promise.all([put('DataKeys', 'm-2'), put('Ledger', 'm-2')]);
    const TransactItems = ['DataKeys', 'Ledger'].map((TableName) => ({
      Delete: { TableName, Key: keyOf('m-2') },
    }));
    await client.send(new TransactWriteItemsCommand({ TransactItems }));
    expect(await Promise.all([read('DataKeys', 'm-2'), read('Ledger', 'm-2')])).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('tell of what went in their stream, with what it was', async () => {
    const engineArn = tables[1]?.engineArn ?? '';
    const records: StreamRecord[] = [];
    const stopping = new AbortController();
    const tail = openTail({
      engineArn,
      arn: 'arn:ledger',
      tableUrl: engine.url,
      journal,
      handlers: [async (batch) => void records.push(...batch.records)],
      signal: stopping.signal,
    });
    tendStreamRecords(openDataFolder(data), 'Ledger', tail.position());
    await put('Ledger', 'm-3');
    await remove('Ledger', 'm-3');
    await remove('Ledger', 'm-3');
    await tail.drained();
    stopping.abort();
    await tail.stop();
    const told = records
      .filter(({ dynamodb }) => dynamodb.Keys?.PK?.S === 'm-3')
      .map(({ eventName, dynamodb }) => [eventName, dynamodb.OldImage]);
    expect(told).toEqual([
      ['INSERT', undefined],
      ['REMOVE', { ...keyOf('m-3'), of: { S: 'Ledger' } }],
    ]);
  });

  it('are known to commands by the one that has a stream', () => {
    const folder = openDataFolder(data);
    publishAddresses(folder, { template, engine, awsUrl: 'http://127.0.0.1:1' });
    expect(readAddresses(data).tableName).toBe('Ledger');
  });
});
