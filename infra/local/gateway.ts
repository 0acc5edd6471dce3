import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import type { Clock } from './clock.ts';
import type { LocalFunction } from './function-pool.ts';
import type { Outcome } from './function-worker.ts';
import type { Functions } from './functions.ts';
import { type GatewayRequest, gatewayEvent } from './gateway-event.ts';
import { gatewayResponse } from './gateway-response.ts';
import { type HostedTemplate, wire } from './template.ts';
import type { Expected, TokenIssuer } from './tokens.ts';

/** What the gateway itself answers, in its own words. */
const answers = {
  notFound: { status: 404, message: 'Not Found' },
  unauthorized: { status: 401, message: 'Unauthorized' },
  forbidden: { status: 403, message: 'Forbidden' },
  tooLarge: { status: 413, message: 'Request Entity Too Large' },
  failed: { status: 500, message: 'Internal Server Error' },
  unavailable: { status: 503, message: 'Service Unavailable' },
} as const;

/** The largest body that an HTTP API takes, and the largest event that Lambda does. */
const MAX_BODY_BYTES = 10 * 1_048_576;
const MAX_EVENT_CHARS = 6 * 1_048_576;

/** An HTTP API waits thirty seconds for a function, and no route may say more. */
const INTEGRATION_MS = 30_000;

export interface GatewaySpec {
  readonly template: HostedTemplate;
  readonly functions: Functions;
  readonly issuer: TokenIssuer;
  readonly clock: Clock;
}

/** One route of the template, ready to be taken. */
interface Route {
  readonly apiId: string;
  readonly key: string;
  readonly method: string;
  readonly path: string;
  readonly fn: LocalFunction;
  readonly timeoutMs: number;
  readonly authorizer: (Expected & { readonly scopes: readonly string[] }) | undefined;
}

/** The template's HTTP API: its routes, its authorizer, its functions behind them. */
export function openGateway(spec: GatewaySpec): Hono {
  const app = new Hono();
  for (const route of readRoutes(spec)) {
    app.on(route.method, route.path, (context) => take(context, route, spec));
  }
  app.notFound((context) => say(context, 'notFound'));
  app.onError((_, context) => say(context, 'failed'));
  return app;
}

async function take(context: Context, route: Route, spec: GatewaySpec): Promise<Response> {
  const receivedAt = spec.clock.now();
  const granted = route.authorizer && (await authorize(context, route.authorizer, spec.issuer));
  if (granted === 'unauthorized') {
    context.header('www-authenticate', 'Bearer');
    return say(context, 'unauthorized');
  }
  if (granted === 'forbidden') return say(context, 'forbidden');
  const body = await readBody(context);
  if (body === undefined) return say(context, 'tooLarge');
  const event = gatewayEvent(context, {
    routeKey: route.key,
    apiId: route.apiId,
    body,
    receivedAt,
    requestId: randomUUID(),
    ...(granted && { jwt: granted }),
  });
  if ((event.body?.length ?? 0) > MAX_EVENT_CHARS) return say(context, 'tooLarge');
  const outcome = await within(route.timeoutMs, route.fn.invoke(event));
  if (outcome === undefined) return say(context, 'unavailable');
  const response = outcome.ok ? gatewayResponse(outcome.payload) : undefined;
  return response ?? say(context, 'failed');
}

function say(context: Context, answer: keyof typeof answers): Response {
  const { status, message } = answers[answer];
  return context.json({ message }, status);
}

async function authorize(
  context: Context,
  expected: Expected & { readonly scopes: readonly string[] },
  issuer: TokenIssuer,
): Promise<NonNullable<GatewayRequest['jwt']> | 'unauthorized' | 'forbidden'> {
  const token = (context.req.header('authorization') ?? '').replace(/^Bearer\s+/i, '');
  const claims = token === '' ? undefined : await issuer.verify(token, expected);
  if (claims === undefined) return 'unauthorized';
  const held = String(claims.scope ?? claims.scp ?? '').split(' ');
  const scopes = expected.scopes.filter((scope) => held.includes(scope));
  return scopes.length === 0 && expected.scopes.length > 0 ? 'forbidden' : { claims, scopes };
}

/** The body, or `undefined` when it is larger than the gateway takes. */
async function readBody(context: Context): Promise<Buffer | undefined> {
  if (Number(context.req.header('content-length') ?? 0) > MAX_BODY_BYTES) return undefined;
  const stream = context.req.raw.body;
  if (stream === null) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.byteLength;
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** An outcome that comes in time, or `undefined`. */
function within(ms: number, outcome: Promise<Outcome>): Promise<Outcome | undefined> {
  return new Promise((answer) => {
    const timer = setTimeout(() => answer(undefined), ms);
    void outcome.then((came) => {
      clearTimeout(timer);
      answer(came);
    });
  });
}

function readRoutes({ template, functions }: GatewaySpec): readonly Route[] {
  const integrations = template.ofType('AWS::ApiGatewayV2::Integration');
  const authorizers = template.ofType('AWS::ApiGatewayV2::Authorizer');
  return template.ofType('AWS::ApiGatewayV2::Route').map((resource) =>
    wire(resource, ({ properties }) => {
      const integration = integrations.find(
        ({ ref }) => properties.Target === `integrations/${ref}`,
      );
      if (integration === undefined) throw new Error(`Target ${properties.Target} is not there`);
      const authorizer = authorizers.find(({ ref }) => ref === properties.AuthorizerId);
      if (properties.AuthorizationType === 'JWT' && authorizer === undefined) {
        throw new Error(`AuthorizerId ${properties.AuthorizerId} is not there`);
      }
      const jwt = authorizer?.properties.JwtConfiguration;
      const { TimeoutInMillis = INTEGRATION_MS } = integration.properties;
      return {
        apiId: properties.ApiId,
        key: properties.RouteKey,
        ...methodAndPath(properties.RouteKey),
        fn: functions.find(integration.properties.IntegrationUri),
        timeoutMs: Math.min(TimeoutInMillis, INTEGRATION_MS),
        authorizer: jwt && {
          issuer: jwt.Issuer,
          audience: jwt.Audience,
          scopes: properties.AuthorizationScopes ?? [],
        },
      };
    }),
  );
}

/** A route key such as `GET /v1/members/{member}` in the router's terms. */
function methodAndPath(key: string): { method: string; path: string } {
  const [method, path, rest] = key.split(' ');
  if (method === undefined || path === undefined || rest !== undefined || path.includes('+}')) {
    throw new Error(`RouteKey ${key} is not honoured`);
  }
  return { method, path: path.replace(/\{([^}]+)\}/g, ':$1') };
}
