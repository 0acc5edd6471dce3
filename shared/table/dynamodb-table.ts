import {
  type AttributeValue,
  BatchGetItemCommand,
  type CancellationReason,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { type Key, TABLE_KEYS, TTL_ATTRIBUTE } from './keys.ts';
import { jitter } from './patience.ts';
import {
  type Condition,
  type Count,
  type Item,
  type Put,
  type Query,
  type Rejection,
  type Table,
  TableBusy,
  USED,
} from './table.ts';

/** The table on DynamoDB. */
export function dynamoDbTable(client: DynamoDBClient, tableName: string): Table {
  const TableName = tableName;
  return {
    async get({ PK, SK }, options) {
      const Key = marshall({ PK, SK });
      const ConsistentRead = options?.consistent ?? false;
      const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead }));
      return Item === undefined ? undefined : read(Item);
    },

    async getMany(keys) {
      const found = new Map<string, Item>();
      let left: Record<string, AttributeValue>[] = keys.map(({ PK, SK }) => marshall({ PK, SK }));
      for (let round = 0; left.length > 0; round++) {
        if (round > MOST_ROUNDS) throw new TableBusy('the table gave only a part of many items');
        if (round > 0) await jitter.pause(round);
        const { Responses, UnprocessedKeys } = await client.send(
          new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: left } } }),
        );
        for (const item of (Responses?.[TableName] ?? []).map(read)) found.set(nameOf(item), item);
        left = UnprocessedKeys?.[TableName]?.Keys ?? [];
      }
      return keys.map((key) => found.get(nameOf(key)));
    },

    async query(query) {
      const { Items = [] } = await client.send(new QueryCommand({ TableName, ...range(query) }));
      return Items.map(read);
    },

    async put(put) {
      try {
        await client.send(new PutItemCommand({ TableName, ...write(put) }));
        return true;
      } catch (fault) {
        if (fault instanceof ConditionalCheckFailedException) return false;
        throw fault;
      }
    },

    async remove({ PK, SK }) {
      await client.send(new DeleteItemCommand({ TableName, Key: marshall({ PK, SK }) }));
    },

    async transact(writes) {
      const common = { TableName, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const };
      const TransactItems = writes.map((one) =>
        'item' in one
          ? { Put: { ...common, ...write(one) } }
          : { Update: { ...common, ...count(one) } },
      );
      try {
        await client.send(new TransactWriteItemsCommand({ TransactItems }));
        return { committed: true };
      } catch (fault) {
        if (!(fault instanceof TransactionCanceledException)) throw fault;
        const rejections = (fault.CancellationReasons ?? []).map(rejection);
        if (rejections.includes(undefined)) throw fault;
        return { committed: false, rejections: rejections.filter((r) => r !== undefined) };
      }
    },
  };
}

/** How often what a batch left is asked for again. */
const MOST_ROUNDS = 5;

function nameOf({ PK, SK }: Key): string {
  return JSON.stringify([PK, SK]);
}

/** What each of DynamoDB's reasons means to a writer; any other is a fault. */
function rejection(cancelled: CancellationReason): Rejection | undefined {
  switch (cancelled.Code) {
    case 'None':
      return { reason: 'none' };
    case 'ConditionalCheckFailed':
      return cancelled.Item === undefined
        ? { reason: 'condition' }
        : { reason: 'condition', found: read(cancelled.Item) };
    case 'TransactionConflict':
    case 'ThrottlingError':
    case 'ProvisionedThroughputExceeded':
      return { reason: 'conflict' };
    default:
      return undefined;
  }
}

function write({ item, condition }: Put) {
  return { Item: marshall(item), ...expression(condition) };
}

function count({ key, add, atMostBefore, endsAt }: Count) {
  const ends = endsAt !== undefined;
  return {
    Key: marshall({ PK: key.PK, SK: key.SK }),
    UpdateExpression: `ADD #used :add${ends ? ' SET #ttl = :ttl' : ''}`,
    ConditionExpression: 'attribute_not_exists(#used) OR #used <= :most',
    ExpressionAttributeNames: { '#used': USED, ...(ends ? { '#ttl': TTL_ATTRIBUTE } : {}) },
    ExpressionAttributeValues: marshall({
      ':add': add,
      ':most': atMostBefore,
      ...(ends ? { ':ttl': endsAt } : {}),
    }),
  };
}

function expression(condition: Condition) {
  if (condition === 'absent') {
    return {
      ConditionExpression: 'attribute_not_exists(#key)',
      ExpressionAttributeNames: { '#key': TABLE_KEYS.partition },
    };
  }
  return {
    ConditionExpression: '#attribute = :value',
    ExpressionAttributeNames: { '#attribute': condition.attribute },
    ExpressionAttributeValues: marshall({ ':value': condition.equals }),
  };
}

function range(query: Query) {
  const keys = query.index ?? TABLE_KEYS;
  const { from, to } = query;
  const sort =
    from !== undefined && to !== undefined
      ? ' AND #sort BETWEEN :from AND :to'
      : from !== undefined
        ? ' AND #sort >= :from'
        : to !== undefined
          ? ' AND #sort <= :to'
          : '';
  return {
    ...(query.index === undefined ? {} : { IndexName: query.index.name }),
    KeyConditionExpression: `#partition = :partition${sort}`,
    ExpressionAttributeNames: {
      '#partition': keys.partition,
      ...(sort === '' ? {} : { '#sort': keys.sort }),
    },
    ExpressionAttributeValues: marshall({
      ':partition': query.partition,
      ...(from === undefined ? {} : { ':from': from }),
      ...(to === undefined ? {} : { ':to': to }),
    }),
    ScanIndexForward: !(query.descending ?? false),
    ConsistentRead: query.consistent ?? false,
    Limit: Math.min(query.limit ?? 100, 1_000),
  };
}

function read(attributes: Parameters<typeof unmarshall>[0]): Item {
  return unmarshall(attributes) as Item;
}
