import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Puts a message off. It carries how often that was done, for queues count only deliveries. */
export type PutOff = (message: object, waits: number) => Promise<void>;

/** How often a message that comes from a queue has been put off already. */
export function waitsOf(message: unknown): number {
  const waits = (message as { waits?: unknown } | null)?.waits;
  return typeof waits === 'number' && Number.isInteger(waits) ? waits : 0;
}

/**
 * Puts messages off by way of a queue that feeds the same function.
 *
 * @param secondsOf how long a message waits that is put off for the n-th time; at most 900
 */
export function putOffOnQueue(
  client: SQSClient,
  queueUrl: string,
  secondsOf: (waits: number) => number,
): PutOff {
  return async (message, waits) => {
    await client.send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify({ ...message, waits }),
        DelaySeconds: secondsOf(waits),
      }),
    );
  };
}
