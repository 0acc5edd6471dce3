import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll } from 'vitest';
import { openDataFolder } from '../../infra/local/data-folder.ts';
import { type Engine, startEngine } from '../../infra/local/engine.ts';
import { localClient } from '../../infra/local/table.ts';
import { dynamoDbTable } from '../../shared/table/dynamodb-table.ts';
import { AGENDA_INDEX, HISTORY_INDEX, ROSTER_INDEX, TABLE_KEYS } from '../../shared/table/keys.ts';
import type { Table } from '../../shared/table/table.ts';

/** A real table on the local engine for the tests of one file, which share it. */
export function useLocalTable(): {
  readonly table: Table;
  readonly client: DynamoDBClient;
  /** A data folder as of a host that runs, for commands that work on one. */
  readonly data: string;
} {
  const folder = openDataFolder();
  let engine: Engine | undefined;
  let client: DynamoDBClient | undefined;
  let table: Table | undefined;

  beforeAll(async () => {
    engine = await startEngine(folder);
    client = new DynamoDBClient(localClient(engine.url));
    await client.send(createTable('perch-test'));
    table = dynamoDbTable(client, 'perch-test');
    const addresses = { tableUrl: engine.url, awsUrl: engine.url, busName: '' };
    writeFileSync(folder.addresses, JSON.stringify({ ...addresses, tableName: 'perch-test' }));
  });

  afterAll(async () => {
    client?.destroy();
    await engine?.stop();
    folder.discard();
  });

  return {
    data: dirname(folder.addresses),
    get table() {
      if (table === undefined) throw new Error('the table is there once the tests have begun');
      return table;
    },
    get client() {
      if (client === undefined) throw new Error('the client is there once the tests have begun');
      return client;
    },
  };
}

function createTable(TableName: string): CreateTableCommand {
  const key = (AttributeName: string, KeyType: 'HASH' | 'RANGE') => ({ AttributeName, KeyType });
  const attribute = (AttributeName: string, AttributeType: 'S' | 'N') => ({
    AttributeName,
    AttributeType,
  });
  return new CreateTableCommand({
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [key(TABLE_KEYS.partition, 'HASH'), key(TABLE_KEYS.sort, 'RANGE')],
    AttributeDefinitions: [
      attribute(TABLE_KEYS.partition, 'S'),
      attribute(TABLE_KEYS.sort, 'S'),
      attribute(HISTORY_INDEX.partition, 'S'),
      attribute(HISTORY_INDEX.sort, 'N'),
      attribute(ROSTER_INDEX.partition, 'S'),
      attribute(AGENDA_INDEX.partition, 'S'),
      attribute(AGENDA_INDEX.sort, 'S'),
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: HISTORY_INDEX.name,
        KeySchema: [key(HISTORY_INDEX.partition, 'HASH'), key(HISTORY_INDEX.sort, 'RANGE')],
        Projection: { ProjectionType: 'ALL' },
      },
      {
        IndexName: ROSTER_INDEX.name,
        KeySchema: [key(ROSTER_INDEX.partition, 'HASH'), key(ROSTER_INDEX.sort, 'RANGE')],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
      {
        IndexName: AGENDA_INDEX.name,
        KeySchema: [key(AGENDA_INDEX.partition, 'HASH'), key(AGENDA_INDEX.sort, 'RANGE')],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
  });
}
