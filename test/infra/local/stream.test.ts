import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openClock } from '../../../infra/local/clock.ts';
import { openDataFolder } from '../../../infra/local/data-folder.ts';
import { type Engine, startEngine, tendStreamRecords } from '../../../infra/local/engine.ts';
import type { LocalFunction } from '../../../infra/local/function-pool.ts';
import type { Outcome } from '../../../infra/local/function-worker.ts';
import { type Journal, openJournal } from '../../../infra/local/journal.ts';
import { openMessageLog } from '../../../infra/local/messages.ts';
import { compilePattern } from '../../../infra/local/pattern.ts';
import { openQueue, type Queue } from '../../../infra/local/queue.ts';
import { type StreamConsumerSpec, streamConsumer } from '../../../infra/local/stream-consumer.ts';
import type { StreamRecord } from '../../../infra/local/stream-records.ts';
import { openTail, type StreamTail } from '../../../infra/local/stream-tail.ts';
import { ensureTable, localClient } from '../../../infra/local/table.ts';
import type { HostedResource } from '../../../infra/local/template.ts';

const folder = openDataFolder();
const ARN = 'arn:aws:dynamodb:local:000000000000:table/table/stream/local';
let engine: Engine;
let client: DynamoDBClient;
beforeAll(async () => {
  engine = await startEngine(folder);
  client = new DynamoDBClient(localClient(engine.url));
});
afterAll(async () => {
  client.destroy();
  await engine.stop();
  folder.discard();
});

const tableNamed = (name: string): HostedResource<'AWS::DynamoDB::GlobalTable'> => ({
  logicalId: name,
  type: 'AWS::DynamoDB::GlobalTable',
  ref: name,
  attributes: {},
  properties: {
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: 'PK', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'PK', AttributeType: 'S' }],
    StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
  },
});

let tables = 0;
let table: string;
let engineArn: string;
let journal: Journal;
let onFailure: Queue;
let tail: StreamTail | undefined;
let stopping: AbortController;

beforeEach(async () => {
  tables += 1;
  table = `table-${tables}`;
  engineArn = (await ensureTable(tableNamed(table), engine.url)) ?? '';
  journal = openJournal(':memory:');
  const spec = { name: 'failed', arn: 'a', url: 'u', delaySeconds: 0 };
  const parts = { journal, messages: openMessageLog(journal), clock: openClock(journal) };
  onFailure = openQueue(spec, parts);
});
afterEach(async () => {
  await stop();
  journal.close();
});

async function stop(): Promise<void> {
  stopping?.abort();
  await tail?.stop();
  tail = undefined;
}

const put = (PK: string, n = 0) =>
  client.send(
    new PutItemCommand({
      TableName: table,
      Item: { PK: { S: PK }, n: { N: String(n) }, bytes: { B: new Uint8Array([1, 2, 3]) } },
    }),
  );

const fine: Outcome = { ok: true, payload: '{"batchItemFailures":[]}' };
const broken: Outcome = { ok: false, errorType: 'Error', errorMessage: 'broken' };
const failedAt = (record: StreamRecord | undefined): Outcome => ({
  ok: true,
  payload: JSON.stringify({
    batchItemFailures: [{ itemIdentifier: record?.dynamodb.SequenceNumber }],
  }),
});
const keyOf = (record: StreamRecord) => record.dynamodb.Keys.PK?.S ?? '';

/** Follows the table's stream with a function in this process. */
function follow(
  handle: (keys: readonly string[], records: readonly StreamRecord[]) => Outcome,
  more: Partial<StreamConsumerSpec> = {},
) {
  const batches: string[][] = [];
  const seen: StreamRecord[] = [];
  const fn: LocalFunction = {
    name: 'fn',
    arn: 'arn:fn',
    concurrency: 1,
    busy: () => 0,
    warm: async () => {},
    stop: async () => {},
    invoke: async (event) => {
      const { Records } = event as { Records: StreamRecord[] };
      seen.push(...Records);
      batches.push(Records.map(keyOf));
      return handle(Records.map(keyOf), Records);
    },
  };
  stopping = new AbortController();
  const { signal } = stopping;
  const consumer = streamConsumer({
    fn,
    arn: ARN,
    clock: openClock(journal),
    batchSize: 10,
    filters: [],
    reportsFailures: true,
    bisects: false,
    maxRetries: 2,
    onFailure,
    signal,
    ...more,
  });
  const spec = { engineArn, arn: ARN, tableUrl: engine.url, journal, handlers: [consumer], signal };
  const opened = openTail(spec);
  tail = opened;
  return { batches, seen, drained: opened.drained };
}

