import * as z from 'zod';
import type { LocalFunction } from './function-pool.ts';
import type { Outcome } from './function-worker.ts';
import { LOCAL_REGION } from './identities.ts';
import { md5 } from './md5.ts';
import type { QueueMessage } from './messages.ts';
import type { Queue } from './queue.ts';

/** An event source mapping from a queue to a function. */
export interface QueueConsumer {
  /** Whether no message is visible, under way or about to be tried again. */
  isIdle(): boolean;
  start(): void;
  /** Hands out no more messages; what runs goes on. */
  stop(): void;
}

export interface ConsumerSpec {
  readonly queue: Queue;
  readonly fn: LocalFunction;
  readonly batchSize: number;
  readonly maxConcurrency: number;
  /** Whether the function reports which messages of a batch failed. */
  readonly reportsFailures: boolean;
  /** Whether messages that are sent together go into one batch, as far as that holds. */
  readonly gathers: boolean;
  /** Called whenever a batch is done. */
  readonly onEnd: () => void;
}

/** Hands a queue's messages to a function in batches, as many at once as both allow. */
export function openConsumer(spec: ConsumerSpec): QueueConsumer {
  const { queue, fn } = spec;
  const atOnce = Math.min(spec.maxConcurrency, fn.concurrency);
  let running = 0;
  let isOpen = false;

  function dispatch(): void {
    while (isOpen && running < atOnce && queue.counts().visible > 0) {
      void handOver(queue.receive(spec.batchSize));
    }
  }

  async function handOver(batch: readonly QueueMessage[]): Promise<void> {
    running += 1;
    const outcome = await fn.invoke({ Records: batch.map((each) => record(each, queue.arn)) });
    queue.finish(batch, failedMessages(outcome, batch, spec.reportsFailures));
    running -= 1;
    spec.onEnd();
    dispatch();
  }

  // On AWS they are waited for; here all that is sent together is there once this turn is over.
  queue.onVisible(spec.gathers ? () => queueMicrotask(dispatch) : dispatch);
  return {
    isIdle: () => {
      const { visible, inFlight } = queue.counts();
      return visible === 0 && inFlight === 0;
    },
    start: () => {
      isOpen = true;
      dispatch();
    },
    stop: () => {
      isOpen = false;
    },
  };
}

const batchResponse = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })),
});

/**
 * Which messages of a batch come back: all when the function failed, or when it answers what Lambda
 * would not understand; else those that it names.
 */
function failedMessages(
  outcome: Outcome,
  batch: readonly QueueMessage[],
  reportsFailures: boolean,
): ReadonlySet<string> {
  const all = new Set(batch.map((message) => message.messageId));
  if (!outcome.ok) return all;
  if (!reportsFailures || outcome.payload === 'null') return new Set();
  const response = batchResponse.safeParse(JSON.parse(outcome.payload));
  if (!response.success) return all;
  const named = new Set(response.data.batchItemFailures.map((failure) => failure.itemIdentifier));
  return named.isSubsetOf(all) ? named : all;
}

function record(message: QueueMessage, queueArn: string) {
  return {
    messageId: message.messageId,
    receiptHandle: String(message.row),
    body: message.body,
    attributes: {
      ApproximateReceiveCount: String(message.failures + 1),
      SentTimestamp: String(message.sentAt),
      SenderId: 'local',
      ApproximateFirstReceiveTimestamp: String(message.dueAt),
    },
    messageAttributes: {},
    md5OfBody: md5(message.body),
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: LOCAL_REGION,
  };
}
