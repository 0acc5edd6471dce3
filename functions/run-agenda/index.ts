import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { publish } from '../../shared/events/publish.ts';
import { memberKeyReader } from '../../shared/identity/member-key.ts';
import { environment } from '../../shared/lambda/environment.ts';
import { readProgram } from '../../shared/program/read.ts';
import { asideOnQueue, measureTally } from '../../shared/sweep/wiring.ts';
import { dynamoDbTable } from '../../shared/table/dynamodb-table.ts';
import { runAgenda } from './handler.ts';

const bus = new EventBridgeClient();
const busName = environment('BUS_NAME');
const queues = new SQSClient();
const QueueUrl = environment('OWN_QUEUE_URL');

export const handler = runAgenda({
  table: dynamoDbTable(new DynamoDBClient(), environment('TABLE_NAME')),
  program: readProgram(join(__dirname, 'program.json')),
  memberKey: memberKeyReader(new SecretsManagerClient(), environment('MEMBER_KEY_SECRET_ID')),
  tell: async (events) => {
    const left = await publish(bus, busName, events);
    if (left.length > 0) throw new Error(`the bus did not take ${left.length} events`);
  },
  setAside: asideOnQueue(queues, environment('LEFT_OUT_QUEUE_URL')),
  goOn: async (rest) => {
    await queues.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(rest) }));
  },
  measure: measureTally(),
});
