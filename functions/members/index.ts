import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { memberKeyReader } from '../../shared/identity/member-key.ts';
import { environment } from '../../shared/lambda/environment.ts';
import { readProgram } from '../../shared/program/read.ts';
import { readShops } from '../../shared/shops/shop-settings.ts';
import { dynamoDbTable } from '../../shared/table/dynamodb-table.ts';
import { members } from './handler.ts';

export const handler = members({
  table: dynamoDbTable(new DynamoDBClient(), environment('TABLE_NAME')),
  program: readProgram(join(__dirname, 'program.json')),
  shops: readShops(join(__dirname, 'shops.json')),
  memberKey: memberKeyReader(new SecretsManagerClient(), environment('MEMBER_KEY_SECRET_ID')),
});
