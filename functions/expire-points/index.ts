import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import { publish } from '../../shared/events/publish.ts';
import { environment } from '../../shared/lambda/environment.ts';
import { readProgram } from '../../shared/program/read.ts';
import { sweepFunction } from '../../shared/sweep/function.ts';
import { asideOnQueue, measureTally } from '../../shared/sweep/wiring.ts';
import { dynamoDbTable } from '../../shared/table/dynamodb-table.ts';
import { fewMembers } from '../../shared/table/few-members.ts';
import { expirySweep } from './sweep.ts';

const bus = new EventBridgeClient();
const busName = environment('BUS_NAME');
const client = new DynamoDBClient();
const tableName = environment('TABLE_NAME');
const table = dynamoDbTable(client, tableName);

const sweep = expirySweep({
  table,
  program: readProgram(join(__dirname, 'program.json')),
  tell: async (events) => {
    const left = await publish(bus, busName, events);
    if (left.length > 0) throw new Error(`the bus did not take ${left.length} events`);
  },
});

export const handler = sweepFunction(sweep, {
  table,
  setAside: asideOnQueue(new SQSClient(), environment('LEFT_OUT_QUEUE_URL')),
  fewMembers: fewMembers(client, tableName),
  measure: measureTally(),
});
