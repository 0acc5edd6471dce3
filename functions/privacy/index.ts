import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { dataKeys } from '../../shared/contact/data-keys.ts';
import { memberKeyReader } from '../../shared/identity/member-key.ts';
import { environment } from '../../shared/lambda/environment.ts';
import { readProgram } from '../../shared/program/read.ts';
import { dynamoDbTable } from '../../shared/table/dynamodb-table.ts';
import { privacy } from './handler.ts';

const dynamoDb = new DynamoDBClient();
const secrets = new SecretsManagerClient();
const queues = new SQSClient();
const QueueUrl = environment('PRIVACY_QUEUE_URL');

export const handler = privacy({
  table: dynamoDbTable(dynamoDb, environment('TABLE_NAME')),
  keys: dataKeys(dynamoDb, new KMSClient(), {
    tableName: environment('DATA_KEYS_TABLE_NAME'),
    wrappingKeyId: environment('WRAPPING_KEY_ID'),
  }),
  program: readProgram(join(__dirname, 'program.json')),
  memberKey: memberKeyReader(secrets, environment('MEMBER_KEY_SECRET_ID')),
  drawKey: memberKeyReader(secrets, environment('DRAW_KEY_SECRET_ID')),
  start: async (work) => {
    await queues.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(work) }));
  },
});
