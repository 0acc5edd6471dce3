import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** How long a refund waits for its order before it is looked at again. */
const WAIT_SECONDS = 900;

/** Three days of waiting: then the order is taken to be unknown. */
export const MOST_WAITS = (3 * 24 * 3600) / WAIT_SECONDS;

/** Puts an event off. It carries how often that was done, for queues count only deliveries. */
export type PutOff = (event: object, waits: number) => Promise<void>;

/** How often an event that comes from the queue has been put off already. */
export function waitsOf(event: unknown): number {
  const waits = (event as { waits?: unknown } | null)?.waits;
  return typeof waits === 'number' && Number.isInteger(waits) ? waits : 0;
}

/** Puts events off by way of a delay queue that feeds the same function. */
export function putOffOnQueue(client: SQSClient, queueUrl: string): PutOff {
  return async (event, waits) => {
    await client.send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify({ ...event, waits }),
        DelaySeconds: WAIT_SECONDS,
      }),
    );
  };
}
