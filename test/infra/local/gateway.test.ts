import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Host, startHost } from '../../../infra/local/host.ts';
import { type FixtureAssembly, type FixtureResource, writeAssembly } from './fixture-assembly.ts';

const api = { ApiId: { Ref: 'Api' } };
const integration = (fn: string, more: object = {}): FixtureResource => ({
  Type: 'AWS::ApiGatewayV2::Integration',
  Properties: {
    ...api,
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: { 'Fn::GetAtt': [fn, 'Arn'] },
    PayloadFormatVersion: '2.0',
    ...more,
  },
});
const route = (RouteKey: string, to: string, more: object = {}): FixtureResource => ({
  Type: 'AWS::ApiGatewayV2::Route',
  Properties: {
    ...api,
    RouteKey,
    Target: { 'Fn::Join': ['', ['integrations/', { Ref: to }]] },
    ...more,
  },
});
const guarded = (scope: string) => ({
  AuthorizationType: 'JWT',
  AuthorizerId: { Ref: 'Tokens' },
  AuthorizationScopes: [scope],
});

const resources: Record<string, FixtureResource> = {
  Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'perch', ProtocolType: 'HTTP' } },
  Tokens: {
    Type: 'AWS::ApiGatewayV2::Authorizer',
    Properties: {
      ...api,
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Audience: ['systems'], Issuer: 'https://issuer.example' },
      Name: 'tokens',
    },
  },
  ToEcho: integration('Echo'),
  ToSay: integration('Say'),
  ToSlow: integration('Slow', { TimeoutInMillis: 100 }),
  PostWebhook: route('POST /webhooks/{shop}', 'ToEcho'),
  GetSlow: route('GET /slow', 'ToSlow'),
  GetSay: route('POST /say', 'ToSay'),
  GetMember: route('GET /v1/members/{member}', 'ToEcho', guarded('perch/read')),
  PutMember: route('PUT /v1/members/{member}', 'ToEcho', guarded('perch/write')),
};
const code = {
  Echo: 'exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });',
  Say: `exports.handler = async (event) => {
    const say = JSON.parse(event.body);
    if (say.throw) throw new Error(say.throw);
    return say.answer;
  };`,
  Slow: 'exports.handler = () => new Promise((done) => setTimeout(done, 400));',
};

let assembly: FixtureAssembly;
let host: Host;
beforeAll(async () => {
  assembly = writeAssembly(resources, code);
  host = await startHost({ assembly: assembly.folder });
});
afterAll(async () => {
  await host.stop();
  assembly.discard();
});

const call = (path: string, init?: RequestInit) => fetch(`${host.url}${path}`, init);
const json = async (response: Response) => (await response.json()) as Record<string, unknown>;
const say = (what: object) =>
  call('/say', {
    method: 'POST',
    body: JSON.stringify(what),
    headers: { 'content-type': 'application/json' },
  });
const token = async (...scopes: string[]) => {
  const answer = await call('/_local/token', { method: 'POST', body: JSON.stringify({ scopes }) });
  return `Bearer ${(await json(answer)).token}`;
};

describe('the HTTP API on one machine', () => {
  it('hands a request over in payload format 2.0', async () => {
    const response = await call('/webhooks/demo%20shop?a=1&b=2&a=3', {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'X-Topic': 'Paid',
        cookie: 'c=1; d=2',
      },
      body: '{"ü":1}',
    });
    expect(await json(response)).toMatchObject({
      version: '2.0',
      routeKey: 'POST /webhooks/{shop}',
      rawPath: '/webhooks/demo shop',
      rawQueryString: 'a=1&b=2&a=3',
      queryStringParameters: { a: '1,3', b: '2' },
      pathParameters: { shop: 'demo shop' },
      cookies: ['c=1', 'd=2'],
      headers: { 'x-topic': 'Paid', 'content-type': 'application/json; charset=utf-8' },
      body: '{"ü":1}',
      isBase64Encoded: false,
      requestContext: {
        apiId: 'Api',
        http: { method: 'POST', path: '/webhooks/demo shop' },
        routeKey: 'POST /webhooks/{shop}',
        stage: '$default',
      },
    });
  });

  it.each([
    ['application/x-www-form-urlencoded', true],
    ['application/octet-stream', true],
    ['text/plain', false],
    ['application/xml', false],
  ])('hands a body of %s over as base64: %s', async (type, isBase64Encoded) => {
    const headers = { 'content-type': type };
    const event = await json(await call('/webhooks/s', { method: 'POST', headers, body: 'a=1' }));
    expect(event).toMatchObject({ isBase64Encoded, body: isBase64Encoded ? 'YT0x' : 'a=1' });
  });

  it('answers with the status, headers and cookies of the function', async () => {
    const response = await say({
      answer: { statusCode: 202, headers: { 'x-a': 'b' }, cookies: ['c=1', 'd=2'], body: 'done' },
    });
    expect(response.status).toBe(202);
    expect(response.headers.get('x-a')).toBe('b');
    expect(response.headers.getSetCookie()).toEqual(['c=1', 'd=2']);
    expect(await response.text()).toBe('done');
  });

  it('decodes a body that the function gives as base64', async () => {
    const answer = { statusCode: 200, body: 'w7w=', isBase64Encoded: true };
    expect(await (await say({ answer })).text()).toBe('ü');
  });

  it('answers 200 and JSON when the function returns no status', async () => {
    const response = await say({ answer: { points: 5 } });
    expect(response.status).toBe(200);
    expect(await json(response)).toEqual({ points: 5 });
  });

  it.each([
    ['throws', { throw: 'no' }],
    ['answers a status that is none', { answer: { statusCode: 'fine' } }],
  ])('answers 500 when the function %s', async (_, what) => {
    const response = await say(what);
    expect(response.status).toBe(500);
    expect(await json(response)).toEqual({ message: 'Internal Server Error' });
  });

  it('answers 503 when the function takes longer than the integration waits', async () => {
    const response = await call('/slow');
    expect(response.status).toBe(503);
    expect(await json(response)).toEqual({ message: 'Service Unavailable' });
  });

  it.each([
    ['GET', '/nowhere'],
    ['GET', '/webhooks/demo-shopify'],
    ['POST', '/webhooks/demo-shopify/more'],
    ['POST', '/webhooks/'],
  ])('answers 404 to %s %s, which is no route', async (method, path) => {
    const response = await call(path, { method });
    expect(response.status).toBe(404);
    expect(await json(response)).toEqual({ message: 'Not Found' });
  });

  it('answers 413 to a body beyond ten megabytes', async () => {
    const response = await call('/webhooks/s', {
      method: 'POST',
      body: Buffer.alloc(10 * 1_048_576 + 1),
    });
    expect(response.status).toBe(413);
    expect(await json(response)).toEqual({ message: 'Request Entity Too Large' });
  });
});

