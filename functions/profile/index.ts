import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { dataKeys } from '../../shared/contact/data-keys.ts';
import { sealOpener } from '../../shared/contact/seal-key.ts';
import { environment } from '../../shared/lambda/environment.ts';
import { readProgram } from '../../shared/program/read.ts';
import { dynamoDbTable } from '../../shared/table/dynamodb-table.ts';
import { profile } from './handler.ts';

const dynamoDb = new DynamoDBClient();
const kms = new KMSClient();

export const handler = profile({
  table: dynamoDbTable(dynamoDb, environment('TABLE_NAME')),
  keys: dataKeys(dynamoDb, kms, {
    tableName: environment('DATA_KEYS_TABLE_NAME'),
    wrappingKeyId: environment('WRAPPING_KEY_ID'),
  }),
  unwrap: sealOpener(kms, environment('CONTACT_KEY_ID')),
  program: readProgram(join(__dirname, 'program.json')),
});
