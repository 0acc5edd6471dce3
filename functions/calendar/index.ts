import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { memberKeyReader } from '../../shared/identity/member-key.ts';
import { environment } from '../../shared/lambda/environment.ts';
import { readProgram } from '../../shared/program/read.ts';
import { dynamoDbTable } from '../../shared/table/dynamodb-table.ts';
import { calendar } from './handler.ts';

const queues = new SQSClient();
const secrets = new SecretsManagerClient();
const QueueUrl = environment('OWN_QUEUE_URL');

export const handler = calendar({
  table: dynamoDbTable(new DynamoDBClient(), environment('TABLE_NAME')),
  program: readProgram(join(__dirname, 'program.json')),
  memberKey: memberKeyReader(secrets, environment('MEMBER_KEY_SECRET_ID')),
  drawKey: memberKeyReader(secrets, environment('DRAW_KEY_SECRET_ID')),
  goOn: async (requests) => {
    for (const request of requests) {
      await queues.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(request) }));
    }
  },
});
