import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Context } from 'hono';
import type { JWTPayload } from 'jose';
import { LOCAL_ACCOUNT } from './identities.ts';

/** What a request is turned into an event with, beside itself. */
export interface GatewayRequest {
  readonly routeKey: string;
  readonly apiId: string;
  readonly body: Buffer;
  /** Epoch milliseconds of the host's clock. */
  readonly receivedAt: number;
  readonly requestId: string;
  /** What the authorizer found, on a route that has one. */
  readonly jwt?: { readonly claims: JWTPayload; readonly scopes: readonly string[] };
}

/** An HTTP API hands these over as text, and everything else as base64. */
const TEXT = /^(text\/|application\/(json|xml|javascript)\b|application\/[^;]*\+(json|xml)\b)/i;

/** A request in the HTTP API's payload format 2.0. */
export function gatewayEvent(context: Context, request: GatewayRequest): APIGatewayProxyEventV2 {
  const url = new URL(context.req.url);
  const headers = context.req.header();
  const { cookie, ...others } = headers;
  const isBase64Encoded = request.body.length > 0 && !TEXT.test(headers['content-type'] ?? '');
  const path = decodePath(url.pathname);
  const pathParameters = context.req.param();
  const query = queryOf(url);
  return {
    version: '2.0',
    routeKey: request.routeKey,
    rawPath: path,
    rawQueryString: url.search.slice(1),
    ...(cookie !== undefined && { cookies: cookie.split(/; */) }),
    headers: others,
    ...(Object.keys(query).length > 0 && { queryStringParameters: query }),
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    requestContext: {
      accountId: LOCAL_ACCOUNT,
      apiId: request.apiId,
      domainName: url.host,
      domainPrefix: request.apiId,
      http: {
        method: context.req.method,
        path,
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: request.requestId,
      routeKey: request.routeKey,
      stage: '$default',
      time: logTime(request.receivedAt),
      timeEpoch: request.receivedAt,
      ...(request.jwt && { authorizer: { jwt: authorizerOf(request.jwt) } }),
    },
    ...(request.body.length > 0 && {
      body: request.body.toString(isBase64Encoded ? 'base64' : 'utf8'),
    }),
    isBase64Encoded,
  } as APIGatewayProxyEventV2;
}

/** Values of a repeated parameter are joined by commas. */
function queryOf(url: URL): Record<string, string> {
  const names = [...new Set(url.searchParams.keys())];
  return Object.fromEntries(names.map((name) => [name, url.searchParams.getAll(name).join(',')]));
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function authorizerOf({ claims, scopes }: NonNullable<GatewayRequest['jwt']>) {
  const texts = Object.entries(claims).map(([name, value]) => [name, String(value)]);
  return { claims: Object.fromEntries(texts), scopes };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** An instant as access logs have it: `21/Nov/2026:09:00:00 +0000`. */
function logTime(instant: number): string {
  const date = new Date(instant);
  const [day, time] = date.toISOString().split('T');
  const [year, , dayOfMonth] = (day ?? '').split('-');
  return `${dayOfMonth}/${MONTHS[date.getUTCMonth()]}/${year}:${time?.slice(0, 8)} +0000`;
}
