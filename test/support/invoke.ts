import type {
  APIGatewayProxyStructuredResultV2,
  Context,
  SQSBatchResponse,
  SQSEvent,
} from 'aws-lambda';
import type { EventType } from '../../shared/events/event-type.ts';
import type { HttpEvent } from '../../shared/lambda/http.ts';

/** What Lambda passes beside the event; no handler of ours looks at it. */
const context: Context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'a-function',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:local-1:000000000000:function:a-function',
  memoryLimitInMB: '256',
  awsRequestId: 'a-request',
  logGroupName: 'a-group',
  logStreamName: 'a-stream',
  getRemainingTimeInMillis: () => 30_000,
  done: () => {},
  fail: () => {},
  succeed: () => {},
};

/** A handler as Lambda calls it. */
type Handler<Event, Result> = (event: Event, context: Context) => Promise<Result>;

export function invoke<Event, Result>(
  handler: Handler<Event, Result>,
  event: Event,
): Promise<Result> {
  return handler(event, context);
}

/** An event of the catalogue in EventBridge's envelope, as rules hand it to their targets. */
export function envelope<Detail>(type: EventType<string, Detail>, detail: Detail): object {
  return {
    version: '0',
    id: '00000000-0000-0000-0000-000000000000',
    'detail-type': type.name,
    source: type.source,
    account: '000000000000',
    time: '2026-03-10T12:00:00Z',
    region: 'local-1',
    resources: [],
    detail,
  };
}

/** Delivers messages to a function behind a queue; returns the numbers of those that failed. */
export async function deliver(
  handler: Handler<SQSEvent, SQSBatchResponse>,
  ...bodies: unknown[]
): Promise<number[]> {
  const Records = bodies.map((body, i) => ({
    messageId: String(i),
    receiptHandle: String(i),
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '0',
      SenderId: 'a-sender',
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:local-1:000000000000:a-queue',
    awsRegion: 'local-1',
  }));
  const { batchItemFailures } = await invoke(handler, { Records });
  return batchItemFailures.map(({ itemIdentifier }) => Number(itemIdentifier)).sort();
}

/** Asks a function behind the HTTP API; `route` is a route key, with its parameters filled in. */
export async function ask(
  handler: Handler<HttpEvent, APIGatewayProxyStructuredResultV2>,
  routeKey: string,
  more: {
    path?: Record<string, string>;
    query?: Record<string, string>;
    headers?: Record<string, string>;
    body?: string;
    at?: string;
    /** Whom the token names. */
    caller?: string;
  } = {},
): Promise<{ status: number; body: Record<string, unknown>; contentType: unknown }> {
  const [method = '', path = ''] = routeKey.split(' ');
  const answer = await invoke(handler, {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: '',
    headers: more.headers ?? {},
    ...(more.query === undefined ? {} : { queryStringParameters: more.query }),
    ...(more.path === undefined ? {} : { pathParameters: more.path }),
    ...(more.body === undefined ? {} : { body: more.body }),
    isBase64Encoded: false,
    requestContext: {
      accountId: '000000000000',
      apiId: 'an-api',
      domainName: 'an-api.local',
      domainPrefix: 'an-api',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'a-test' },
      requestId: 'a-trace',
      routeKey,
      stage: '$default',
      time: '',
      timeEpoch: Date.parse(more.at ?? '2026-03-10T12:00:00Z'),
      ...(more.caller === undefined
        ? {}
        : { authorizer: { jwt: { claims: { sub: more.caller }, scopes: [] } } }),
    },
  });
  return {
    status: answer.statusCode ?? 0,
    body: answer.body ? JSON.parse(answer.body) : {},
    contentType: answer.headers?.['content-type'],
  };
}
