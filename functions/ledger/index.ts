import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { memberKeyReader } from '../../shared/identity/member-key.ts';
import { environment } from '../../shared/lambda/environment.ts';
import { putOffOnQueue } from '../../shared/lambda/put-off.ts';
import { readProgram } from '../../shared/program/read.ts';
import { dynamoDbTable } from '../../shared/table/dynamodb-table.ts';
import { ledger } from './handler.ts';
import { WAIT_SECONDS } from './waiting.ts';

export const handler = ledger({
  table: dynamoDbTable(new DynamoDBClient(), environment('TABLE_NAME')),
  program: readProgram(join(__dirname, 'program.json')),
  putOff: putOffOnQueue(new SQSClient(), environment('WAITING_QUEUE_URL'), () => WAIT_SECONDS),
  memberKey: memberKeyReader(new SecretsManagerClient(), environment('MEMBER_KEY_SECRET_ID')),
});