describe('the authorizer on one machine', () => {
  const member = (authorization?: string, method = 'GET') =>
    call('/v1/members/m1', { method, ...(authorization && { headers: { authorization } }) });

  it('lets a token with the scope of the route pass, and tells the function of it', async () => {
    const response = await member(await token('read'));
    expect(response.status).toBe(200);
    const { requestContext } = (await json(response)) as { requestContext: object };
    expect(requestContext).toMatchObject({
      authorizer: {
        jwt: {
          claims: { iss: 'https://issuer.example', client_id: 'systems', scope: 'perch/read' },
          scopes: ['perch/read'],
        },
      },
    });
  });

  it('answers 401 as the gateway does to a call without a token, or with none of its issuer', async () => {
    const [header, payload] = (await token('read')).split('.');
    for (const wrong of [undefined, 'Bearer nonsense', `${header}.${payload}.AAAA`]) {
      const response = await member(wrong);
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
      expect(await json(response)).toEqual({ message: 'Unauthorized' });
    }
  });

  it('answers 403 to a token without the scope of the route', async () => {
    const response = await member(await token('read', 'operate'), 'PUT');
    expect(response.status).toBe(403);
    expect(await json(response)).toEqual({ message: 'Forbidden' });
  });

  it('counts by the clock of the host when a token has expired', async () => {
    const held = await token('read');
    await call('/_local/clock', { method: 'POST', body: '{"advance":"PT59M"}' });
    expect((await member(held)).status).toBe(200);
    await call('/_local/clock', { method: 'POST', body: '{"advance":"PT2M"}' });
    expect((await member(held)).status).toBe(401);
    expect((await member(await token('read'))).status).toBe(200);
  });
});

describe('the controls of one machine', () => {
  const post = (path: string, body?: string) =>
    call(`/_local/${path}`, { method: 'POST', ...(body !== undefined && { body }) });

  it('say that they serve', async () => {
    expect(await json(await call('/_local/health'))).toMatchObject({ status: 'ok' });
  });

  it('move the clock forward by a duration, and to an instant', async () => {
    const { now } = await json(await call('/_local/clock'));
    const later = await json(await post('clock', '{"advance":"P30D"}'));
    const moved = Date.parse(String(later.now)) - Date.parse(String(now));
    expect(moved / 86_400_000).toBeCloseTo(30, 2);
    const answer = await json(await post('clock', '{"now":"2032-01-01T00:00:00+01:00"}'));
    expect(answer.now).toMatch(/^2031-12-31T23:00:0\d/);
  });

  it.each([
    '{"now":"2020-01-01T00:00:00Z"}',
    '{"advance":"a day"}',
    '{"advance":"P9999Y"}',
    '{"now":"soon"}',
    '{}',
    'no json',
  ])('refuse to move the clock by %s', async (body) => {
    const response = await post('clock', body);
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await json(response)).toMatchObject({ status: 400, title: 'Bad Request' });
  });

  it.each(['{"scopes":[]}', '{"scopes":["../x"]}', '{}', 'x'])(
    'issue no token for %s',
    async (body) => {
      expect((await post('token', body)).status).toBe(400);
    },
  );

  it('answer that all is settled, and show lists that are empty before anything happened', async () => {
    expect(await json(await post('settle'))).toMatchObject({ settled: true });
    for (const list of ['outbox', 'events', 'executions']) {
      expect(await (await call(`/_local/${list}?limit=5`)).json()).toEqual([]);
    }
  });
});
