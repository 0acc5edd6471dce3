import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { memberKeyReader } from '../../shared/identity/member-key.ts';
import { environment } from '../../shared/lambda/environment.ts';
import { readProgram } from '../../shared/program/read.ts';
import { dynamoDbTable } from '../../shared/table/dynamodb-table.ts';
import { redemptions } from './handler.ts';

export const handler = redemptions({
  table: dynamoDbTable(new DynamoDBClient(), environment('TABLE_NAME')),
  program: readProgram(join(__dirname, 'program.json')),
  memberKey: memberKeyReader(new SecretsManagerClient(), environment('MEMBER_KEY_SECRET_ID')),
});
