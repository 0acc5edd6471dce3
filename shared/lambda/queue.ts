import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { type Log, logWith } from './log.ts';

/** A message as handlers see it: its body parsed from JSON. */
export interface QueueMessage {
  readonly body: unknown;
  readonly log: Log;
}

/** How messages of a batch are read, and which of them are one piece of work: those of one key. */
export interface Grouping<Message> {
  /** @throws on what is no such message; it fails alone. */
  readonly read: (body: unknown) => Message;
  readonly keyOf: (message: Message) => string;
}

/**
 * The stack of a function that does the work of several messages at once. What belongs together in
 * a batch is handed over together, in no order, and succeeds or fails as one.
 */
export function groupFunction<Message>(
  { read, keyOf }: Grouping<Message>,
  handle: (group: readonly [Message, ...Message[]], log: Log) => Promise<void>,
) {
  return middy<SQSEvent, SQSBatchResponse, Error, Context>().handler(
    async ({ Records: records }: SQSEvent) => {
      const groups = new Map<string, Group<Message>>();
      const failed: string[] = [];
      for (const { messageId, body } of records) {
        try {
          const json: unknown = JSON.parse(body);
          const message = read(json);
          const group = groups.get(keyOf(message));
          if (group === undefined) {
            const log = logWith({ correlationId: correlationOf(json), messageId });
            groups.set(keyOf(message), { ids: [messageId], messages: [message], log });
          } else {
            group.ids.push(messageId);
            group.messages.push(message);
          }
        } catch (fault) {
          logWith({ messageId }).error('message not understood', asError(fault));
          failed.push(messageId);
        }
      }
      const work = [...groups.values()].map(async ({ ids, messages, log }) => {
        try {
          await handle(messages, log);
        } catch (fault) {
          log.error('messages failed', asError(fault));
          failed.push(...ids);
        }
      });
      await Promise.all(work);
      return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
    },
  );
}

interface Group<Message> {
  readonly ids: string[];
  readonly messages: [Message, ...Message[]];
  /** Of its first message. */
  readonly log: Log;
}

/**
 * The stack of every other function behind a queue. Each message stands alone: one that throws is
 * delivered again, and in the end set aside in the dead-letter queue, while the rest go on.
 */
export function queueFunction(handle: (message: QueueMessage) => Promise<void>) {
  const eachMessage = async (record: SQSRecord): Promise<void> => {
    const body: unknown = JSON.parse(record.body);
    const log = logWith({ correlationId: correlationOf(body), messageId: record.messageId });
    try {
      await handle({ body, log });
    } catch (fault) {
      log.error('message failed', asError(fault));
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

function asError(fault: unknown): Error {
  return fault instanceof Error ? fault : new Error(String(fault));
}

function correlationOf(body: unknown): string | undefined {
  const detail = (body as { detail?: { correlationId?: unknown } } | null)?.detail;
  return typeof detail?.correlationId === 'string' ? detail.correlationId : undefined;
}
