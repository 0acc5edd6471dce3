import type { Journal } from './journal.ts';
import { streamApi } from './stream-api.ts';
import { type StreamRecord, streamRecords } from './stream-records.ts';

/** Records of one shard, in order. */
export interface ShardRecords {
  readonly shard: string;
  readonly records: readonly StreamRecord[];
}

/** What is done with records. It settles when they are done with, whatever came of them. */
export type RecordHandler = (batch: ShardRecords) => Promise<void>;

/** Follows a table's stream from where the journal says. */
export interface StreamTail {
  /** Looks for new records soon. */
  nudge(): void;
  /** Settles when a look that began after this call has found nothing more. */
  drained(): Promise<void>;
  /** The last sequence number that is done with, over all shards. */
  position(): string;
  /** Settles when nothing runs any more; the signal must have been given. */
  stop(): Promise<void>;
}

export interface TailSpec {
  /** The stream's ARN as the engine knows it, and as functions see it. */
  readonly engineArn: string;
  readonly arn: string;
  readonly tableUrl: string;
  readonly journal: Journal;
  readonly handlers: readonly RecordHandler[];
  /** Ends the following: what handlers have not finished by then comes again after a restart. */
  readonly signal: AbortSignal;
}

/** A look without being nudged: for writers other than our functions. */
const LOOK_EVERY_MS = 250;

/** How long a list of the stream's shards is good for. */
const SHARDS_MS = 1_000;

/** The most records that one look takes. */
const RECORDS_AT_ONCE = 1_000;

/**
 * Follows a stream. A position is written only when every handler is done with the records before
 * it, so that after a crash none is lost and some come again.
 */
export function openTail(spec: TailSpec): StreamTail {
  const api = streamApi(spec.tableUrl);
  const positions = openPositions(spec.journal, spec.engineArn);
  const iterators = new Map<string, string>();
  let looking: Promise<void> | undefined;
  let again = false;
  let shards: readonly string[] = [];
  let listedAt = 0;

  /** Takes what a shard has; answers whether there was anything. */
  async function readShard(shard: string): Promise<boolean> {
    const iterator =
      iterators.get(shard) ?? (await api.iterator(spec.engineArn, shard, positions.of(shard)));
    iterators.delete(shard);
    const { Records = [], NextShardIterator } = await api.records(iterator, RECORDS_AT_ONCE);
    const last = Records.at(-1)?.dynamodb.SequenceNumber;
    if (last !== undefined) {
      const records = streamRecords(spec.arn, Records);
      for (const handle of spec.handlers) await handle({ shard, records });
      if (spec.signal.aborted) return false;
      positions.write(shard, last);
    }
    if (NextShardIterator !== undefined) iterators.set(shard, NextShardIterator);
    return last !== undefined;
  }

  async function listShards(): Promise<void> {
    if (Date.now() - listedAt < SHARDS_MS) return;
    shards = await api.shards(spec.engineArn);
    listedAt = Date.now();
  }

  async function look(): Promise<void> {
    await listShards();
    for (const shard of shards) {
      while (!spec.signal.aborted && (await readShard(shard)));
    }
  }

  function nudge(): void {
    if (spec.signal.aborted) return;
    again = true;
    looking ??= (async () => {
      while (again && !spec.signal.aborted) {
        again = false;
        await look();
      }
    })().finally(() => {
      looking = undefined;
    });
    // A look that fails is told to whoever drains; the next one starts from the journal again.
    looking.catch(() => iterators.clear());
  }

  const timer = setInterval(nudge, LOOK_EVERY_MS);
  timer.unref();

  return {
    nudge,
    drained: async () => {
      nudge();
      await looking;
    },
    position: () => positions.highest(),
    stop: async () => {
      clearInterval(timer);
      await looking?.catch(() => undefined);
    },
  };
}

function openPositions({ database }: Journal, stream: string) {
  database.exec(`CREATE TABLE IF NOT EXISTS stream_position (
    stream TEXT NOT NULL, shard TEXT NOT NULL, sequence TEXT NOT NULL, PRIMARY KEY (stream, shard)
  )`);
  const read = database.prepare(
    'SELECT sequence FROM stream_position WHERE stream = ? AND shard = ?',
  );
  const write = database.prepare('INSERT OR REPLACE INTO stream_position VALUES (?, ?, ?)');
  const highest = database.prepare(
    `SELECT sequence FROM stream_position WHERE stream = ?
     ORDER BY length(sequence) DESC, sequence DESC LIMIT 1`,
  );
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return {
    of: (shard: string) => text(read.get(stream, shard)?.sequence),
    write: (shard: string, sequence: string) => write.run(stream, shard, sequence),
    highest: () => text(highest.get(stream)?.sequence) ?? '0',
  };
}
