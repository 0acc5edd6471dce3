import { type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { memberOf, ROSTER_INDEX } from './keys.ts';
import { FEW } from './roster.ts';
import type { Item } from './table.ts';

/**
 * The ids of all members, where they are few, for those who go through them all: one request, of a
 * unit or two. Undefined where there are more.
 */
export function fewMembers(client: DynamoDBClient, tableName: string) {
  return async (): Promise<readonly string[] | undefined> => {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new ScanCommand({ TableName: tableName, IndexName: ROSTER_INDEX.name, Limit: FEW }),
    );
    return LastEvaluatedKey === undefined
      ? Items.map((item) => memberOf(unmarshall(item) as Item))
      : undefined;
  };
}
