import * as z from 'zod';
import { type AwsCalls, AwsError, limitSize, readInput } from '../aws-call.ts';
import type { Journal } from '../journal.ts';
import { md5 } from '../md5.ts';
import type { Queue } from '../queue.ts';
import type { Queues } from '../queues.ts';

const sendMessage = z.strictObject({
  QueueUrl: z.string(),
  MessageBody: z.string().min(1),
  DelaySeconds: z.optional(z.int().min(0).max(900)),
});

const sendMessageBatch = z.strictObject({
  QueueUrl: z.string(),
  Entries: z
    .array(sendMessage.omit({ QueueUrl: true }).extend({ Id: z.string() }))
    .min(1)
    .max(10),
});

/** SQS. */
export function queueCalls({ journal, queues }: { journal: Journal; queues: Queues }): AwsCalls {
  function queueAt(url: string): Queue {
    const queue = queues.byUrl(url);
    if (queue !== undefined) return queue;
    const type = 'com.amazonaws.sqs#QueueDoesNotExist';
    throw new AwsError(type, 'The specified queue does not exist.');
  }

  const send = (queue: Queue, body: string, delay: number | undefined) => {
    limitSize(body, 'InvalidParameterValue');
    return { MessageId: queue.send(body, delay).messageId, MD5OfMessageBody: md5(body) };
  };

  return [
    [
      'AmazonSQS.SendMessage',
      (input) => {
        const { QueueUrl, MessageBody, DelaySeconds } = readInput(sendMessage, input);
        return send(queueAt(QueueUrl), MessageBody, DelaySeconds);
      },
    ],
    [
      'AmazonSQS.SendMessageBatch',
      (input) => {
        const { QueueUrl, Entries } = readInput(sendMessageBatch, input);
        const queue = queueAt(QueueUrl);
        const Successful = journal.transaction(() =>
          Entries.map((entry) => ({
            Id: entry.Id,
            ...send(queue, entry.MessageBody, entry.DelaySeconds),
          })),
        );
        return { Successful, Failed: [] };
      },
    ],
  ];
}