describe("a table's stream", () => {
  it('hands over new records in order, in batches, as Lambda does', async () => {
    for (const key of ['a', 'b', 'c']) await put(key);
    const { batches, seen, drained } = follow(() => fine, { batchSize: 2 });
    await drained();
    expect(batches).toEqual([['a', 'b'], ['c']]);
    expect(seen[0]).toMatchObject({
      eventName: 'INSERT',
      eventSource: 'aws:dynamodb',
      eventSourceARN: ARN,
      dynamodb: {
        Keys: { PK: { S: 'a' } },
        NewImage: { PK: { S: 'a' }, n: { N: '0' }, bytes: { B: 'AQID' } },
        SequenceNumber: expect.stringMatching(/^\d+$/),
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
    });
    await put('d');
    await drained();
    expect(batches.at(-1)).toEqual(['d']);
  });

  it('says nothing of a write that changed nothing', async () => {
    await put('a', 1);
    await put('a', 1);
    await put('a', 2);
    const { seen, drained } = follow(() => fine);
    await drained();
    expect(seen.map((record) => record.eventName)).toEqual(['INSERT', 'MODIFY']);
    expect(seen[1]?.dynamodb.OldImage?.n).toEqual({ N: '1' });
  });

  it('hands over only what the filter of the mapping matches', async () => {
    for (const n of [1, 2, 3]) await put(`k${n}`, n);
    const pattern = { eventName: ['INSERT'], dynamodb: { NewImage: { n: { N: ['2'] } } } };
    const { batches, drained } = follow(() => fine, { filters: [compilePattern(pattern)] });
    await drained();
    expect(batches).toEqual([['k2']]);
  });

  it('tries again from the first record that failed', async () => {
    for (const key of ['a', 'b', 'c']) await put(key);
    let attempts = 0;
    const { batches, drained } = follow((_, records) => {
      attempts += 1;
      return attempts === 1 ? failedAt(records[1]) : fine;
    });
    await drained();
    expect(batches).toEqual([
      ['a', 'b', 'c'],
      ['b', 'c'],
    ]);
    expect(onFailure.counts().visible).toBe(0);
  });

  it('gives a batch up after its retries, says where it was, and goes on', async () => {
    await put('bad');
    const { batches, drained } = follow((keys) => (keys.includes('bad') ? broken : fine));
    await drained();
    await put('good');
    await drained();
    expect(batches).toEqual([['bad'], ['bad'], ['bad'], ['good']]);
    const [word, ...others] = onFailure.peek(10).map((message) => JSON.parse(message.body));
    expect(others).toEqual([]);
    expect(word).toMatchObject({
      requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 3 },
      DDBStreamBatchInfo: { batchSize: 1, streamArn: ARN },
    });
    expect(word.DDBStreamBatchInfo.startSequenceNumber).toBe(
      word.DDBStreamBatchInfo.endSequenceNumber,
    );
  });

  it('halves a batch that fails until the bad record stands alone', async () => {
    for (const key of ['a', 'bad', 'c', 'd']) await put(key);
    const { batches, drained } = follow((keys) => (keys.includes('bad') ? broken : fine), {
      bisects: true,
      maxRetries: 1,
    });
    await drained();
    expect(batches).toEqual([
      ['a', 'bad', 'c', 'd'],
      ['a', 'bad'],
      ['a'],
      ['bad'],
      ['bad'],
      ['c', 'd'],
    ]);
    expect(onFailure.counts().visible).toBe(1);
  });

  it('goes on after a restart where it was done, and repeats what it was not', async () => {
    await put('a');
    const first = follow(() => fine);
    await first.drained();
    await stop();
    await put('b');
    const second = follow(
      () => {
        stopping.abort();
        return fine;
      },
      { maxRetries: Number.POSITIVE_INFINITY },
    );
    await second.drained();
    await stop();
    const third = follow(() => fine);
    await third.drained();
    expect([first.batches, second.batches, third.batches]).toEqual([[['a']], [['b']], [['b']]]);
  });

  it('goes on when the records behind it have been cleared away', async () => {
    for (const key of ['a', 'b']) await put(key);
    const first = follow(() => fine);
    await first.drained();
    const position = tail?.position() ?? '';
    await stop();
    tendStreamRecords(folder, table, position);
    await put('c');
    const second = follow(() => fine);
    await second.drained();
    expect(second.batches).toEqual([['c']]);
  });
});

describe('a table', () => {
  it('is made once, and found again with its stream', async () => {
    expect(await ensureTable(tableNamed(table), engine.url)).toBe(engineArn);
  });

  it('is refused when it was made with other keys', async () => {
    const other = tableNamed(table);
    const changed = {
      ...other,
      properties: {
        ...other.properties,
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' as const }],
      },
    };
    await expect(ensureTable(changed, engine.url)).rejects.toThrow('other keys or indexes');
  });
});
