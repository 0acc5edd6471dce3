import middy from '@middy/core';
import type {
  Context,
  DynamoDBBatchResponse,
  DynamoDBRecord,
  DynamoDBStreamEvent,
} from 'aws-lambda';
import { type Log, logWith } from './log.ts';

/**
 * The stack of every function behind the table's stream. The handler takes the whole batch, for
 * it decides what is sent together, and returns the sequence numbers that are to come again.
 */
export function streamFunction(
  handle: (records: readonly DynamoDBRecord[], log: Log) => Promise<readonly string[]>,
) {
  return middy<DynamoDBStreamEvent, DynamoDBBatchResponse, Error, Context>().handler(
    async (event: DynamoDBStreamEvent) => {
      const failed = await handle(event.Records, logWith({}));
      return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
    },
  );
}
