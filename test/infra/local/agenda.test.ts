import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Agenda, openAgenda } from '../../../infra/local/agenda.ts';
import { readAssembly } from '../../../infra/local/assembly.ts';
import { openDataFolder } from '../../../infra/local/data-folder.ts';
import { type Engine, startEngine } from '../../../infra/local/engine.ts';
import { ensureTables, type HostedTable, localClient } from '../../../infra/local/table.ts';
import { resolveTemplate } from '../../../infra/local/template.ts';
import { dynamoDbTable } from '../../../shared/table/dynamodb-table.ts';
import { AGENDA_INDEX, TABLE_KEYS } from '../../../shared/table/keys.ts';
import type { Table } from '../../../shared/table/table.ts';
import { writeAssembly } from './fixture-assembly.ts';

const schema = (partition: string, sort: string) => [
  { AttributeName: partition, KeyType: 'HASH' },
  { AttributeName: sort, KeyType: 'RANGE' },
];
const Ledger = {
  Type: 'AWS::DynamoDB::GlobalTable',
  Properties: {
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: schema(TABLE_KEYS.partition, TABLE_KEYS.sort),
    AttributeDefinitions: [
      TABLE_KEYS.partition,
      TABLE_KEYS.sort,
      AGENDA_INDEX.partition,
      AGENDA_INDEX.sort,
    ].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    GlobalSecondaryIndexes: [
      {
        IndexName: AGENDA_INDEX.name,
        KeySchema: schema(AGENDA_INDEX.partition, AGENDA_INDEX.sort),
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
  },
};

const folder = openDataFolder();
const assembly = writeAssembly({ Ledger });
let engine: Engine;
let tables: readonly HostedTable[];
let client: DynamoDBClient;
let table: Table;
beforeAll(async () => {
  engine = await startEngine(folder);
  const template = resolveTemplate(readAssembly(assembly.folder), 'http://127.0.0.1:1');
  tables = await ensureTables(template, engine.url);
  client = new DynamoDBClient(localClient(engine.url));
  table = dynamoDbTable(client, 'Ledger');
});
afterAll(async () => {
  client.destroy();
  await engine.stop();
  assembly.discard();
  folder.discard();
});

const NOON = Date.parse('2026-12-01T12:00:00Z');
const HOUR = 3_600_000;

async function stands(id: string, partition: string, due: string): Promise<void> {
  await table.put({ item: { PK: id, SK: 'ITEM', agenda: partition, due }, condition: 'absent' });
}

describe('the agenda of a table', () => {
  let written = 0;
  let agenda: Agenda | undefined;
  beforeAll(() => {
    agenda = openAgenda(tables, engine.url, () => String(written));
  });
  afterAll(() => agenda?.close());

  test('has nothing due while nothing stands in it', async () => {
    expect(await agenda?.nextDue(NOON)).toBeUndefined();
  });

  test('is read again once something was written, and not before', async () => {
    await stands('m-2', 'renewal#0', '2026-12-03T09:00:00.000Z#m-2');
    await stands('m-3', 'H#1', '2026-12-01T13:00:00.000Z#m-3');
    expect(await agenda?.nextDue(NOON)).toBeUndefined();
    written += 1;
    expect(await agenda?.nextDue(NOON)).toBe(NOON + HOUR);
  });

  test('has due at once what was due before', async () => {
    expect(await agenda?.nextDue(NOON + 2 * HOUR)).toBe(NOON + 2 * HOUR);
  });

  test('has something due each day where there is a birthday, whose place says no day', async () => {
    await stands('m-1', 'birthday#0a1b#0', '2026-12-24T00:00:00.000Z#m-1');
    written += 1;
    expect(await agenda?.nextDue(NOON - 13 * HOUR)).toBe(NOON - 12 * HOUR);
    await table.remove({ PK: 'm-1', SK: 'ITEM' });
    written += 1;
    expect(await agenda?.nextDue(NOON)).toBe(NOON + HOUR);
  });

  test('is read each time where nobody knows what was written', async () => {
    const unknowing = openAgenda(tables, engine.url, () => undefined);
    expect(await unknowing?.nextDue(NOON)).toBe(NOON + HOUR);
    await table.remove({ PK: 'm-3', SK: 'ITEM' });
    expect(await unknowing?.nextDue(NOON)).toBe(Date.parse('2026-12-03T09:00:00Z'));
    unknowing?.close();
  });
});

test('there is no agenda where no table has one', () => {
  expect(openAgenda([], 'http://127.0.0.1:1', () => undefined)).toBeUndefined();
});
