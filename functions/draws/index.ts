import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { memberKeyReader } from '../../shared/identity/member-key.ts';
import { environment } from '../../shared/lambda/environment.ts';
import { readProgram } from '../../shared/program/read.ts';
import { dynamoDbTable } from '../../shared/table/dynamodb-table.ts';
import { draws } from './handler.ts';

const secrets = new SecretsManagerClient();

export const handler = draws({
  table: dynamoDbTable(new DynamoDBClient(), environment('TABLE_NAME')),
  program: readProgram(join(__dirname, 'program.json')),
  memberKey: memberKeyReader(secrets, environment('MEMBER_KEY_SECRET_ID')),
  // A secret of the same form, and as unchanging.
  drawKey: memberKeyReader(secrets, environment('DRAW_KEY_SECRET_ID')),
});
