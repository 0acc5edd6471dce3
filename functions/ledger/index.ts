import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { memberKeyReader } from '../../shared/identity/member-key.ts';
import { environment } from '../../shared/lambda/environment.ts';
import { readProgram } from '../../shared/program/load.ts';
import { dynamoDbTable } from '../../shared/table/dynamodb-table.ts';
import { ledger } from './handler.ts';
import { putOffOnQueue } from './waiting.ts';

export const handler = ledger({
  table: dynamoDbTable(new DynamoDBClient(), environment('TABLE_NAME')),
  program: readProgram(join(__dirname, 'program.json')),
  putOff: putOffOnQueue(new SQSClient(), environment('WAITING_QUEUE_URL')),
  memberKey: memberKeyReader(new SecretsManagerClient(), environment('MEMBER_KEY_SECRET_ID')),
});
