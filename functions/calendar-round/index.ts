import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { environment } from '../../shared/lambda/environment.ts';
import { readProgram } from '../../shared/program/read.ts';
import { sweepFunction } from '../../shared/sweep/function.ts';
import { asideOnQueue, measureTally } from '../../shared/sweep/wiring.ts';
import { dynamoDbTable } from '../../shared/table/dynamodb-table.ts';
import { fewMembers } from '../../shared/table/few-members.ts';
import { calendarRound } from './sweep.ts';

const client = new DynamoDBClient();
const tableName = environment('TABLE_NAME');
const table = dynamoDbTable(client, tableName);

export const handler = sweepFunction(
  calendarRound(table, readProgram(join(__dirname, 'program.json'))),
  {
    table,
    setAside: asideOnQueue(new SQSClient(), environment('LEFT_OUT_QUEUE_URL')),
    fewMembers: fewMembers(client, tableName),
    measure: measureTally(),
  },
);
