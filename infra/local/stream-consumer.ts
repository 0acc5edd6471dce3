import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import type { Clock } from './clock.ts';
import type { LocalFunction } from './function-pool.ts';
import type { Outcome } from './function-worker.ts';
import type { Matches } from './pattern.ts';
import type { Queue } from './queue.ts';
import type { StreamRecord } from './stream-records.ts';
import type { RecordHandler } from './stream-tail.ts';

/** An event source mapping from a table's stream to a function. */
export interface StreamConsumerSpec {
  readonly fn: LocalFunction;
  readonly arn: string;
  readonly clock: Clock;
  readonly batchSize: number;
  /** A record is handed over when one of these matches; without any, all are. */
  readonly filters: readonly Matches[];
  readonly reportsFailures: boolean;
  /** Whether a failed batch is tried again in two halves, so that one bad record stands alone. */
  readonly bisects: boolean;
  /** How often a batch is tried again; `Infinity` for ever. */
  readonly maxRetries: number;
  /** Where word of a batch goes that was given up. */
  readonly onFailure: Queue | undefined;
  /** Ends the attempts; the tail then forgets that it saw the batch. */
  readonly signal: AbortSignal;
}

type Batch = readonly StreamRecord[];

/** Retries of a stream come after this long, doubled each time, in wall time. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;

/**
 * Hands a stream's records to a function, in order. A failed batch holds up what follows, is tried
 * again from the first record that failed, and is given up after the retries that the mapping
 * allows: its place in the stream then goes to the destination on failure, and the rest goes on.
 */
export function streamConsumer(spec: StreamConsumerSpec): RecordHandler {
  async function deliver(shard: string, batch: Batch, attempts = 0): Promise<void> {
    if (batch.length === 0 || spec.signal.aborted) return;
    const outcome = await spec.fn.invoke({ Records: batch });
    const failedAt = firstFailure(outcome, batch, spec.reportsFailures);
    if (failedAt === undefined || spec.signal.aborted) return;
    if (failedAt > 0) return deliver(shard, batch.slice(failedAt));
    if (spec.bisects && batch.length > 1) {
      const middle = Math.ceil(batch.length / 2);
      await deliver(shard, batch.slice(0, middle), attempts);
      return deliver(shard, batch.slice(middle), attempts);
    }
    if (attempts >= spec.maxRetries) return giveUp(shard, batch, attempts + 1);
    const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** attempts, LONGEST_PAUSE_MS);
    await pause(pauseMs, undefined, { signal: spec.signal }).catch(() => undefined);
    return deliver(shard, batch, attempts + 1);
  }

  function giveUp(shard: string, batch: Batch, invocations: number): void {
    const [first, last] = [batch[0]?.dynamodb, batch.at(-1)?.dynamodb];
    const instant = (seconds = 0) => new Date(seconds * 1_000).toISOString();
    spec.onFailure?.send(
      JSON.stringify({
        requestContext: {
          requestId: randomUUID(),
          functionArn: spec.fn.arn,
          condition: 'RetryAttemptsExhausted',
          approximateInvokeCount: invocations,
        },
        responseContext: {
          statusCode: 200,
          executedVersion: '$LATEST',
          functionError: 'Unhandled',
        },
        version: '1.0',
        timestamp: new Date(spec.clock.now()).toISOString(),
        DDBStreamBatchInfo: {
          shardId: shard,
          startSequenceNumber: first?.SequenceNumber,
          endSequenceNumber: last?.SequenceNumber,
          approximateArrivalOfFirstRecord: instant(first?.ApproximateCreationDateTime),
          approximateArrivalOfLastRecord: instant(last?.ApproximateCreationDateTime),
          batchSize: batch.length,
          streamArn: spec.arn,
        },
      }),
    );
  }

  const isWanted = (record: StreamRecord) =>
    spec.filters.length === 0 || spec.filters.some((matches) => matches(record));

  return async ({ shard, records }) => {
    const wanted = records.filter(isWanted);
    for (let at = 0; at < wanted.length; at += spec.batchSize) {
      await deliver(shard, wanted.slice(at, at + spec.batchSize));
    }
  };
}

const batchResponse = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })),
});

/** The place of the first record that failed; 0 when all did; nothing when none did. */
function firstFailure(outcome: Outcome, batch: Batch, reports: boolean): number | undefined {
  if (!outcome.ok) return 0;
  if (!reports || outcome.payload === 'null') return undefined;
  const response = batchResponse.safeParse(JSON.parse(outcome.payload));
  if (!response.success) return 0;
  const named = response.data.batchItemFailures.map(({ itemIdentifier }) =>
    batch.findIndex((record) => record.dynamodb.SequenceNumber === itemIdentifier),
  );
  if (named.length === 0) return undefined;
  return Math.max(0, Math.min(...named));
}
