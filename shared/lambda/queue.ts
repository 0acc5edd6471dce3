import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { type Log, logWith } from './log.ts';

/** A message as handlers see it: its body parsed from JSON. */
export interface QueueMessage {
  readonly body: unknown;
  readonly log: Log;
}

/**
 * The stack of every function behind a queue. Each message stands alone: one that throws is
 * delivered again, and in the end set aside in the dead-letter queue, while the rest go on.
 */
export function queueFunction(handle: (message: QueueMessage) => Promise<void>) {
  const eachMessage = async (record: SQSRecord): Promise<void> => {
    const body: unknown = JSON.parse(record.body);
    const log = logWith({ correlationId: correlationOf(body), messageId: record.messageId });
    try {
      await handle({ body, log });
    } catch (fault) {
      log.error('message failed', fault instanceof Error ? fault : new Error(String(fault)));
      throw fault;
    }
  };
  return middy<SQSEvent, SQSBatchResponse, Error, Context>().handler(
    async ({ Records: records }: SQSEvent) => {
      const outcomes = await Promise.allSettled(records.map(eachMessage));
      const failed = records.filter((_, i) => outcomes[i]?.status === 'rejected');
      return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
    },
  );
}

function correlationOf(body: unknown): string | undefined {
  const detail = (body as { detail?: { correlationId?: unknown } } | null)?.detail;
  return typeof detail?.correlationId === 'string' ? detail.correlationId : undefined;
}
