import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { environment } from '../../shared/lambda/environment.ts';
import { dynamoDbTable } from '../../shared/table/dynamodb-table.ts';
import { checkPromotion } from './handler.ts';

export const handler = checkPromotion(
  dynamoDbTable(new DynamoDBClient(), environment('TABLE_NAME')),
);
