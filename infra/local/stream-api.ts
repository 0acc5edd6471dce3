import { Agent, request } from 'node:http';
import { LOCAL_REGION } from './identities.ts';
import type { WireRecord } from './stream-records.ts';

/** A page of a shard's records. */
interface RecordsPage {
  readonly Records?: readonly WireRecord[];
  /** Absent once the shard is closed and read to its end. */
  readonly NextShardIterator?: string;
}

/** What is asked of a stream. */
export interface StreamApi {
  shards(streamArn: string): Promise<readonly string[]>;
  /** @param after the last sequence number that was read; all records without one. */
  iterator(streamArn: string, shard: string, after: string | undefined): Promise<string>;
  records(iterator: string, atMost: number): Promise<RecordsPage>;
}

/** Engines want to see a signature, and verify none. */
const SIGNATURE = {
  authorization:
    `AWS4-HMAC-SHA256 Credential=local/20260101/${LOCAL_REGION}/dynamodb/aws4_request, ` +
    'SignedHeaders=host, Signature=none',
  'x-amz-date': '20260101T000000Z',
};

/**
 * DynamoDB Streams of an engine on this machine, in JSON as it stands on the wire: that is the very
 * form in which Lambda hands records to functions, so that nothing is read and written anew.
 */
export function streamApi(tableUrl: string): StreamApi {
  async function call<Answer>(operation: string, input: object): Promise<Answer> {
    const { status, text } = await post(tableUrl, JSON.stringify(input), {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDBStreams_20120810.${operation}`,
      ...SIGNATURE,
    });
    if (status !== 200) throw new Error(`${operation}: ${text}`);
    return JSON.parse(text) as Answer;
  }

  return {
    shards: async (StreamArn) => {
      const { StreamDescription } = await call<{
        StreamDescription: { Shards: readonly { ShardId: string }[] };
      }>('DescribeStream', { StreamArn });
      return StreamDescription.Shards.map((shard) => shard.ShardId);
    },
    iterator: async (StreamArn, ShardId, after) => {
      const from =
        after === undefined
          ? { ShardIteratorType: 'TRIM_HORIZON' }
          : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after };
      const input = { StreamArn, ShardId, ...from };
      return (await call<{ ShardIterator: string }>('GetShardIterator', input)).ShardIterator;
    },
    records: (ShardIterator, Limit) => call('GetRecords', { ShardIterator, Limit }),
  };
}

/** One connection, kept: streams are looked at after every call of a function. */
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** Posts without the streams of `fetch`, which take as long as all else that a look does. */
function post(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ readonly status: number | undefined; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const posting = request(url, { method: 'POST', agent, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => {
        text += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode, text }));
      answer.on('error', reject);
    });
    posting.on('error', (fault) => {
      // The engine may have ended a connection that was kept just as it is used again.
      if (posting.reusedSocket && 'code' in fault && fault.code === 'ECONNRESET') {
        resolve(post(url, body, headers));
      } else reject(fault);
    });
    posting.end(body);
  });
}
