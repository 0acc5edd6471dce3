import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { environment } from '../../shared/lambda/environment.ts';
import { dynamoDbTable } from '../../shared/table/dynamodb-table.ts';
import { sendHeld } from './handler.ts';

const queues = new SQSClient();
const OwnQueueUrl = environment('OWN_QUEUE_URL');
const HeldQueueUrl = environment('HELD_QUEUE_URL');

/** As many messages as one SendMessageBatch takes. */
const MOST_ENTRIES = 10;

export const handler = sendHeld({
  table: dynamoDbTable(new DynamoDBClient(), environment('TABLE_NAME')),
  hand: async (due) => {
    for (let start = 0; start < due.length; start += MOST_ENTRIES) {
      const batch = due.slice(start, start + MOST_ENTRIES);
      const { Failed = [] } = await queues.send(
        new SendMessageBatchCommand({
          QueueUrl: HeldQueueUrl,
          Entries: batch.map((one, i) => ({ Id: String(i), MessageBody: JSON.stringify(one) })),
        }),
      );
      if (Failed.length > 0) throw new Error(`the queue did not take ${Failed.length} messages`);
    }
  },
  goOn: async (rest) => {
    const MessageBody = JSON.stringify(rest);
    await queues.send(new SendMessageCommand({ QueueUrl: OwnQueueUrl, MessageBody }));
  },
});
