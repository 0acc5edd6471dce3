import middy from '@middy/core';
import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
  Context,
} from 'aws-lambda';
import { TableBusy } from '../table/table.ts';
import { type Log, logWith } from './log.ts';

/** A request as handlers see it. */
export interface HttpRequest {
  /** The route that the gateway matched, such as `GET /v1/members/{member}`. */
  readonly route: string;
  readonly path: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** Headers by their names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** A header by its name in lower case. */
  readonly header: (name: string) => string | undefined;
  /** The body's bytes as they came over the wire. */
  readonly body: Buffer;
  /** Epoch milliseconds at which the gateway received the request. */
  readonly receivedAt: number;
  /** Whom the caller's token names; absent on a route that asks for none. */
  readonly caller?: string;
  readonly correlationId: string;
  readonly log: Log;
}

/** An answer: a page is sent as HTML, a body as JSON, neither as an empty one. */
export interface HttpAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly page?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * An error answer in the form of RFC 9457; `detail` is a sentence that helps the caller, `more` says
 * the same to programs.
 */
export function problem(
  status: number,
  title: string,
  detail: string,
  more: Readonly<Record<string, unknown>> = {},
): HttpAnswer {
  return {
    status,
    body: { type: 'about:blank', title, status, detail, ...more },
    headers: { 'content-type': 'application/problem+json' },
  };
}

/** Thrown where the platform is too busy to answer now; the caller is asked to come back. */
export class TryAgain extends Error {
  override name = 'TryAgain';
}

/** The stack of every function behind the HTTP API: request in, answer out, faults as problems. */
export function httpFunction(handle: (request: HttpRequest) => Promise<HttpAnswer>) {
  return middy<HttpEvent, APIGatewayProxyStructuredResultV2, Error, Context>()
    .onError((call) => {
      const log = logWith({ correlationId: call.event.requestContext?.requestId });
      if (call.error instanceof TryAgain || call.error instanceof TableBusy) {
        log.warn('asked to try again', { reason: call.error.message });
        const busy = problem(503, 'Service Unavailable', 'Too busy just now; please try again.');
        call.response = respond({ ...busy, headers: { ...busy.headers, 'retry-after': '1' } });
        return;
      }
      log.error('request failed', call.error ?? new Error('unknown fault'));
      call.response = respond(
        problem(500, 'Internal Server Error', 'Something failed on our side; please try again.'),
      );
    })
    .handler(async (event: HttpEvent) => respond(await handle(read(event))));
}

/** What the gateway hands over; of a caller it speaks on routes that ask for a token. */
export type HttpEvent = APIGatewayProxyEventV2 & {
  readonly requestContext: {
    readonly authorizer?: { readonly jwt: { readonly claims: Readonly<Record<string, unknown>> } };
  };
};

function read(event: HttpEvent): HttpRequest {
  const correlationId = event.requestContext.requestId;
  return {
    route: event.routeKey,
    path: event.pathParameters ?? {},
    query: event.queryStringParameters ?? {},
    headers: event.headers,
    header: (name) => event.headers[name],
    body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
    receivedAt: event.requestContext.timeEpoch,
    ...callerOf(event),
    correlationId,
    log: logWith({ correlationId, route: event.routeKey }),
  };
}

/** A token of a machine names its client, and as its subject the same or whom it acts for. */
function callerOf({ requestContext }: HttpEvent): { caller?: string } {
  const { sub, client_id } = requestContext.authorizer?.jwt.claims ?? {};
  const caller = sub ?? client_id;
  return typeof caller === 'string' ? { caller } : {};
}

function respond(answer: HttpAnswer): APIGatewayProxyStructuredResultV2 {
  if (answer.page !== undefined) {
    return {
      statusCode: answer.status,
      headers: { 'content-type': 'text/html; charset=utf-8', ...answer.headers },
      body: answer.page,
    };
  }
  if (answer.body === undefined) {
    return { statusCode: answer.status, headers: { ...answer.headers }, body: '' };
  }
  return {
    statusCode: answer.status,
    headers: { 'content-type': 'application/json', ...answer.headers },
    body: JSON.stringify(answer.body),
  };
}
