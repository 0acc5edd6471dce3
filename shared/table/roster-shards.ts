import { type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { ROSTER_INDEX } from './keys.ts';
import { shardOf } from './roster-shard.ts';

/** So many members one look at the roster sees. */
const AT_MOST = 100;

/**
 * The numbers of the roster's shards that have members, for those who go through them all: one
 * request, of a unit or two. Where there are more members than one look sees it is undefined; their
 * shards are all in use, or will be soon.
 */
export function shardsInUse(client: DynamoDBClient, tableName: string) {
  return async (): Promise<readonly number[] | undefined> => {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new ScanCommand({ TableName: tableName, IndexName: ROSTER_INDEX.name, Limit: AT_MOST }),
    );
    if (LastEvaluatedKey !== undefined) return undefined;
    const shards = Items.map((item) => shardOf(item[ROSTER_INDEX.partition]?.S ?? ''));
    return [...new Set(shards)].toSorted((a, b) => a - b);
  };
}
