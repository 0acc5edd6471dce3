import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { dynamoDbTable } from '../../shared/table/dynamodb-table.ts';
import type { Table } from '../../shared/table/table.ts';
import { readAddresses } from '../local/addresses.ts';
import { localClient } from '../local/table.ts';

/** Where the ledgers are that a command works on. */
export interface LedgerPlace {
  /** Tells it from other places: a table's name, at AWS or of one machine's data folder. */
  readonly name: string;
  readonly table: Table;
  readonly bus: { readonly client: EventBridgeClient; readonly name: string | undefined };
}

/** The options by which commands are told a place. */
export const placeOptions = {
  /** The name of a table at AWS; the host on this machine without it. */
  table: { type: 'string' },
  /** The name of the bus that belongs to it. */
  bus: { type: 'string' },
  /** The data folder of the host on this machine. */
  data: { type: 'string', default: process.env.PERCH_DATA ?? '.perch' },
} as const;

/** What the options say. */
export interface PlaceOptions {
  readonly table?: string | undefined;
  readonly bus?: string | undefined;
  readonly data: string;
}

/**
 * Opens the place that the options name.
 *
 * @throws with a sentence for people when it is this machine and no host runs.
 */
export function openLedgerPlace(options: PlaceOptions): LedgerPlace {
  if (options.table !== undefined) {
    return {
      name: options.table,
      table: dynamoDbTable(new DynamoDBClient(), options.table),
      bus: { client: new EventBridgeClient(), name: options.bus },
    };
  }
  const { tableUrl, tableName, awsUrl, busName } = readAddresses(options.data);
  return {
    name: `${tableName} in ${options.data}`,
    table: dynamoDbTable(new DynamoDBClient(localClient(tableUrl)), tableName),
    bus: { client: new EventBridgeClient(localClient(awsUrl)), name: busName },
  };
}
