import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { environment } from '../../shared/lambda/environment.ts';
import { dynamoDbTable } from '../../shared/table/dynamodb-table.ts';
import { subscriptions } from './handler.ts';

export const handler = subscriptions({
  table: dynamoDbTable(new DynamoDBClient(), environment('TABLE_NAME')),
});
